// A rectangle of the picture with the name that automation and lessons find it by.
#pragma once

#include <imgui.h>

#include <string>

namespace sep::view {

struct NamedRect {
  std::string id;   ///< "stack.separable.0", "tile.standard.0.12", "kernel.depthwise.1", …
  ImVec2 min, max;  ///< window pixels
};

}  // namespace sep::view

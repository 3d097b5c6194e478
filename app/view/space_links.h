// What is linked to an element or a weight, as shapes in space: boxes over windows (K×K, as deep as the
// channels that are read), padding cells, and rays from a window's corners to what is computed from it. All
// of it comes from core/links.h. Pure; knows no GL and no ImGui.
#pragma once

#include <glm/vec3.hpp>
#include <vector>

#include "core/links.h"
#include "view/space_arrange.h"

namespace sep::view {

struct SpaceBox {
  size_t stack = 0;  ///< of the arrangement
  Ink ink{};
  glm::vec3 low{0}, high{0};
  int first_channel = 0, end_channel = 0;
  bool sparse = false;           ///< dilated: cells lists the elements that are read
  std::vector<glm::vec3> cells;  ///< lower left and upper right corners in turn, on the front slab
};

/// A cell of a window outside the image, on the slab of `channel`.
struct SpacePadding {
  size_t stack = 0;
  int channel = 0;
  glm::vec3 low{0}, high{0};
  CellSource source;  ///< the real cell whose value it holds, or none for a zero
};

struct SpaceLine {
  glm::vec3 from{0}, to{0};
  Ink ink{};
};

struct SpaceLinks {
  std::vector<SpaceBox> boxes;
  std::vector<SpacePadding> padding;
  std::vector<SpaceLine> rays;
};

/// difference: in the stack of the difference too.
SpaceLinks shapes_of(const Plan& plan, const Arrangement& arrangement, const Links& links,
                     bool difference = true);

}  // namespace sep::view

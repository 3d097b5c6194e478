// What the parts of the diagram are, each in one plain sentence.
#pragma once

#include <string>
#include <string_view>

#include "core/plan.h"

namespace sep::ui {

/// Whether they stand beside the mouse too: not over pictures.
inline bool beside_mouse(std::string_view id) {
  return !id.starts_with("stack.") && !id.starts_with("sheet.");
}

/// id: as the ui map names it ("operator.pointwise", "bar.input"). Empty: nothing to say.
std::string part_words(const Plan& plan, std::string_view id);

}  // namespace sep::ui

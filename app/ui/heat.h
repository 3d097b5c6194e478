// The diverging colour of a signed value, symmetric about zero, and ink that reads on it.
#pragma once

#include <imgui.h>

#include "view/colour_map.h"

namespace sep::ui {

/// What is NaN or infinite, as in the stacks.
inline constexpr ImU32 kNotFinite = IM_COL32(int(255 * view::kNanColour.r), int(255 * view::kNanColour.g),
                                             int(255 * view::kNanColour.b), 255);

/// kNotFinite where the value is not finite; else blue (−largest) through near white (0) to red (+largest).
ImU32 diverging(double value, double largest);
/// Black or white, whichever contrasts more: at least 4.58:1 on any colour.
ImU32 ink_on(ImU32 fill);
/// WCAG contrast ratio of two opaque colours, 1…21.
double contrast(ImU32 a, ImU32 b);

}  // namespace sep::ui

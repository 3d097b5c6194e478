// The diverging colour of a signed value, symmetric about zero, and ink that reads on it.
#pragma once

#include <imgui.h>

namespace sep::ui {

/// Blue (−largest) through near white (0) to red (+largest).
ImU32 diverging(double value, double largest);
/// Black or white, whichever contrasts more: at least 4.58:1 on any colour.
ImU32 ink_on(ImU32 fill);
/// WCAG contrast ratio of two opaque colours, 1…21.
double contrast(ImU32 a, ImU32 b);

}  // namespace sep::ui

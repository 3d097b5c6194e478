// The strip under the diagram: the followed element as patch ⊙ kernel = products, stage by stage, with the
// standard path's sum beside it.
#pragma once

#include "ui/panel_context.h"

namespace sep::ui::panels {

/// Height that the strip takes from a centre of this height, in window pixels; 0: there is none. A tall
/// window keeps room for it, so that the pictures stay where they are while the mouse moves over them; a low
/// one gives it room only for what is pinned. stages: of the separable path.
float arithmetic_height(const UiState& state, const Widgets& ui, float centre_height, int stages);

void draw_arithmetic(PanelContext& c, const Rect& area);

}  // namespace sep::ui::panels

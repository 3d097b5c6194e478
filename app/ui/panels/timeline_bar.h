// The bar under the pictures while both paths are stepped or race: buttons, scrubbers, counters.
#pragma once

#include "ui/panel_context.h"

namespace sep::ui::panels {

/// Height that the bar takes of a centre of this height, in window pixels; 0 while neither step nor race is
/// open. Where the pictures would not fit any more it is a lower one, and what is drawn in it is less.
float timeline_height(const UiState& state, const Widgets& ui, float centre_height);

void draw_timeline(PanelContext& c, const Rect& area);

// One file each
void draw_step_bar(PanelContext& c, const Rect& area);
void draw_race_bar(PanelContext& c, const Rect& area);

}  // namespace sep::ui::panels

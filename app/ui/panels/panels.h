// Every panel of the window; one file each.
#pragma once

#include "ui/panel_context.h"

namespace sep::ui::panels {

// Left
void draw_input(PanelContext& c);
void draw_filters(PanelContext& c);
void draw_kernel(PanelContext& c);
void draw_convolution(PanelContext& c);
void draw_view(PanelContext& c);
void draw_spectrum(PanelContext& c);

// Right
void draw_multiplications(PanelContext& c);
void draw_agreement(PanelContext& c);
void draw_growth_chart(PanelContext& c);

}  // namespace sep::ui::panels

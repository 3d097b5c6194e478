// Every panel of the window; one file each.
#pragma once

#include "ui/panel_context.h"

namespace sep::ui::panels {

// Left
void draw_input(PanelContext& c);
void draw_filters(PanelContext& c);
void draw_kernel(PanelContext& c);
void draw_kernel_menu(PanelContext& c, int map);  ///< what can be done to the whole kernel of a map
void draw_convolution(PanelContext& c);
void draw_view(PanelContext& c);
void draw_spectrum(PanelContext& c);
void draw_rebuilt(PanelContext& c, const Plan& plan);  ///< in spatial mode: the terms and what they rebuild
// Left, while a file gives the filters (ui/filters/)
void draw_bank_header(PanelContext& c);
void draw_bank_error(PanelContext& c);
void draw_channel_bars(PanelContext& c, const Plan& plan);
void draw_groups(PanelContext& c);  ///< only while presets do

// Right
void draw_multiplications(PanelContext& c);
void draw_counted(PanelContext& c);  ///< on request
void draw_agreement(PanelContext& c);
void draw_charts(PanelContext& c);

}  // namespace sep::ui::panels

// The table of panels.
#include "ui/panels/registry.h"

#include "ui/panels/panels.h"

namespace sep::ui {

const std::array<PanelEntry, kPanelCount>& panel_entries() {
  static constexpr std::array<PanelEntry, kPanelCount> kEntries{{
      {PanelId::input, "input", "Input", panels::draw_input},
      {PanelId::filters, "filters", "Filters", panels::draw_filters},
      {PanelId::kernel, "kernel", "Kernel", panels::draw_kernel},
      {PanelId::convolution, "convolution", "Convolution", panels::draw_convolution},
      {PanelId::view, "view", "View", panels::draw_view},
      {PanelId::spectrum, "spectrum", "How well it separates", panels::draw_spectrum},
      {PanelId::multiplications, "multiplications", "Multiplications", panels::draw_multiplications},
      {PanelId::counted, "counted", "Counted on the GPU", panels::draw_counted},
      {PanelId::agreement, "agreement", "Parameters, times, difference", panels::draw_agreement},
      {PanelId::charts, "charts", "Chart", panels::draw_charts},
  }};
  return kEntries;
}

void draw_panel(PanelContext& c, PanelId id) {
  if (!c.state.hidden[static_cast<size_t>(id)]) panel_entries()[static_cast<size_t>(id)].draw(c);
}

}  // namespace sep::ui

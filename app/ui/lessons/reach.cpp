// Bodies of reach.h.
#include "ui/lessons/reach.h"

#include <algorithm>
#include <array>

#include "ui/studio.h"

namespace sep::ui {

std::optional<PanelId> panel_of(std::string_view id) {
  struct Row {
    std::string_view start;
    PanelId panel;
  };
  using P = PanelId;
  // the first that fits: what is more special stands before what is general
  static constexpr std::array kRows{Row{"count.parameters", P::agreement},
                                    Row{"count.time", P::agreement},
                                    Row{"count.max_difference", P::agreement},
                                    Row{"count.rms_difference", P::agreement},
                                    Row{"count.reason", P::agreement},
                                    Row{"count.request", P::counted},
                                    Row{"count.counted", P::counted},
                                    Row{"count.", P::multiplications},
                                    Row{"chart.", P::charts},
                                    Row{"input.", P::input},
                                    Row{"spatial.", P::filters},
                                    Row{"depthwise.channel", P::kernel},
                                    Row{"depthwise.kernel.preset", P::kernel},
                                    Row{"depthwise.", P::filters},
                                    Row{"kernel.grid", P::kernel},
                                    Row{"kernel.cell", P::kernel},
                                    Row{"kernel.change", P::kernel},
                                    Row{"convolution.", P::convolution},
                                    Row{"view.", P::view},
                                    Row{"spectrum.", P::spectrum}};
  for (const Row& row : kRows) {
    if (id.starts_with(row.start)) return row.panel;
  }
  return std::nullopt;
}

bool is_right(PanelId panel) { return panel >= PanelId::multiplications; }

bool in_pictures(std::string_view id) {
  constexpr std::array<std::string_view, 7> kStarts{"stack.",  "tile.",   "sheet.", "operator.",
                                                    "kernel.", "weight.", "slab."};
  return std::ranges::any_of(kStarts, [&](std::string_view start) { return id.starts_with(start); }) &&
         !panel_of(id);
}

std::vector<std::string> highlights_in(const lessons::Step& step, bool right) {
  std::vector<std::string> ids;
  for (const std::string& id : step.highlight) {
    const auto panel = panel_of(id);
    if (panel && is_right(*panel) == right) ids.push_back(id);
  }
  return ids;
}

void bring_into_reach(Studio& s, const lessons::Step& step) {
  UiState& u = s.state;
  u.left_open = u.right_open = u.lesson.under_right = false;
  u.lesson.steers = true;
  for (const std::string& id : step.highlight) {
    const auto panel = panel_of(id);
    if (!panel) continue;
    u.hidden.reset(static_cast<size_t>(*panel));
    if (is_right(*panel)) {
      u.right_folded = false;
      u.right_open = true;
    } else {
      u.left_folded = false;
      u.left_open = true;
    }
  }
  u.lesson.left_brought = u.left_open;
  u.lesson.right_brought = u.right_open;
  u.charts.open = false;
  for (const std::string& id : step.highlight) u.charts.open = u.charts.open || id.starts_with("charts.");
}

}  // namespace sep::ui

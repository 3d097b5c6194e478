// The chart beside the pictures: multiplications as K grows, or error against cost; C shows all of them
// large.
#include <algorithm>

#include "ui/charts/charts.h"
#include "ui/filters/bank_edit.h"
#include "ui/panels/panels.h"

namespace sep::ui::panels {
namespace {

ChartBox box_here(const PanelContext& c, const char* id) {
  const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  const float height = std::clamp(room.y - c.ui.px(26), c.ui.px(160), c.ui.px(290));
  return {id, {at, {at.x + room.x, at.y + height}}, false};
}

void draw_growth(PanelContext& c, const Plan& plan, bool with_switch) {
  const Size2 k = plan.standard.front().spec.kernel;
  const std::string title = k.h == k.w ? "MULTIPLICATIONS AS K GROWS" : "MULTIPLICATIONS AS IT WIDENS";
  const bool pressed =
      with_switch ? c.ui.section_with_link(title, "chart.switch", "error",
                                           "Show the error against multiplications instead.")
                  : c.ui.section_with_link(title, "chart.larger", "charts", "All charts, large (C).");
  if (pressed && with_switch) c.state.other_chart = !c.state.other_chart;
  if (pressed && !with_switch) c.run("window.charts");
  draw_series_chart(c, SeriesAxis::kernel, box_here(c, "chart.growth"));
}

}  // namespace

void draw_charts(PanelContext& c) {
  const Plan* plan = c.session.plan();
  if (plan == nullptr) return;
  const auto t = trade_off(*plan);
  const bool possible = t && !t->points.empty() && t->points.size() + t->two_stages.size() > 1;
  const bool first = has_bank(plan->experiment);  // what is shown until the user says otherwise
  const bool shown = possible && c.state.other_chart != first;
  if (!shown) return draw_growth(c, *plan, possible);
  if (c.ui.section_with_link("ERROR AGAINST COST", "chart.switch", "as K grows",
                             "Show multiplications over the kernel size instead.")) {
    c.state.other_chart = !c.state.other_chart;
  }
  draw_trade_off_chart(c, *t, box_here(c, "chart.trade"));
}

}  // namespace sep::ui::panels

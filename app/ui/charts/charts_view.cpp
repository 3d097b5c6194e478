// One chart over the whole centre, large enough for a room, with the choice of all of them above it.
#include <algorithm>

#include "ui/actions.h"
#include "ui/charts/charts.h"
#include "ui/format.h"
#include "ui/shell.h"

namespace sep::ui {
namespace {

std::string short_name(const Plan& plan, ChartKind kind) {
  switch (kind) {
    case ChartKind::size:
      return "Image size";
    case ChartKind::error:
      return "Error";
    case ChartKind::traffic:
      return "Bytes and time";
    default:
      return symbol_of(axis_of(kind), plan.experiment.mode);
  }
}

std::string title_of(const Plan& plan, ChartKind kind) {
  if (kind == ChartKind::error) return "Error against multiplications";
  if (kind == ChartKind::traffic) return "Bytes moved against multiplications";
  if (kind == ChartKind::size) return "Multiplications over the image size";
  return "Multiplications over the " + axis_name(plan, axis_of(kind));
}

std::string tip_of(const Plan& plan, ChartKind kind) { return title_of(plan, kind) + "."; }

/// The chosen chart, or the first when the present experiment does not have it.
ChartKind shown_kind(const Studio& s, const std::vector<ChartKind>& kinds) {
  const ChartKind chosen = s.state.charts.kind;
  return std::ranges::count(kinds, chosen) > 0 ? chosen : kinds.front();
}

void choose_kind(Studio& s, const Plan& plan, const std::vector<ChartKind>& kinds, float width) {
  std::vector<std::string> labels, tips;
  for (const ChartKind kind : kinds) {
    labels.push_back(short_name(plan, kind));
    tips.push_back(tip_of(plan, kind));
  }
  const auto now = std::ranges::find(kinds, shown_kind(s, kinds)) - kinds.begin();
  if (const auto chosen = s.widgets.segments("charts.kind", labels, static_cast<int>(now), tips, width))
    s.state.charts.kind = kinds[static_cast<size_t>(*chosen)];
}

void buttons(Studio& s, float right, float y) {
  Widgets& ui = s.widgets;
  ImGui::SetCursorScreenPos({right - ui.px(26), y});
  if (ui.icon_button("charts.close", Icon::close, "Back to the pictures (C).", ui.px(26), false))
    s.actions.emplace_back("window.charts");
  if (s.state.presenter) return;
  const float width = ui.px(92);
  ImGui::SetCursorScreenPos({right - ui.px(36) - width, y});
  if (ui.button("charts.save", "Save CSV…", "Save this chart’s numbers as a table.", width))
    s.actions.emplace_back("file.save_chart");
}

/// What stays while one number changes.
std::string about(const Plan& plan) {
  std::string text = settings_text(plan);
  if (plan.rank > 1)
    text += (plan.experiment.mode == Mode::spatial ? ", r = " : ", m = ") + std::to_string(plan.rank);
  if (plan.split) text += ", three stages";
  return text;
}

void draw_chart(Studio& s, ChartKind kind, const std::optional<TradeOff>& trade, const Rect& r) {
  PanelContext c = panel_context(s);
  if (kind == ChartKind::traffic) return draw_traffic_chart(c, {"charts.traffic", r, true});
  if (kind == ChartKind::error) return draw_trade_off_chart(c, *trade, {"charts.trade", r, true});
  draw_series_chart(c, axis_of(kind), {"charts.series", r, true});
}

std::vector<ChartKind> kinds_of(const Plan& plan, const std::optional<TradeOff>& trade) {
  std::vector<ChartKind> out;
  for (const SeriesAxis axis : series_axes(plan.experiment.mode)) out.push_back(static_cast<ChartKind>(axis));
  if (trade && !trade->points.empty()) out.push_back(ChartKind::error);
  out.push_back(ChartKind::traffic);
  return out;
}

}  // namespace

std::vector<ChartKind> chart_kinds(const Plan& plan) { return kinds_of(plan, trade_off(plan)); }

void draw_charts_view(Studio& s, const Rect& area) {
  const Plan* plan = s.session.plan();
  if (plan == nullptr) return;
  Widgets& ui = s.widgets;
  const float pad = ui.px(18), x = area.min.x + pad, right = area.max.x - pad, y = area.min.y + ui.px(10);
  const std::optional<TradeOff> trade = trade_off(*plan);
  const std::vector<ChartKind> kinds = kinds_of(*plan, trade);
  ImGui::SetCursorScreenPos({x, y});
  choose_kind(s, *plan, kinds, std::min(ui.px(560), right - x - ui.px(s.state.presenter ? 40 : 144)));
  buttons(s, right, y);
  const ChartKind kind = shown_kind(s, kinds);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float title_y = y + ui.px(38);
  const std::string title = title_of(*plan, kind);
  draw_text(list, s.theme.title, {x, title_y}, s.theme.text, title);
  const float after = x + measure(s.theme.title, title).x + ui.px(20);
  ui.text_right(fitted(s.theme.body, about(*plan), right - after), right,
                title_y + (s.theme.title->FontSize - s.theme.body->FontSize) * 0.7F, s.theme.dim,
                s.theme.body);
  draw_chart(s, kind, trade,
             {{x, title_y + s.theme.title->FontSize + ui.px(10)}, {right, area.max.y - ui.px(8)}});
}

}  // namespace sep::ui

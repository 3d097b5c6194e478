// ERROR AGAINST MULTIPLICATIONS: every rank a point, the present one marked, the standard convolution beside
// them.
#include <fmt/format.h>

#include <algorithm>

#include "ui/charts/charts.h"
#include "ui/format.h"

namespace sep::ui {
namespace {

constexpr double kRounding = 1e-9;
/// What is only rounding is none.
std::string percent(double error) { return error < kRounding ? "0 %" : significant(100 * error, 2) + " %"; }

Plot plot_of(const Widgets& ui, const Rect& r, const PlotLook& look, const TradeOff& t) {
  constexpr double kBeyond = 1.04, kPerCent = 100;
  int64_t dearest = t.standard;
  double worst = 0;
  for (const auto* curve : {&t.points, &t.two_stages}) {
    for (const TradePoint& q : *curve) {
      dearest = std::max(dearest, q.multiplications);
      worst = std::max(worst, q.error);
    }
  }
  if (worst < kRounding) worst = 0.01;  // an axis for errors that are all none
  const PlotRoom room = plot_room(ui, look);
  return {{{r.min.x + room.left, r.min.y + room.top}, {r.max.x - room.right, r.max.y - room.bottom}},
          {0, kBeyond * static_cast<double>(dearest), false},
          scale_of(0, kPerCent * worst),
          look};
}

ImVec2 place(const Plot& p, const TradePoint& q) {
  return p.at(static_cast<double>(q.multiplications), 100 * q.error);
}

/// The line at which the separable path costs as much as the standard one, and the standard path's own point.
void standard_point(PanelContext& c, const Plot& p, const TradeOff& t) {
  const ImVec2 at = p.at(static_cast<double>(t.standard), 0);
  draw_dashed(p, {at.x, p.area.min.y}, at, with_alpha(c.theme.accent, 0.7F), c.ui.px(3));
  const float r = p.look.dot + c.ui.px(1);
  ImGui::GetWindowDrawList()->AddQuadFilled({at.x - r, at.y}, {at.x, at.y - r}, {at.x + r, at.y},
                                            {at.x, at.y + r}, c.theme.accent);
}

float legend(PanelContext& c, const Rect& r, const PlotLook& look, const TradeOff& t) {
  const char* symbol = c.session.plan()->experiment.mode == Mode::spatial ? "r" : "m";
  const TradePoint* present = point_of(t, t.now);
  const TradePoint& now = present != nullptr ? *present : t.points.front();
  std::vector<LegendEntry> entries{
      {fmt::format("{} = {}: error {}", symbol, now.terms, percent(now.error)), c.theme.kernel},
      {fmt::format("break-even {} = {}", symbol, significant(t.break_even)), c.theme.accent}};
  if (!t.two_stages.empty()) entries.push_back({"in two stages", c.theme.dim});
  return draw_legend(c.ui, look, r.min, r.width(), entries);
}

/// The point nearest to the mouse, by what it looks like on the screen.
const TradePoint& nearest(const Plot& p, const TradeOff& t, ImVec2 mouse) {
  return *std::ranges::min_element(t.points, {}, [&](const TradePoint& q) {
    const ImVec2 at = place(p, q);
    return (at.x - mouse.x) * (at.x - mouse.x) + (at.y - mouse.y) * (at.y - mouse.y);
  });
}

void curve(const Plot& p, const std::vector<TradePoint>& from, ImU32 colour) {
  std::vector<ImVec2> line;
  for (const TradePoint& q : from) line.push_back(place(p, q));
  draw_line(p, line, colour);
}

void points(PanelContext& c, const Plot& p, const TradeOff& t, const std::string& id, int hovered) {
  constexpr size_t kFew = 40;
  ImDrawList* list = ImGui::GetWindowDrawList();
  curve(p, t.two_stages, with_alpha(c.theme.dim, 0.7F));
  curve(p, t.points, with_alpha(c.theme.kernel, 0.7F));
  for (const TradePoint& q : t.points) {
    const ImVec2 at = place(p, q);
    const bool now = q.terms == t.now;
    if (now || t.points.size() <= kFew)
      list->AddCircleFilled(at, p.look.dot * (now ? 1.4F : 0.8F), c.theme.kernel, 20);
    if (now || q.terms == hovered) list->AddCircle(at, 2 * p.look.dot, c.theme.text, 24, p.look.line * 0.75F);
    const float r = c.ui.px(5);
    if (t.points.size() <= kFew)
      c.ui.record(fmt::format("{}.{}", id, q.terms), {at.x - r, at.y - r}, {at.x + r, at.y + r});
  }
}

}  // namespace

void draw_trade_off_chart(PanelContext& c, const TradeOff& t, const ChartBox& box) {
  ImGui::SetCursorScreenPos(box.rect.min);
  const bool pressed = ImGui::InvisibleButton(box.id.c_str(), {box.rect.width(), box.rect.height()});
  const bool hovered = ImGui::IsItemHovered();
  const PlotLook look = plot_look(c.ui, box.large);
  Rect r = box.rect;
  r.min.y = legend(c, r, look, t);
  const Plot p = plot_of(c.ui, r, look, t);
  draw_axes(c.ui, p, {"multiplications of the separable path", box.large ? "error of the filters, %" : "%"},
            {}, c.theme.dim);
  standard_point(c, p, t);
  std::string about = "Error of the filters against multiplications, for every number of terms.";
  int over = 0;
  if (hovered) {
    const TradePoint& q = nearest(p, t, ImGui::GetIO().MousePos);
    over = q.terms;
    about = fmt::format(
        "{} {}: error {}, {} multiplications; the standard convolution has {}. Click to choose it.", over,
        over == 1 ? "term" : "terms", percent(q.error), grouped(q.multiplications), grouped(t.standard));
  }
  points(c, p, t, box.id, over);
  c.ui.finish_item(box.id, about);
  if (pressed && over > 0 && over != t.now)
    c.set(c.experiment().mode == Mode::spatial ? "terms" : "depth multiplier", "", Parameter::rank, over);
}

}  // namespace sep::ui

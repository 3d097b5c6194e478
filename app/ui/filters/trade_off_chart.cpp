// ERROR AGAINST MULTIPLICATIONS: every rank a point, the present one marked, the standard convolution beside
// them.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/filters/bank_edit.h"
#include "ui/filters/trade_off.h"
#include "ui/format.h"
#include "ui/panels/panels.h"

namespace sep::ui::panels {
namespace {

struct Plot {
  ImVec2 min, max;  ///< of the plotting area, window pixels
  double right, top;

  ImVec2 at(double multiplications, double error) const {
    return {min.x + static_cast<float>(multiplications / right) * (max.x - min.x),
            max.y - static_cast<float>(error / top) * (max.y - min.y)};
  }
};

double nice_above(double value) {
  const double power = std::pow(10.0, std::floor(std::log10(std::max(1e-12, value))));
  for (const double f : {1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0}) {
    if (f * power >= value) return f * power;
  }
  return 10 * power;
}

/// What is only rounding is none.
std::string percent(double error) { return error < 1e-9 ? "0 %" : significant(100 * error, 2) + " %"; }

void axes(PanelContext& c, const Plot& p) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  ImFont* font = c.theme.mono_small;
  for (const double f : {0.0, 0.5, 1.0}) {
    const float y = p.at(0, f * p.top).y;
    list->AddLine({p.min.x, y}, {p.max.x, y}, with_alpha(c.theme.line, f == 0 ? 1 : 0.6F), c.ui.px(1));
    const std::string label = f == 0 ? "0" : percent(f * p.top);
    draw_text(list, font, {p.min.x - c.ui.px(6) - measure(font, label).x, y - font->FontSize / 2},
              c.theme.dim, label);
    const float x = p.at(f * p.right, 0).x;
    list->AddLine({x, p.max.y}, {x, p.max.y + c.ui.px(3)}, c.theme.line, c.ui.px(1));
    const std::string count = f == 0 ? "0" : short_count(f * p.right);
    const float w = measure(font, count).x;
    draw_text(list, font, {std::min(x - w / 2, p.max.x + c.ui.px(20) - w), p.max.y + c.ui.px(5)}, c.theme.dim,
              count);
  }
}

/// The line at which the separable path costs as much as the standard one, and the standard path's own point.
void standard_point(PanelContext& c, const Plot& p, const TradeOff& t) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 at = p.at(static_cast<double>(t.standard), 0);
  for (float y = p.min.y; y < p.max.y; y += c.ui.px(6))
    list->AddLine({at.x, y}, {at.x, std::min(y + c.ui.px(3), p.max.y)}, with_alpha(c.theme.accent, 0.7F),
                  c.ui.px(1));
  const float r = c.ui.px(5);
  list->AddQuadFilled({at.x - r, at.y}, {at.x, at.y - r}, {at.x + r, at.y}, {at.x, at.y + r}, c.theme.accent);
}

void legend(PanelContext& c, ImVec2 at, float width, const TradeOff& t) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const char* symbol = c.session.plan()->experiment.mode == Mode::spatial ? "r" : "m";
  const TradePoint* present = point_of(t, t.now);
  const TradePoint& now = present != nullptr ? *present : t.points.front();
  const float y = at.y + c.ui.px(8);
  list->AddCircleFilled({at.x + c.ui.px(5), y}, c.ui.px(4), c.theme.kernel, 20);
  const std::string left = fmt::format("{} = {}: error {}", symbol, now.terms, percent(now.error));
  draw_text(list, c.theme.small, {at.x + c.ui.px(15), at.y + c.ui.px(1)}, c.theme.text, left);
  const std::string right = fmt::format("break-even {} = {}", symbol, significant(t.break_even, 3));
  c.ui.text_right(right, at.x + width, at.y + c.ui.px(1), c.theme.accent, c.theme.small);
  if (t.two_stages.empty()) return;
  const float low = at.y + c.ui.px(19);
  float x = at.x;
  for (const auto& [colour, name] :
       {std::pair{c.theme.kernel, "three stages"}, {c.theme.dim, "two stages"}}) {
    list->AddLine({x, low + c.ui.px(7)}, {x + c.ui.px(12), low + c.ui.px(7)}, colour, c.ui.px(2));
    draw_text(list, c.theme.small, {x + c.ui.px(18), low}, c.theme.dim, name);
    x += c.ui.px(34) + measure(c.theme.small, name).x;
  }
}

/// The point nearest to the mouse, by what it looks like on the screen.
int nearest(const Plot& p, const TradeOff& t, ImVec2 mouse) {
  int best = t.points.front().terms;
  float least = 1e30F;
  for (const TradePoint& q : t.points) {
    const ImVec2 at = p.at(static_cast<double>(q.multiplications), q.error);
    const float d = (at.x - mouse.x) * (at.x - mouse.x) + (at.y - mouse.y) * (at.y - mouse.y);
    if (d < least) {
      least = d;
      best = q.terms;
    }
  }
  return best;
}

void points(PanelContext& c, const Plot& p, const TradeOff& t, int hovered) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const auto curve = [&](const std::vector<TradePoint>& from, ImU32 colour) {
    std::vector<ImVec2> line;
    for (const TradePoint& q : from) line.push_back(p.at(static_cast<double>(q.multiplications), q.error));
    list->AddPolyline(line.data(), static_cast<int>(line.size()), colour, 0, c.ui.px(2));
    return line;
  };
  curve(t.two_stages, with_alpha(c.theme.dim, 0.7F));
  const std::vector<ImVec2> line = curve(t.points, with_alpha(c.theme.kernel, 0.7F));
  const bool many = t.points.size() > 40;
  for (size_t i = 0; i < line.size(); ++i) {
    const int terms = t.points[i].terms;
    const bool now = terms == t.now;
    if (now || !many) list->AddCircleFilled(line[i], c.ui.px(now ? 5.5F : 3), c.theme.kernel, 20);
    if (now || terms == hovered) list->AddCircle(line[i], c.ui.px(8), c.theme.text, 24, c.ui.px(1.5F));
    const float r = c.ui.px(5);
    if (!many) {
      c.ui.record(fmt::format("chart.trade.{}", terms), {line[i].x - r, line[i].y - r},
                  {line[i].x + r, line[i].y + r});
    }
  }
}

void draw_trade_off(PanelContext& c, const TradeOff& t) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float height = std::clamp(ImGui::GetContentRegionAvail().y - c.ui.px(26), c.ui.px(150), c.ui.px(280));
  const bool pressed = ImGui::InvisibleButton("chart.trade", {width, height});
  const bool hovered = ImGui::IsItemHovered();
  int64_t dearest = t.standard;
  double worst = 1e-6;
  for (const auto* curve : {&t.points, &t.two_stages}) {
    for (const TradePoint& q : *curve) {
      dearest = std::max(dearest, q.multiplications);
      worst = std::max(worst, q.error);
    }
  }
  const double right = 1.04 * static_cast<double>(dearest), top = nice_above(worst);
  const float legend_h = c.ui.px(t.two_stages.empty() ? 28 : 46);
  const Plot p{{at.x + c.ui.px(52), at.y + legend_h},
               {at.x + width - c.ui.px(26), at.y + height - c.ui.px(22)},
               right,
               top};
  legend(c, at, width, t);
  axes(c, p);
  standard_point(c, p, t);
  std::string about = "Error of the filters against multiplications, for every number of terms.";
  int over = 0;
  if (hovered) {
    over = nearest(p, t, ImGui::GetIO().MousePos);
    const TradePoint& q = *point_of(t, over);
    about = fmt::format(
        "{} {}: error {}, {} multiplications; the standard convolution has {}. Click to choose it.", over,
        over == 1 ? "term" : "terms", percent(q.error), grouped(q.multiplications), grouped(t.standard));
  }
  points(c, p, t, over);
  c.ui.finish_item("chart.trade", about);
  if (pressed && over > 0 && over != t.now) {
    c.set(c.experiment().mode == Mode::spatial ? "terms" : "depth multiplier", "", Parameter::rank, over);
  }
}

}  // namespace

void draw_charts(PanelContext& c) {
  const Plan* plan = c.session.plan();
  if (plan == nullptr) return;
  const auto t = trade_off(*plan);
  const bool possible = t && !t->points.empty() && t->points.size() + t->two_stages.size() > 1;
  const bool first = has_bank(plan->experiment);  // what is shown until the user says otherwise
  const bool shown = possible && c.state.other_chart != first;
  if (!shown) return draw_growth_chart(c, possible);
  if (c.ui.section_with_link("ERROR AGAINST COST", "chart.switch", "as K grows",
                             "Show multiplications over the kernel size instead.")) {
    c.state.other_chart = !c.state.other_chart;
  }
  draw_trade_off(c, *t);
}

}  // namespace sep::ui::panels

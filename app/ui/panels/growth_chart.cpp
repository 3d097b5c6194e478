// MULTIPLICATIONS AS K GROWS: both paths over the kernel size, the present point marked, axes labelled.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/cost_curve.h"
#include "ui/format.h"
#include "ui/panels/panels.h"

namespace sep::ui::panels {
namespace {

struct Plot {
  ImVec2 min, max;  ///< of the plotting area, window pixels
  double k_low, k_high, top;

  ImVec2 at(double k, double value) const {
    const double x = k_high > k_low ? (k - k_low) / (k_high - k_low) : 0.5;
    return {min.x + static_cast<float>(x) * (max.x - min.x),
            max.y - static_cast<float>(value / top) * (max.y - min.y)};
  }
};

/// A round number, not far above the value.
double nice_above(double value) {
  const double power = std::pow(10.0, std::floor(std::log10(std::max(1.0, value))));
  for (const double f : {1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0}) {
    if (f * power >= value) return f * power;
  }
  return 10 * power;
}

void axes(PanelContext& c, const Plot& p, const CostCurve& curve) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  ImFont* font = c.theme.mono_small;
  for (const double f : {0.0, 0.5, 1.0}) {
    const ImVec2 a = p.at(p.k_low, f * p.top);
    list->AddLine(a, {p.max.x, a.y}, with_alpha(c.theme.line, f == 0 ? 1 : 0.6F), c.ui.px(1));
    const std::string label = f == 0 ? "0" : short_count(f * p.top);
    draw_text(list, font, {p.min.x - c.ui.px(6) - measure(font, label).x, a.y - font->FontSize / 2},
              c.theme.dim, label);
  }
  int step = 1;
  for (const int candidate : {2, 5, 10, 20}) {
    if ((p.k_high - p.k_low) / step > 8) step = candidate;
  }
  const float now_x = p.at(curve.now, 0).x;
  for (int k = static_cast<int>(p.k_low); k <= static_cast<int>(p.k_high); k = (k / step + 1) * step) {
    const float x = p.at(k, 0).x;
    list->AddLine({x, p.max.y}, {x, p.max.y + c.ui.px(3)}, c.theme.line, c.ui.px(1));
    const std::string label = std::to_string(k);
    if (std::abs(x - now_x) < c.ui.px(18)) continue;  // the present size is written there
    draw_text(list, font, {x - measure(font, label).x / 2, p.max.y + c.ui.px(5)}, c.theme.dim, label);
  }
  const std::string now = std::to_string(curve.now);
  draw_text(list, font, {now_x - measure(font, now).x / 2, p.max.y + c.ui.px(5)}, c.theme.kernel, now);
  draw_text(list, c.theme.small, {p.max.x + c.ui.px(8), p.max.y - c.theme.small->FontSize / 2},
            c.theme.kernel, curve.square ? "K" : "Kw");
}

void line(PanelContext& c, const Plot& p, const CostCurve& curve, int64_t CostPoint::*value, ImU32 colour) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  std::vector<ImVec2> points;
  for (const CostPoint& q : curve.points) points.push_back(p.at(q.k, static_cast<double>(q.*value)));
  list->AddPolyline(points.data(), static_cast<int>(points.size()), colour, 0, c.ui.px(2));
}

/// Names in one legend above the plot, so that no label lies on a line.
void legend(PanelContext& c, ImVec2 at, const CostPoint& now) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  float x = at.x;
  const auto entry = [&](const std::string& name, int64_t value, ImU32 colour) {
    list->AddLine({x, at.y + c.ui.px(8)}, {x + c.ui.px(14), at.y + c.ui.px(8)}, colour, c.ui.px(2));
    const std::string text = name + " " + short_count(static_cast<double>(value));
    draw_text(list, c.theme.small, {x + c.ui.px(20), at.y + c.ui.px(1)}, c.theme.text, text);
    x += c.ui.px(20) + measure(c.theme.small, text).x + c.ui.px(20);
  };
  entry("standard", now.standard, c.theme.accent);
  entry("separable", now.separable, c.theme.kernel);
}

}  // namespace

void draw_growth_chart(PanelContext& c, bool with_switch) {
  const Plan* plan = c.session.plan();
  if (plan == nullptr) return;
  const CostCurve curve = cost_curve(*plan);
  if (curve.points.size() < 2) return;
  const std::string title = curve.square ? "MULTIPLICATIONS AS K GROWS" : "MULTIPLICATIONS AS IT WIDENS";
  if (!with_switch) {
    c.ui.section(title);
  } else if (c.ui.section_with_link(title, "chart.switch", "error",
                                    "Show the error against multiplications instead.")) {
    c.state.other_chart = !c.state.other_chart;
  }
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float height = std::clamp(ImGui::GetContentRegionAvail().y - c.ui.px(26), c.ui.px(130), c.ui.px(280));
  ImGui::InvisibleButton("chart.growth", {width, height});
  const bool hovered = ImGui::IsItemHovered();
  double most = 1;
  for (const CostPoint& q : curve.points) most = std::max({most, double(q.separable), double(q.standard)});
  const Plot p{{at.x + c.ui.px(52), at.y + c.ui.px(28)},
               {at.x + width - c.ui.px(26), at.y + height - c.ui.px(22)},
               double(curve.points.front().k),
               double(curve.points.back().k),
               nice_above(most)};
  const CostPoint* now = &curve.points.front();
  for (const CostPoint& q : curve.points) {
    if (q.k <= curve.now) now = &q;
  }
  legend(c, at, *now);
  axes(c, p, curve);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float x = p.at(now->k, 0).x;
  for (float y = p.min.y; y < p.max.y; y += c.ui.px(6))
    list->AddLine({x, y}, {x, std::min(y + c.ui.px(3), p.max.y)}, with_alpha(c.theme.kernel, 0.6F),
                  c.ui.px(1));
  line(c, p, curve, &CostPoint::standard, c.theme.accent);
  line(c, p, curve, &CostPoint::separable, c.theme.kernel);
  list->AddCircleFilled(p.at(now->k, double(now->standard)), c.ui.px(4), c.theme.accent, 20);
  list->AddCircleFilled(p.at(now->k, double(now->separable)), c.ui.px(4), c.theme.kernel, 20);
  std::string about = "Multiplications of both paths over the kernel size, everything else as it is.";
  if (hovered) {
    const double k =
        p.k_low + (ImGui::GetIO().MousePos.x - p.min.x) / (p.max.x - p.min.x) * (p.k_high - p.k_low);
    const CostPoint* best = now;
    for (const CostPoint& q : curve.points) {
      if (std::abs(q.k - k) < std::abs(best->k - k)) best = &q;
    }
    about = fmt::format("Kernel size {}: standard {}, separable {}.", best->k, grouped(best->standard),
                        grouped(best->separable));
    list->AddLine(p.at(best->k, 0), p.at(best->k, p.top), with_alpha(c.theme.dim, 0.4F), c.ui.px(1));
  }
  c.ui.finish_item("chart.growth", about);
}

}  // namespace sep::ui::panels

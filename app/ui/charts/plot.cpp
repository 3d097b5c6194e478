// Bodies of plot.h.
#include "ui/charts/plot.h"

#include <algorithm>
#include <cmath>

#include "ui/format.h"

namespace sep::ui {
namespace {

/// Horizontal lines with their numbers at the left.
void y_axis(Widgets& ui, const Plot& p) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const view::Theme& t = ui.theme();
  const float size = p.look.numbers->FontSize;
  const int most = std::max(2, static_cast<int>(p.area.height() / (2.2F * size)));
  for (const Tick& tick : ticks_of(p.y, most)) {
    const float y = p.at(0, tick.value).y;
    list->AddLine({p.area.min.x, y}, {p.area.max.x, y}, with_alpha(t.line, 0.7F), ui.px(1));
    ui.text_right(tick.label, p.area.min.x - ui.px(7), y - size / 2, t.dim, p.look.numbers);
  }
}

void x_axis(Widgets& ui, const Plot& p, std::optional<double> present, ImU32 colour) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const view::Theme& t = ui.theme();
  const float y = p.area.max.y + ui.px(5);
  list->AddLine({p.area.min.x, p.area.max.y}, p.area.max, t.line, ui.px(1.5F));
  const auto label = [&](double value, const std::string& text, ImU32 ink, float left, float right) {
    const float w = measure(p.look.numbers, text).x, middle = p.at(value, p.y.low).x;
    if (middle + w / 2 + ui.px(10) > left && middle - w / 2 - ui.px(10) < right)
      return std::pair{left, right};
    list->AddLine({middle, p.area.max.y}, {middle, p.area.max.y + ui.px(4)}, ink, ui.px(1));
    draw_text(list, p.look.numbers, {middle - w / 2, y}, ink, text);
    return std::pair{middle - w / 2, middle + w / 2};
  };
  auto taken = std::pair{1e9F, -1e9F};
  if (present) taken = label(*present, grouped(std::llround(*present)), colour, taken.first, taken.second);
  const float widest = measure(p.look.numbers, short_count(p.x.high)).x + ui.px(16);
  const int most = std::max(2, static_cast<int>(p.area.width() / widest));
  for (const Tick& tick : ticks_of(p.x, most, 1))
    label(tick.value, tick.label, t.dim, taken.first, taken.second);
}

}  // namespace

PlotLook plot_look(const Widgets& ui, bool large) {
  const view::Theme& t = ui.theme();
  if (large) return {t.mono, t.body, ui.px(3), ui.px(6.5F)};
  return {t.mono_small, t.small, ui.px(2), ui.px(4)};
}

ImVec2 Plot::at(double x_value, double y_value) const {
  return {area.min.x + static_cast<float>(x.at(x_value)) * area.width(),
          area.max.y - static_cast<float>(y.at(y_value)) * area.height()};
}

PlotRoom plot_room(const Widgets& ui, const PlotLook& look) {
  return {measure(look.numbers, "0.005 M").x + ui.px(12), look.words->FontSize + ui.px(9), ui.px(18),
          look.numbers->FontSize + look.words->FontSize + ui.px(14)};
}

void draw_axes(Widgets& ui, const Plot& p, const AxisText& names, std::optional<double> present,
               ImU32 colour) {
  y_axis(ui, p);
  x_axis(ui, p, present, colour);
  const PlotRoom room = plot_room(ui, p.look);
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_text(list, p.look.words, {p.area.min.x - room.left, p.area.min.y - room.top}, ui.theme().dim, names.y);
  if (names.x.empty()) return;
  ui.text_right(names.x, p.area.max.x, p.area.max.y + p.look.numbers->FontSize + ui.px(9), colour,
                p.look.words);
}

void draw_line(const Plot& p, std::span<const ImVec2> points, ImU32 colour) {
  ImGui::GetWindowDrawList()->AddPolyline(points.data(), static_cast<int>(points.size()), colour, 0,
                                          p.look.line);
}

void draw_dashed(const Plot& p, ImVec2 from, ImVec2 to, ImU32 colour, float dash) {
  const ImVec2 d{to.x - from.x, to.y - from.y};
  const float length = std::hypot(d.x, d.y);
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (float a = 0; a < length; a += 2 * dash) {
    const float b = std::min(a + dash, length);
    list->AddLine({from.x + d.x * a / length, from.y + d.y * a / length},
                  {from.x + d.x * b / length, from.y + d.y * b / length}, colour, p.look.line / 2);
  }
}

void draw_dot(const Plot& p, ImVec2 at, ImU32 colour, ImU32 rim) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddCircleFilled(at, p.look.dot + p.look.line / 2, rim, 24);
  list->AddCircleFilled(at, p.look.dot, colour, 24);
}

float draw_legend(Widgets& ui, const PlotLook& look, ImVec2 at, float width,
                  std::span<const LegendEntry> entries) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float h = look.words->FontSize, row = h + ui.px(5);
  float x = at.x, y = at.y;
  for (const LegendEntry& e : entries) {
    const float w = ui.px(22) + measure(look.words, e.text).x;
    if (x > at.x && x + w > at.x + width) {
      x = at.x;
      y += row;
    }
    list->AddLine({x, y + h / 2}, {x + ui.px(15), y + h / 2}, e.colour, look.line + ui.px(1));
    draw_text(list, look.words, {x + ui.px(22), y}, ui.theme().text, e.text);
    x += w + ui.px(22);
  }
  return y + row;
}

}  // namespace sep::ui

// The kernel as a grid: values in contrast on a diverging heat map, whole numbers with their factor, typed in
// place.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "ui/filters/bank_edit.h"
#include "ui/format.h"
#include "ui/heat.h"
#include "ui/kernel_edit.h"
#include "ui/panels/panels.h"

namespace sep::ui::panels {
namespace {

struct Grid {
  Kernel kernel;
  int map = 0;
  bool given = false;  ///< by a file: shown, not edited
  int divisor = 0;     ///< values·divisor are whole; 0: no such number
  double largest = 0;
  ImVec2 origin;
  float cell_w = 0, cell_h = 0;

  double shown(int y, int x) const { return kernel.at(y, x) * (divisor > 0 ? divisor : 1); }
  std::string text(int y, int x) const {
    const double v = shown(y, x);
    return divisor > 0 ? grouped(std::llround(v)) : significant(v, 3);
  }
};

Grid make_grid(PanelContext& c) {
  Grid g;
  const int channels = value_of(c.experiment(), c.session.image_info(), Parameter::channels);
  g.map = edited_map(c.experiment(), channels, c.state.map_in_channel);
  g.kernel = kernel_of_map(c.experiment(), g.map);
  const Plan* plan = c.session.plan();
  g.given = has_bank(c.experiment());
  if (g.given && plan != nullptr && has_bank(plan->experiment) && size_t(g.map) < plan->kernels.size()) {
    g.kernel = plan->kernels[size_t(g.map)];
  }
  g.divisor = common_divisor(g.kernel);
  for (const double v : g.kernel.values) g.largest = std::max(g.largest, std::abs(v));
  if (g.divisor > 0 && g.largest * g.divisor >= 1e6)
    g.divisor = 0;  // whole numbers of seven digits say less than decimals
  const float width = ImGui::GetContentRegionAvail().x;
  g.cell_h = std::clamp(c.ui.px(168) / static_cast<float>(g.kernel.size.h), c.ui.px(4), c.ui.px(24));
  g.cell_w = std::min(width / static_cast<float>(g.kernel.size.w), std::max(g.cell_h * 2.4F, c.ui.px(8)));
  const float used = g.cell_w * static_cast<float>(g.kernel.size.w);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  g.origin = {at.x + (width - used) / 2, at.y};
  return g;
}

bool text_fits(PanelContext& c, const Grid& g) {
  float widest = 0;
  for (int y = 0; y < g.kernel.size.h; ++y) {
    for (int x = 0; x < g.kernel.size.w; ++x)
      widest = std::max(widest, measure(c.theme.mono_small, g.text(y, x)).x);
  }
  return widest + c.ui.px(4) <= g.cell_w && c.theme.mono_small->FontSize <= g.cell_h;
}

void draw_cells(PanelContext& c, const Grid& g, bool numbers) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float line = g.cell_w >= c.ui.px(10) && g.cell_h >= c.ui.px(10) ? c.ui.px(1) : 0;
  for (int y = 0; y < g.kernel.size.h; ++y) {
    for (int x = 0; x < g.kernel.size.w; ++x) {
      const ImVec2 a{g.origin.x + g.cell_w * static_cast<float>(x),
                     g.origin.y + g.cell_h * static_cast<float>(y)};
      const ImVec2 b{a.x + g.cell_w - line, a.y + g.cell_h - line};
      const ImU32 fill = diverging(g.kernel.at(y, x), g.largest);
      list->AddRectFilled(a, b, fill, line > 0 ? c.ui.px(2) : 0);
      if (numbers) {
        const std::string text = g.text(y, x);
        const ImVec2 size = measure(c.theme.mono_small, text);
        draw_text(list, c.theme.mono_small, {(a.x + b.x - size.x) / 2, (a.y + b.y - size.y) / 2},
                  ink_on(fill), text);
      }
      c.ui.record(fmt::format("kernel.cell.{}.{}", y, x), a, b);
      if (y == c.state.cell_y && x == c.state.cell_x)
        list->AddRect(a, b, c.theme.kernel, c.ui.px(2), 0, c.ui.px(2));
    }
  }
}

void type_value(PanelContext& c, const Grid& g, const std::string& typed) {
  std::string text = typed;
  for (size_t at = text.find("−"); at != std::string::npos; at = text.find("−")) text.replace(at, 3, "-");
  std::erase(text, ' ');
  double value = 0;
  const char* begin = text.data() + (text.starts_with('+') ? 1 : 0);
  const auto [end, error] = std::from_chars(begin, text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value) ||
      std::abs(value) > 1e6) {
    c.say(fmt::format("“{}” is not a number that a kernel can hold; type one such as 3, −0.25 or 1e-3.",
                      typed));
    return;
  }
  Experiment after = with_value(c.experiment(), g.map, c.state.cell_y, c.state.cell_x,
                                value / (g.divisor > 0 ? g.divisor : 1));
  if (after.mode == Mode::spatial) after.rank = 0;
  c.edit("kernel value", "", std::move(after));
}

void pick_cell(PanelContext& c, const Grid& g) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  c.state.cell_y = std::clamp(static_cast<int>((mouse.y - g.origin.y) / g.cell_h), 0, g.kernel.size.h - 1);
  c.state.cell_x = std::clamp(static_cast<int>((mouse.x - g.origin.x) / g.cell_w), 0, g.kernel.size.w - 1);
}

/// Below the grid: the chosen cell's value as a field, and the factor of all.
void value_row(PanelContext& c, const Grid& g, bool picked) {
  const bool chosen = !g.given && c.state.cell_y >= 0 && c.state.cell_y < g.kernel.size.h &&
                      c.state.cell_x >= 0 && c.state.cell_x < g.kernel.size.w;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, h = c.ui.px(26);
  if (g.divisor > 1) {
    c.ui.text_right("× 1/" + grouped(g.divisor), at.x + width, at.y + (h - c.theme.mono->FontSize) / 2,
                    c.theme.kernel, c.theme.mono);
  }
  if (!chosen) {
    draw_text(ImGui::GetWindowDrawList(), c.theme.small, {at.x, at.y + (h - c.theme.small->FontSize) / 2},
              c.theme.dim, g.given ? "these values are a file’s" : "click a value to type another");
    ImGui::Dummy({width, h});
    return;
  }
  const std::string label = fmt::format("row {}, column {}", c.state.cell_y, c.state.cell_x);
  draw_text(ImGui::GetWindowDrawList(), c.theme.small, {at.x, at.y + (h - c.theme.small->FontSize) / 2},
            c.theme.dim, label);
  ImGui::Dummy({c.ui.px(110), h});
  ImGui::SameLine(0, 0);
  const auto typed = c.ui.number_field(
      "kernel.value", g.text(c.state.cell_y, c.state.cell_x),
      g.divisor > 1 ? fmt::format("Type a value in units of 1/{}.", g.divisor) : "Type a value.", c.ui.px(80),
      picked);
  if (typed) type_value(c, g, *typed);
}

}  // namespace

void draw_kernel(PanelContext& c) {
  const Grid g = make_grid(c);
  const ImVec2 size{g.cell_w * static_cast<float>(g.kernel.size.w),
                    g.cell_h * static_cast<float>(g.kernel.size.h)};
  ImGui::SetCursorScreenPos(g.origin);
  const bool pressed = ImGui::InvisibleButton("kernel.grid", size);
  if (pressed) pick_cell(c, g);
  std::string about = "The kernel’s values; blue is negative, red positive.";
  if (ImGui::IsItemHovered()) {
    const ImVec2 m = ImGui::GetIO().MousePos;
    const int y = std::clamp(static_cast<int>((m.y - g.origin.y) / g.cell_h), 0, g.kernel.size.h - 1);
    const int x = std::clamp(static_cast<int>((m.x - g.origin.x) / g.cell_w), 0, g.kernel.size.w - 1);
    about = fmt::format("Kernel value in row {}, column {}: {}.{}", y, x, significant(g.kernel.at(y, x), 5),
                        g.given ? "" : " Click to type another.");
  }
  c.ui.finish_item("kernel.grid", about);
  draw_cells(c, g, text_fits(c, g));
  value_row(c, g, pressed);
  if (!g.given) draw_kernel_menu(c, g.map);
}

}  // namespace sep::ui::panels

// The kernel as a grid: values in contrast on a diverging heat map, whole numbers with their factor, edited
// in place (kernel_input.cpp).
#include <fmt/format.h>

#include <cmath>

#include "ui/filters/bank_edit.h"
#include "ui/filters/kernel_grid.h"
#include "ui/format.h"
#include "ui/heat.h"
#include "ui/imgui_compat.h"
#include "ui/kernel_edit.h"
#include "ui/panels/kernel_view.h"
#include "ui/panels/panels.h"

namespace sep::ui::panels {
namespace {

/// Takes a unit for a kernel that did not come from the grid itself: what is typed keeps the one it was typed
/// in.
void take_unit(PanelContext& c, const GridView& v) {
  KernelGrid& g = c.state.grid;
  if (g.of == v.kernel) return;
  const bool typed = v.given || source_label(c.experiment(), v.map) == "own values";
  g.unit = unit_for(v.kernel, typed);
  g.of = v.kernel;
}

GridView make_view(PanelContext& c) {
  GridView v;
  const int channels = value_of(c.experiment(), c.session.image_info(), Parameter::channels);
  v.map = edited_map(c.experiment(), channels, c.state.map_in_channel);
  v.kernel = kernel_of_map(c.experiment(), v.map);
  const Plan* plan = c.session.plan();
  v.given = has_bank(c.experiment());
  if (v.given && plan != nullptr && has_bank(plan->experiment) && size_t(v.map) < plan->kernels.size()) {
    v.kernel = plan->kernels[size_t(v.map)];
  }
  for (const double value : v.kernel.values) {
    if (std::isfinite(value)) v.largest = std::max(v.largest, std::abs(value));
  }
  const float width = ImGui::GetContentRegionAvail().x;
  v.cell_h = std::clamp(c.ui.px(168) / static_cast<float>(v.kernel.size.h), c.ui.px(4), c.ui.px(24));
  v.cell_w = std::min(width / static_cast<float>(v.kernel.size.w), std::max(v.cell_h * 2.4F, c.ui.px(8)));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  v.origin = {at.x + (width - v.size().x) / 2, at.y};
  keep_inside(c.state.grid, v.kernel.size);
  take_unit(c, v);
  return v;
}

std::string text_of(const PanelContext& c, const GridView& v, Cell cell) {
  return cell_text(v.kernel.at(cell.y, cell.x) * c.state.grid.unit);
}

bool text_fits(PanelContext& c, const GridView& v) {
  if (c.theme.mono_small->FontSize > v.cell_h) return false;
  float widest = 0;
  for (int y = 0; y < v.kernel.size.h; ++y) {
    for (int x = 0; x < v.kernel.size.w; ++x)
      widest = std::max(widest, measure(c.theme.mono_small, text_of(c, v, {y, x})).x);
  }
  return widest + c.ui.px(4) <= v.cell_w;
}

struct Box {
  ImVec2 a, b;
};
Box box_of(PanelContext& c, const GridView& v, Cell cell) {
  const float line = v.cell_w >= c.ui.px(10) && v.cell_h >= c.ui.px(10) ? c.ui.px(1) : 0;
  const ImVec2 a{v.origin.x + v.cell_w * static_cast<float>(cell.x),
                 v.origin.y + v.cell_h * static_cast<float>(cell.y)};
  return {a, {a.x + v.cell_w - line, a.y + v.cell_h - line}};
}

void draw_cells(PanelContext& c, const GridView& v, bool numbers) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  auto block = block_of(c.state.grid);
  if (block && block->cells() == 1) block.reset();
  // each corner is a dozen triangles, and small ones are not seen
  const float corner = v.cell_h >= c.ui.px(20) ? c.ui.px(2) : 0;
  for (int y = 0; y < v.kernel.size.h; ++y) {
    for (int x = 0; x < v.kernel.size.w; ++x) {
      const auto [a, b] = box_of(c, v, {y, x});
      const ImU32 fill = diverging(v.kernel.at(y, x), v.largest);
      list->AddRectFilled(a, b, fill, corner);
      if (block && block->contains({y, x})) list->AddRectFilled(a, b, with_alpha(c.theme.kernel, 0.3F));
      if (numbers) {
        const std::string text = text_of(c, v, {y, x});
        const ImVec2 size = measure(c.theme.mono_small, text);
        draw_text(list, c.theme.mono_small, {(a.x + b.x - size.x) / 2, (a.y + b.y - size.y) / 2},
                  ink_on(fill), text);
      }
      c.ui.record(fmt::format("kernel.cell.{}.{}", y, x), a, b);
    }
  }
}

/// Outlines of block and cell, dark inside so that they show on every colour; what is typed lies over the
/// cell.
void draw_selection(PanelContext& c, const GridView& v) {
  const KernelGrid& g = c.state.grid;
  const auto block = block_of(g);
  if (!block) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const bool focus = c.ui.has_focus("kernel.grid");
  const ImU32 colour = focus ? c.theme.kernel : with_alpha(c.theme.kernel, 0.6F);
  const auto outline = [&](const Box& r, float inset, float thick) {
    list->AddRect({r.a.x - c.ui.px(inset), r.a.y - c.ui.px(inset)},
                  {r.b.x + c.ui.px(inset), r.b.y + c.ui.px(inset)}, IM_COL32(0, 0, 0, 200), c.ui.px(2), 0,
                  c.ui.px(thick + 2));
    list->AddRect({r.a.x - c.ui.px(inset), r.a.y - c.ui.px(inset)},
                  {r.b.x + c.ui.px(inset), r.b.y + c.ui.px(inset)}, colour, c.ui.px(2), 0, c.ui.px(thick));
  };
  const Box cell = box_of(c, v, *g.cell);
  if (block->cells() > 1) {
    const Box first = box_of(c, v, {block->y0, block->x0}), last = box_of(c, v, {block->y1, block->x1});
    outline({first.a, last.b}, 1, 1.5F);
  }
  outline(cell, 0, 2);
  if (!g.typing) return;
  const std::string shown = g.typed + "|";
  const ImVec2 size = measure(c.theme.mono_small, shown);
  const float half = std::max(cell.b.x - cell.a.x, size.x + c.ui.px(8)) / 2,
              middle = (cell.a.x + cell.b.x) / 2;
  const float tall = std::max(cell.b.y - cell.a.y, size.y + c.ui.px(4)) / 2,
              centre = (cell.a.y + cell.b.y) / 2;
  const ImVec2 a{middle - half, centre - tall}, b{middle + half, centre + tall};
  list->AddRectFilled(a, b, c.theme.background, c.ui.px(2));
  list->AddRect(a, b, colour, c.ui.px(2), 0, c.ui.px(2));
  draw_text(list, c.theme.mono_small, {middle - size.x / 2, centre - size.y / 2}, c.theme.text, shown);
}

std::string place_text(const KernelGrid& g) {
  if (g.painting) return "paints " + cell_text(g.brush * g.unit);
  const Block block = *block_of(g);
  if (block.cells() > 1) return fmt::format("{}×{} cells", block.rows(), block.columns());
  return fmt::format("row {}, column {}", g.cell->y, g.cell->x);
}

void value_field(PanelContext& c, const GridView& v) {
  KernelGrid& g = c.state.grid;
  const double value = v.kernel.at(g.cell->y, g.cell->x) * g.unit;
  const std::string tip =
      g.unit > 1 ? fmt::format("Type a value in units of 1/{}.", g.unit) : "Type a value.";
  const auto typed = c.ui.number_field("kernel.value", g.typing ? g.typed : exact_text(value), tip,
                                       c.ui.px(80), g.open_field);
  g.open_field = false;
  if (!typed) return;
  type_value(c, v, *typed, false);
  if (compat::key_pressed(GLFW_KEY_ENTER, false) || compat::key_pressed(GLFW_KEY_KP_ENTER, false))
    go_on(c, v, false, false);
}

/// Below the grid: the chosen cell's value as a field, and the factor of all.
void value_row(PanelContext& c, const GridView& v) {
  const KernelGrid& g = c.state.grid;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, h = c.ui.px(26);
  if (g.unit > 1) {
    c.ui.text_right("× 1/" + grouped(std::llround(g.unit)), at.x + width,
                    at.y + (h - c.theme.mono->FontSize) / 2, c.theme.kernel, c.theme.mono);
  }
  const std::string label = g.cell    ? place_text(g)
                            : v.given ? "these values are a file’s"
                                      : "click a cell and type · drag paints";
  draw_text(ImGui::GetWindowDrawList(), c.theme.small, {at.x, at.y + (h - c.theme.small->FontSize) / 2},
            g.painting ? c.theme.kernel : c.theme.dim, label);
  ImGui::Dummy({g.cell ? c.ui.px(104) : width, h});
  if (!g.cell) return;
  ImGui::SameLine(0, 0);
  if (!v.given) return value_field(c, v);
  const double value = v.kernel.at(g.cell->y, g.cell->x);
  draw_text(ImGui::GetWindowDrawList(), c.theme.mono,
            {at.x + c.ui.px(110), at.y + (h - c.theme.mono->FontSize) / 2}, c.theme.text,
            cell_text(value * g.unit));
  ImGui::NewLine();
}

std::string hover_text(PanelContext& c, const GridView& v) {
  const Cell at = v.cell_at(ImGui::GetIO().MousePos);
  if (c.state.grid.painting)
    return "Paints " + cell_text(c.state.grid.brush * c.state.grid.unit) + "; Esc takes it back.";
  const std::string place = fmt::format("Kernel value in row {}, column {}: {}.", at.y, at.x,
                                        significant(v.kernel.at(at.y, at.x), 5));
  return v.given ? place : place + " Type to replace it, drag to paint it on, Shift+drag to select.";
}

/// The cell under the mouse is a weight of the diagram, if it is one there: split kernels are none.
void follow_cell(PanelContext& c, const GridView& v) {
  const Plan* plan = c.session.plan();
  if (plan == nullptr || !c.session.valid() || !ImGui::IsItemHovered() || c.state.grid.painting) return;
  const bool spatial = plan->experiment.mode == Mode::spatial;
  const Cell at = v.cell_at(ImGui::GetIO().MousePos);
  const Selection weight = Selection::weight({spatial ? Place::standard : Place::separable, 0},
                                             spatial ? 0 : v.map, 0, at.y, at.x);
  const Stage* stage = maker_of(*plan, weight.ref);
  if (stage == nullptr || !(stage->spec.kernel == v.kernel.size) || !is_in(*plan, weight)) return;
  c.state.follow.in_panel.emplace(weight, v.kernel.at(at.y, at.x));
}

}  // namespace

void draw_kernel(PanelContext& c) {
  const GridView before = make_view(c);
  ImGui::SetCursorScreenPos(before.origin);
  const bool pressed = ImGui::InvisibleButton("kernel.grid", before.size());
  c.ui.activated("kernel.grid", pressed, false);
  grid_input(c, before);
  follow_cell(c, before);
  c.ui.finish_item("kernel.grid",
                   ImGui::IsItemHovered() || ImGui::IsItemActive() ? hover_text(c, before) : "");
  draw_cells(c, before, text_fits(c, before));
  draw_selection(c, before);
  value_row(c, before);
  if (!before.given) draw_kernel_menu(c, before.map);
}

}  // namespace sep::ui::panels

// Mouse and keys of the kernel grid: select, type, walk, paint, copy and paste.
#include <fmt/format.h>

#include <cmath>

#include "ui/filters/kernel_block.h"
#include "ui/format.h"
#include "ui/imgui_compat.h"
#include "ui/kernel_edit.h"
#include "ui/panels/kernel_view.h"

namespace sep::ui::panels {
namespace {

constexpr const char* kGrid = "kernel.grid";

bool may_edit(PanelContext& c, const GridView& v) {
  if (v.given) c.say("These values are a file’s: choose presets to edit a kernel, or load one kernel alone.");
  return !v.given;
}

/// An edit of the grid's own: its unit stays.
void edit(PanelContext& c, const GridView& v, const char* label, const char* merge_key, Experiment after) {
  c.state.grid.of = kernel_of_map(after, v.map);
  c.edit(label, merge_key, std::move(after));
}

// Mouse

void paint(PanelContext& c, const GridView& v, Cell now) {
  KernelGrid& g = c.state.grid;
  const std::vector<Cell> cells = line_to(g.last, now);
  g.last = now;
  if (cells.empty() || !may_edit(c, v)) return;
  g.painting = true;
  select(g, now);
  edit(c, v, "paint", "kernel.paint", with_cells(c.experiment(), v.map, cells, g.brush));
}

void press(PanelContext& c, const GridView& v, Cell at) {
  KernelGrid& g = c.state.grid;
  g.entered = g.dragging = true;
  g.selecting = ImGui::GetIO().KeyShift;
  if (g.selecting) {
    extend_to(g, at);
  } else {
    select(g, at);
  }
  g.last = at;
  g.brush = v.kernel.at(at.y, at.x);
}

void mouse(PanelContext& c, const GridView& v) {
  KernelGrid& g = c.state.grid;
  const Cell at = v.cell_at(ImGui::GetIO().MousePos);
  if (ImGui::IsItemActivated() && ImGui::IsMouseClicked(0)) press(c, v, at);
  if (!ImGui::IsItemActive()) {
    g.dragging = g.painting = g.selecting = g.selected = g.cancelled = false;
    return;
  }
  if (!g.dragging || g.cancelled || at == g.last) return;
  if (!g.selecting) return paint(c, v, at);
  if (!g.selected) select(g, g.last);  // a drag selects from where it began, a click from the active cell
  g.selected = true;
  extend_to(g, at);
  g.last = at;
}

// Keys

void commit(PanelContext& c, const GridView& v, bool all) {
  KernelGrid& g = c.state.grid;
  if (!g.typing) return;
  g.typing = false;
  if (g.typed.empty() || v.given || !(kernel_of_map(c.experiment(), g.typed_map) == g.typed_kernel)) return;
  GridView meant = v;  // another channel may be shown by now
  meant.map = g.typed_map;
  meant.kernel = g.typed_kernel;
  type_value(c, meant, g.typed, all);
}

void escape(PanelContext& c) {
  KernelGrid& g = c.state.grid;
  if (g.typing) {
    g.typing = false;
  } else if (g.painting) {
    g.painting = false;
    g.cancelled = true;
    c.run("edit.cancel");
  } else if (g.cell && block_of(g)->cells() > 1) {
    select(g, *g.cell);
  } else if (g.entered) {
    g.entered = false;
    c.ui.drop_focus();
  }
}

void copy(PanelContext& c, const GridView& v, bool cut) {
  const auto block = block_of(c.state.grid);
  if (!block) return;
  ImGui::SetClipboardText(block_text(v.kernel, *block).c_str());
  if (cut && may_edit(c, v)) edit(c, v, "cut", "", with_block(c.experiment(), v.map, *block, 0));
}

void paste(PanelContext& c, const GridView& v) {
  KernelGrid& g = c.state.grid;
  if (!may_edit(c, v)) return;
  const char* text = ImGui::GetClipboardText();
  if (text == nullptr || *text == '\0') return c.say("The clipboard holds no text to paste.");
  if (!g.cell) select(g, {0, 0});
  auto pasted = with_paste(c.experiment(), v.map, *block_of(g), text);
  if (!pasted) return c.say(pasted.error().message);
  c.edit("paste", "", std::move(pasted->experiment));
  select(g, {pasted->block.y0, pasted->block.x0});
  extend_to(g, {pasted->block.y1, pasted->block.x1});
}

void control_keys(PanelContext& c, const GridView& v) {
  if (compat::key_pressed(GLFW_KEY_C, false)) copy(c, v, false);
  if (compat::key_pressed(GLFW_KEY_X, false)) copy(c, v, true);
  if (compat::key_pressed(GLFW_KEY_V, false)) paste(c, v);
  if (compat::key_pressed(GLFW_KEY_A, false)) select_all(c.state.grid, v.kernel.size);
  if (compat::key_pressed(GLFW_KEY_HOME))
    walk(c.state.grid, v.kernel.size, Step::first, ImGui::GetIO().KeyShift);
  if (compat::key_pressed(GLFW_KEY_END))
    walk(c.state.grid, v.kernel.size, Step::last, ImGui::GetIO().KeyShift);
  if (compat::key_pressed(GLFW_KEY_ENTER, false)) commit(c, v, true);
}

void walking_keys(PanelContext& c, const GridView& v) {
  static constexpr std::pair<int, Step> kSteps[]{
      {GLFW_KEY_LEFT, Step::left}, {GLFW_KEY_RIGHT, Step::right},    {GLFW_KEY_UP, Step::up},
      {GLFW_KEY_DOWN, Step::down}, {GLFW_KEY_HOME, Step::row_start}, {GLFW_KEY_END, Step::row_end}};
  KernelGrid& g = c.state.grid;
  for (const auto& [key, step] : kSteps) {
    if (!compat::key_pressed(key)) continue;
    commit(c, v, false);
    g.entered = true;
    walk(g, v.kernel.size, step, ImGui::GetIO().KeyShift);
  }
}

void plain_keys(PanelContext& c, const GridView& v) {
  KernelGrid& g = c.state.grid;
  const bool back = ImGui::GetIO().KeyShift;
  walking_keys(c, v);
  if (compat::key_pressed(GLFW_KEY_ENTER) || compat::key_pressed(GLFW_KEY_KP_ENTER)) {
    commit(c, v, false);
    go_on(c, v, false, back);
  }
  if (compat::key_pressed(GLFW_KEY_TAB)) {
    commit(c, v, false);
    if (tab_stays(g, v.kernel.size, back)) go_on(c, v, true, back);
  }
  if (compat::key_pressed(GLFW_KEY_ESCAPE, false)) escape(c);
  const bool shorter = g.typing && compat::key_pressed(GLFW_KEY_BACKSPACE);
  if (shorter && !g.typed.empty()) {
    g.typed.pop_back();
  } else if (compat::key_pressed(GLFW_KEY_DELETE, false) || compat::key_pressed(GLFW_KEY_BACKSPACE, false)) {
    g.typing = false;
    if (g.cell && may_edit(c, v)) edit(c, v, "zero", "", with_block(c.experiment(), v.map, *block_of(g), 0));
  }
}

void begin_typing(PanelContext& c, const GridView& v) {
  KernelGrid& g = c.state.grid;
  g.typed.clear();
  g.typed_map = v.map;
  g.typed_kernel = v.kernel;
}

/// After the keys: what was typed before a key was handed over in an earlier frame than the key.
void characters(PanelContext& c, const GridView& v) {
  KernelGrid& g = c.state.grid;
  for (const ImWchar character : ImGui::GetIO().InputQueueCharacters) {
    if (!is_number_character(character)) continue;
    if (!g.typing && (!g.cell || !may_edit(c, v))) return;
    if (!g.typing) begin_typing(c, v);
    g.typing = g.entered = true;
    if (g.typed.size() < 32) g.typed += character == 0x2212 ? '-' : static_cast<char>(character);
  }
}

/// F2 and a double click open the field under the grid with the value in it.
void open_field(PanelContext& c, const GridView& v) {
  KernelGrid& g = c.state.grid;
  const bool twice = ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(0);
  if (v.given || !g.cell || !(twice || compat::key_pressed(GLFW_KEY_F2, false))) return;
  g.typing = false;
  g.open_field = true;
}

}  // namespace

Cell GridView::cell_at(ImVec2 p) const {
  return {std::clamp(static_cast<int>(std::floor((p.y - origin.y) / cell_h)), 0, kernel.size.h - 1),
          std::clamp(static_cast<int>(std::floor((p.x - origin.x) / cell_w)), 0, kernel.size.w - 1)};
}

bool type_value(PanelContext& c, const GridView& v, const std::string& typed, bool all) {
  KernelGrid& g = c.state.grid;
  const auto value = typed_number(typed);
  if (!value) {
    c.say(fmt::format("“{}” is not a number that a kernel can hold; type one such as 3, −0.25 or 1e-3.",
                      typed));
    return false;
  }
  const Block block = all ? *block_of(g) : Block{g.cell->y, g.cell->x, g.cell->y, g.cell->x};
  edit(c, v, "kernel value", "", with_block(c.experiment(), v.map, block, *value / g.unit));
  return true;
}

void go_on(PanelContext& c, const GridView& v, bool across, bool back) {
  KernelGrid& g = c.state.grid;
  g.entered = true;
  if (!g.cell) return select(g, {0, 0});
  advance(g, v.kernel.size, across, back);
}

void grid_input(PanelContext& c, const GridView& v) {
  KernelGrid& g = c.state.grid;
  const ImGuiIO& io = ImGui::GetIO();
  const bool other_cell = ImGui::IsItemActivated() && ImGui::IsMouseClicked(0);
  if (other_cell || (g.typing && !c.ui.has_focus(kGrid))) commit(c, v, false);
  mouse(c, v);
  if (!c.ui.has_focus(kGrid)) {
    g.entered = false;
  } else if (c.ui.keys_are_ours() && !io.KeyAlt) {
    open_field(c, v);
    io.KeyCtrl ? control_keys(c, v) : plain_keys(c, v);
    if (!io.KeyCtrl) characters(c, v);
  }
  c.ui.keep_tab(kGrid, tab_stays(g, v.kernel.size, false), tab_stays(g, v.kernel.size, true));
}

}  // namespace sep::ui::panels

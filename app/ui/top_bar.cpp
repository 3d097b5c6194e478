// The top bar: name, menus, modes, device and what it does.
#include <fmt/format.h>

#include <cmath>

#include "ui/actions.h"
#include "ui/format.h"
#include "ui/icons.h"
#include "ui/shell.h"

namespace sep::ui {
namespace {

void menu_entries(Studio& s, std::string_view menu) {
  for (const Action& a : actions()) {
    if (a.menu != menu) continue;
    if (a.separator) menu_line(s);
    menu_entry(s, a);
  }
}

/// One menu: a word that opens its popup, and follows the mouse along the bar while another one is open.
void menu(Studio& s, const std::string& name, bool any_open) {
  Widgets& ui = s.widgets;
  const ImVec2 at = ImGui::GetCursorScreenPos(), size{measure(s.theme.body, name).x + ui.px(18), ui.px(28)};
  const std::string id = "menu." + slug(name);
  const bool open = ImGui::IsPopupOpen(id.c_str());
  const bool pressed = ui.activated(id, ImGui::InvisibleButton((id + "##button").c_str(), size));
  const bool over = ImGui::IsMouseHoveringRect(at, {at.x + size.x, at.y + size.y}, false);
  if (pressed || (any_open && over && !open)) ImGui::OpenPopup(id.c_str());
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (open || over) list->AddRectFilled(at, {at.x + size.x, at.y + size.y}, s.theme.raised, ui.px(5));
  draw_text(list, s.theme.body, {at.x + ui.px(9), at.y + (size.y - s.theme.body->FontSize) / 2},
            open || over ? s.theme.text : s.theme.dim, name);
  ui.record(id, at, {at.x + size.x, at.y + size.y});
  ImGui::SetNextWindowPos({at.x, at.y + size.y + ui.px(4)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(6), ui.px(6)});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  if (ImGui::BeginPopup(id.c_str(), ImGuiWindowFlags_NoMove)) {
    menu_entries(s, name);
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar(2);
}

float menus(Studio& s) {
  static const std::string kMenus[] = {"File", "Edit", "View", "Play", "Window", "Lessons", "Help"};
  Widgets& ui = s.widgets;
  draw_text(ImGui::GetWindowDrawList(), s.theme.bold, {ui.px(16), (ui.px(44) - s.theme.bold->FontSize) / 2},
            s.theme.text, "SepScope");
  ImGui::SetCursorScreenPos({ui.px(16) + measure(s.theme.bold, "SepScope").x + ui.px(12), ui.px(8)});
  bool any_open = false;
  for (const std::string& name : kMenus)
    any_open = any_open || ImGui::IsPopupOpen(("menu." + slug(name)).c_str());
  for (const std::string& name : kMenus) {
    menu(s, name, any_open);
    ImGui::SameLine(0, 0);
  }
  return ImGui::GetCursorScreenPos().x;
}

void mode_tab(Studio& s, const char* action, const std::string& label, bool on) {
  Widgets& ui = s.widgets;
  const ImVec2 at = ImGui::GetCursorScreenPos(), size{measure(s.theme.body, label).x + ui.px(32), ui.px(30)};
  const std::string id = std::string("mode") + (action + 4);
  if (ui.activated(id, ImGui::InvisibleButton(action, size))) s.actions.emplace_back(action);
  ImDrawList* list = ImGui::GetWindowDrawList();
  const bool hovered = ImGui::IsItemHovered();
  if (on || hovered)
    list->AddRectFilled(at, {at.x + size.x, at.y + size.y},
                        on ? s.theme.raised : with_alpha(s.theme.raised, 0.5F), ui.px(6));
  draw_text(list, s.theme.body, {at.x + ui.px(16), at.y + (size.y - s.theme.body->FontSize) / 2},
            on ? s.theme.text : s.theme.dim, label);
  ui.finish_item(id, on ? "" : std::string("Change to ") + label + ".");
}

const std::string kModes[] = {"Spatial separable", "Depthwise separable"};

float modes_width(const Studio& s) {
  float width = s.widgets.px(8);
  for (const std::string& l : kModes) width += measure(s.theme.body, l).x + s.widgets.px(32);
  return width;
}

void modes(Studio& s, float from, float to) {
  Widgets& ui = s.widgets;
  const float width = modes_width(s);
  const float middle = (ImGui::GetIO().DisplaySize.x - width) / 2;
  ImGui::SetCursorScreenPos({std::max(from + ui.px(8), std::min(middle, to - width - ui.px(8))), ui.px(7)});
  const Mode mode = s.session.experiment().mode;
  mode_tab(s, "view.spatial", kModes[0], mode == Mode::spatial);
  ImGui::SameLine(0, ui.px(8));
  mode_tab(s, "view.depthwise", kModes[1], mode == Mode::depthwise);
}

std::string activity(const Studio& s) {
  if (reads_for_the_user(s)) return "reading";
  if (!s.session.busy()) return "idle";
  return fmt::format("computing {:.0f} %", 100 * s.engine->progress());
}

/// Where the right panel is folded, its headline stands here, if there is room right of `left`.
float small_headline(Studio& s, float left, float right) {
  const Plan* plan = s.session.plan();
  if (plan == nullptr) return right;
  Widgets& ui = s.widgets;
  const Verdict v = verdict_of(plan->totals);
  const std::string text = v.text();
  const float width = measure(s.theme.bold, text).x + ui.px(20), h = ui.px(44), x = right - width;
  if (x < left) return right;
  const ImU32 colour = v.kind == Verdict::Kind::more ? s.theme.warning : s.theme.text;
  const Icon mark = v.kind == Verdict::Kind::fewer  ? Icon::down
                    : v.kind == Verdict::Kind::more ? Icon::up
                                                    : Icon::equal;
  icon(ImGui::GetWindowDrawList(), mark, {x + ui.px(6), h / 2}, ui.px(11), colour);
  draw_text(ImGui::GetWindowDrawList(), s.theme.bold, {x + ui.px(18), (h - s.theme.bold->FontSize) / 2},
            colour, text);
  ui.record("top.verdict", {x, 0}, {right, h});
  return x - ui.px(20);
}

float device_text(Studio& s, float right) {
  Widgets& ui = s.widgets;
  const std::string device = s.engine->software() ? "software OpenGL" : s.engine->device();
  const std::string text = fitted(s.theme.mono_small, device, ui.px(190)) + " · " + activity(s);
  const float width = measure(s.theme.mono_small, text).x, h = ui.px(44), x = right - width;
  draw_text(ImGui::GetWindowDrawList(), s.theme.mono_small, {x, (h - s.theme.mono_small->FontSize) / 2},
            s.theme.dim, text);
  ImGui::SetCursorScreenPos({x, ui.px(8)});
  ImGui::InvisibleButton("top.device", {width, ui.px(28)});
  ui.finish_item("top.device", "OpenGL device: " + s.engine->device() + ".");
  return x - ui.px(20);
}

}  // namespace

namespace {

/// What the presenter view's headline is about: the network that is shown, or the experiment.
const Totals* shown_totals(const Studio& s) {
  if (s.state.network.open) return s.state.network.costs ? &s.state.network.costs->totals : nullptr;
  return s.session.plan() != nullptr ? &s.session.plan()->totals : nullptr;
}

std::string shown_title(const Studio& s) {
  if (s.state.network.open) return s.state.network.network->title;
  const lessons::Step* step = s.state.lesson.player.visible ? s.state.lesson.player.now() : nullptr;
  return step != nullptr ? step->title : "";
}

/// The headline, large, and what it is about.
void draw_presenter_bar(Studio& s, const Layout& layout) {
  Widgets& ui = s.widgets;
  const Totals* totals = shown_totals(s);
  if (totals == nullptr) return;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const Verdict v = verdict_of(*totals);
  const float h = layout.top.height(), pad = ui.px(18), y = (h - s.theme.headline->FontSize) / 2;
  const ImU32 colour = v.kind == Verdict::Kind::more ? s.theme.warning : s.theme.text;
  icon(list,
       v.kind == Verdict::Kind::fewer  ? Icon::down
       : v.kind == Verdict::Kind::more ? Icon::up
                                       : Icon::equal,
       {pad + ui.px(15), h / 2}, ui.px(30), colour);
  draw_text(list, s.theme.headline, {pad + ui.px(42), y}, colour, v.text());
  ui.record("presenter.headline", {pad, 0}, {pad + ui.px(42) + measure(s.theme.headline, v.text()).x, h});
  const std::string counts = grouped(totals->separable) + " : " + grouped(totals->standard),
                    words = "multiplications, separable : standard";
  const float from = pad + ui.px(42) + measure(s.theme.headline, v.text()).x + ui.px(40);
  const float taken = std::max(measure(s.theme.title, counts).x, measure(s.theme.small, words).x);
  draw_text(list, s.theme.title, {from, (h - s.theme.title->FontSize) / 2}, s.theme.text,
            fitted(s.theme.title, shown_title(s), layout.top.max.x - pad - taken - ui.px(24) - from));
  const float right = layout.top.max.x - pad;
  ui.text_right(counts, right, ui.px(9), s.theme.text, s.theme.title);
  ui.text_right(words, right, ui.px(39), s.theme.dim, s.theme.small);
  ui.record("presenter.counts", {right - measure(s.theme.title, counts).x, ui.px(9)}, {right, ui.px(36)});
}

}  // namespace

void menu_entry(Studio& s, const Action& a) {
  const bool checked = a.checked != nullptr && a.checked(s);
  if (s.widgets.menu_item("menu." + std::string(a.id), label_of(a, s), keys_text(a), checked,
                          is_enabled(a, s)))
    s.actions.emplace_back(a.id);
}

void menu_line(Studio& s) {
  ImGui::Dummy({0, s.widgets.px(3)});
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::GetWindowDrawList()->AddLine(at, {at.x + ImGui::GetContentRegionAvail().x, at.y}, s.theme.line,
                                      s.widgets.px(1));
  ImGui::Dummy({0, s.widgets.px(4)});
}

void draw_top_bar(Studio& s, const Layout& layout) {
  if (layout.presenter) {
    begin_area("presenter", layout.top, s.theme.panel, {0, 0}, ImGuiWindowFlags_NoScrollbar);
    draw_presenter_bar(s, layout);
    return end_area();
  }
  begin_area("top", layout.top, s.theme.panel, {0, 0}, ImGuiWindowFlags_NoScrollbar);
  const float left = menus(s);
  float right = layout.top.max.x - s.widgets.px(16);
  if (s.interactive || !s.session.busy()) right = device_text(s, right);
  if ((layout.right.width() <= 0 || layout.narrow) && !s.state.network.open) {
    right = small_headline(s, left + modes_width(s) + s.widgets.px(36), right);
  }
  modes(s, left, right);
  const float y = layout.top.max.y - s.widgets.px(0.5F);
  ImGui::GetWindowDrawList()->AddLine({0, y}, {layout.top.max.x, y}, s.theme.line, s.widgets.px(1));
  end_area();
}

}  // namespace sep::ui

// Bodies of palette.h.
#include "ui/palette.h"

#include <imgui.h>  // before imgui_stdlib.h, which needs it
#include <imgui_stdlib.h>

#include <algorithm>
#include <cctype>

#include "ui/actions.h"
#include "ui/imgui_compat.h"
#include "ui/studio.h"

namespace sep::ui {
namespace {

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

bool begins_word(std::string_view name, size_t at) {
  return at == 0 || std::isalnum(static_cast<unsigned char>(name[at - 1])) == 0;
}

std::vector<PaletteRow> action_rows(const Studio& s) {
  std::vector<PaletteRow> out;
  for (const Action& a : actions()) {
    if (!a.menu.empty() && a.id != "help.palette" && is_enabled(a, s))
      out.push_back({std::string(a.id), std::string(a.menu), label_of(a, s), keys_text(a)});
  }
  return out;
}

std::vector<PaletteRow> recent_rows(const Studio& s) {
  std::vector<PaletteRow> out;
  for (const std::string& file : s.settings.recent) {
    const std::filesystem::path path(file);
    out.push_back({file, "", path.filename().string(), path.parent_path().string()});
  }
  return out;
}

void draw_row(Studio& s, const PaletteRow& row, const std::string& id, bool chosen, float width,
              bool& pressed) {
  Widgets& ui = s.widgets;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float h = ui.px(30), pad = ui.px(12);
  if (ImGui::InvisibleButton(id.c_str(), {width, h})) pressed = true;
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (chosen || ImGui::IsItemHovered())
    list->AddRectFilled(at, {at.x + width, at.y + h},
                        chosen ? with_alpha(s.theme.accent, 0.38F) : s.theme.raised, ui.px(5));
  const float y = at.y + (h - s.theme.body->FontSize) / 2;
  float x = at.x + pad;
  if (!row.place.empty()) {
    draw_text(list, s.theme.body, {x, y}, s.theme.dim, row.place);
    x += measure(s.theme.body, row.place).x + ui.px(10);
  }
  const std::string label = fitted(s.theme.body, row.label, width - pad - (x - at.x));
  draw_text(list, s.theme.body, {x, y}, s.theme.text, label);
  x += measure(s.theme.body, label).x + ui.px(16);
  if (const float room = at.x + width - pad - x; room > ui.px(24)) {
    const std::string more = fitted(s.theme.mono_small, row.more, room);
    ui.text_right(more, at.x + width - pad, at.y + (h - s.theme.mono_small->FontSize) / 2, s.theme.dim,
                  s.theme.mono_small);
  }
  ui.record(id, at, {at.x + width, at.y + h});
  if (chosen && !ImGui::IsItemVisible()) ImGui::SetScrollHereY();
}

void take(Studio& s, PaletteState::Of of, const PaletteRow& row) {
  if (of == PaletteState::Of::actions) {
    s.actions.push_back(row.id);
  } else {
    open_file(s, row.id);
  }
}

void body(Studio& s, PaletteState& p) {
  Widgets& ui = s.widgets;
  const float width = ImGui::GetContentRegionAvail().x;
  if (p.just_opened) ImGui::SetKeyboardFocusHere();
  p.just_opened = false;
  ImGui::SetNextItemWidth(width);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool files = p.of == PaletteState::Of::recent;
  const bool entered =
      ImGui::InputTextWithHint("##typed", files ? "Open which file again?" : "What do you want to do?",
                               &p.typed, ImGuiInputTextFlags_EnterReturnsTrue);
  if (ImGui::IsItemEdited()) p.chosen = 0;
  ui.record("palette.typed", at, ImGui::GetItemRectMax());
  const auto found = palette_rows(s, p.of, p.typed);
  const int n = static_cast<int>(found.size());
  if (compat::key_pressed(GLFW_KEY_DOWN)) ++p.chosen;
  if (compat::key_pressed(GLFW_KEY_UP)) --p.chosen;
  p.chosen = std::clamp(p.chosen, 0, std::max(0, n - 1));
  ui.gap(8);
  const PaletteRow* run = entered && n > 0 ? &found[static_cast<size_t>(p.chosen)] : nullptr;
  if (ImGui::BeginChild("palette.list", {width, ui.px(9 * 34)}, false, ImGuiWindowFlags_NoBackground)) {
    if (n == 0) ui.text(files ? "No file here is called that." : "Nothing here is called that.", s.theme.dim);
    for (int i = 0; i < n; ++i) {
      const PaletteRow& row = found[static_cast<size_t>(i)];
      bool pressed = false;
      draw_row(s, row, files ? "palette." + std::to_string(i) : "palette." + row.id, i == p.chosen,
               width - ui.px(12), pressed);
      if (pressed) run = &row;
    }
  }
  ImGui::EndChild();
  if (run != nullptr) take(s, p.of, *run);
  if (run != nullptr || compat::key_pressed(GLFW_KEY_ESCAPE, false) ||
      (ImGui::IsMouseClicked(0) && !ImGui::IsWindowHovered(ImGuiHoveredFlags_RootAndChildWindows) &&
       !ImGui::IsWindowAppearing()))
    p.open = false;
}

}  // namespace

int match(std::string_view typed, std::string_view name) {
  int score = 0, last = -2;
  size_t at = 0;
  for (const char c : typed) {
    if (c == ' ') continue;
    while (at < name.size() && lower(name[at]) != lower(c)) ++at;
    if (at == name.size()) return -1;
    score += 1 + (begins_word(name, at) ? 4 : 0) + (static_cast<int>(at) == last + 1 ? 3 : 0);
    last = static_cast<int>(at++);
  }
  return score;
}

std::vector<PaletteRow> palette_rows(const Studio& s, PaletteState::Of of, std::string_view typed) {
  std::vector<std::pair<int, PaletteRow>> scored;
  for (PaletteRow& row : of == PaletteState::Of::actions ? action_rows(s) : recent_rows(s)) {
    const int score = match(typed, row.place.empty() ? row.label : row.place + ": " + row.label);
    if (score >= 0) scored.emplace_back(score, std::move(row));
  }
  std::stable_sort(scored.begin(), scored.end(),
                   [](const auto& x, const auto& y) { return x.first > y.first; });
  std::vector<PaletteRow> out;
  for (auto& [score, row] : scored) out.push_back(std::move(row));
  return out;
}

void draw_palette(Studio& s) {
  PaletteState& p = s.state.palette;
  if (!p.open) return;
  Widgets& ui = s.widgets;
  if (!ImGui::IsPopupOpen("palette")) ImGui::OpenPopup("palette");
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({display.x / 2, ui.px(64)}, ImGuiCond_Always, {0.5F, 0});
  ImGui::SetNextWindowSize({std::min(ui.px(560), display.x - ui.px(32)), 0});
  if (!ImGui::BeginPopupModal("palette", nullptr,
                              ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                  ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                  ImGuiWindowFlags_AlwaysAutoResize))
    return;
  body(s, p);
  if (!p.open) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

}  // namespace sep::ui

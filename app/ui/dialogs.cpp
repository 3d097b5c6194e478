// Dialogs over the window: files, keys, about.
#include <vector>

#include "ui/actions.h"
#include "ui/imgui_compat.h"
#include "ui/shell.h"

namespace sep::ui {
namespace {

/// A box in the middle that closes by Esc, by its button, or by a press beside it.
template <class Body>
void box(Studio& s, const char* name, bool& shown, float width, Body body) {
  if (!shown) return;
  Widgets& ui = s.widgets;
  if (!ImGui::IsPopupOpen(name)) ImGui::OpenPopup(name);
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({display.x / 2, display.y / 2}, ImGuiCond_Always, {0.5F, 0.5F});
  ImGui::SetNextWindowSize({ui.px(width), 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(24), ui.px(20)});
  const bool drawn = ImGui::BeginPopupModal(name, nullptr,
                                            ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                                ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                                ImGuiWindowFlags_AlwaysAutoResize);
  ImGui::PopStyleVar();
  if (!drawn) return;
  body();
  ui.gap(12);
  if (ui.button(std::string(name) + ".close", "Close", "", ui.px(96), true)) shown = false;
  const bool beside = ImGui::IsMouseClicked(0) &&
                      !ImGui::IsWindowHovered(ImGuiHoveredFlags_RootAndChildWindows) &&
                      !ImGui::IsWindowAppearing();
  if (beside || compat::key_pressed(GLFW_KEY_ESCAPE, false) || compat::key_pressed(GLFW_KEY_ENTER, false))
    shown = false;
  if (!shown) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

struct KeyRow {
  std::string keys, what;
};

std::vector<KeyRow> key_rows() {
  std::vector<KeyRow> rows;
  for (const Action& a : actions()) {
    const auto is = [&](std::string_view part) { return a.id.starts_with(part); };
    if (a.key == 0 || is("view.pin_") || is("view.move_") || is("view.space_")) continue;  // below
    rows.push_back({keys_text(a),
                    (a.menu == "Lessons" && a.key != GLFW_KEY_F2 ? "Lessons: " : "") + std::string(a.label)});
  }
  const KeyRow others[] = {{"4 5 6 7", "3-D: oblique, front, from above, from the side"},
                           {"↑ ↓ ← →", "Move the kept pixel"},
                           {"Shift+↑ ↓ ← →", "Move about; in 3-D turn"},
                           {"Space → ←", "Lessons: go on and back, as clickers do"},
                           {"Wheel", "Zoom at the pointer, in every stack alike"},
                           {"Drag", "Pan; in 3-D turn"},
                           {"Shift+Drag", "In 3-D pan, as the right button does"},
                           {"Right click", "Menu of the pixel or weight under the mouse"},
                           {"Shift+Wheel", "Scroll through many channels"},
                           {"Double click", "Fit"},
                           {"Tab Shift+Tab", "To the next control, or the one before"},
                           {"Enter Space", "Press the control"},
                           {"← → Home End", "Move the slider; with Shift in larger steps"}};
  rows.insert(rows.end(), std::begin(others), std::end(others));
  return rows;
}

constexpr float kKeyColumn = 440;

int key_columns(const Widgets& ui) {
  return ImGui::GetIO().DisplaySize.x < ui.px(2 * kKeyColumn + 80) ? 1 : 2;
}

void keys_body(Studio& s) {
  Widgets& ui = s.widgets;
  ui.text("Keys", s.theme.text, s.theme.bold);
  ui.gap(12);
  const std::vector<KeyRow> rows = key_rows();
  const size_t columns = static_cast<size_t>(key_columns(ui)), high = (rows.size() + columns - 1) / columns;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (size_t i = 0; i < rows.size(); ++i) {
    const float x = at.x + static_cast<float>(i / high) * ui.px(kKeyColumn),
                y = at.y + static_cast<float>(i % high) * ui.px(22);
    draw_text(list, s.theme.mono, {x, y + ui.px(3)}, s.theme.accent, rows[i].keys);
    draw_text(list, s.theme.body, {x + ui.px(136), y + ui.px(2)}, s.theme.text, rows[i].what);
  }
  ImGui::Dummy({static_cast<float>(columns) * ui.px(kKeyColumn), static_cast<float>(high) * ui.px(22)});
}

void about_body(Studio& s) {
  s.widgets.text("SepScope", s.theme.text, s.theme.bold);
  s.widgets.gap(8);
  ImGui::PushTextWrapPos(0);
  s.widgets.text("Shows, on your own images and kernels, what separable convolutions do and what they save.",
                 s.theme.text);
  s.widgets.gap(8);
  s.widgets.text(
      "A multiplication is counted for each weight and each output element, padding zeros included: the "
      "convention of Wang’s article and "
      "of the MobileNet paper.",
      s.theme.dim);
  s.widgets.gap(8);
  s.widgets.text("OpenGL: " + s.engine->device(), s.theme.dim, s.theme.small);
  ImGui::PopTextWrapPos();
}

}  // namespace

void draw_dialogs(Studio& s) {
  draw_palette(s);
  box(s, "keys", s.state.show_keys, static_cast<float>(key_columns(s.widgets)) * kKeyColumn + 48,
      [&] { keys_body(s); });
  box(s, "about", s.state.show_about, 440, [&] { about_body(s); });
  draw_file_dialog(s);
}

}  // namespace sep::ui

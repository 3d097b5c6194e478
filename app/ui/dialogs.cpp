// Dialogs over the window: files, keys, about.
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

void key_row(Studio& s, const std::string& keys, const std::string& what) {
  Widgets& ui = s.widgets;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  draw_text(ImGui::GetWindowDrawList(), s.theme.mono, {at.x, at.y + ui.px(3)}, s.theme.accent, keys);
  draw_text(ImGui::GetWindowDrawList(), s.theme.body, {at.x + ui.px(150), at.y + ui.px(2)}, s.theme.text,
            what);
  ImGui::Dummy({ui.px(400), ui.px(22)});
}

void keys_body(Studio& s) {
  s.widgets.text("Keys", s.theme.text, s.theme.bold);
  s.widgets.gap(12);
  for (const Action& a : actions()) {
    if (a.key != 0) key_row(s, keys_text(a), std::string(a.label));
  }
  key_row(s, "Wheel", "Zoom at the pointer, in every stack alike");
  key_row(s, "Drag", "Pan");
  key_row(s, "Shift+Wheel", "Scroll through many channels");
  key_row(s, "Double click", "Fit");
  key_row(s, "Tab Shift+Tab", "To the next control, or the one before");
  key_row(s, "Enter Space", "Press the control");
  key_row(s, "← → Home End", "Move the slider; with Shift in larger steps");
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
  box(s, "keys", s.state.show_keys, 480, [&] { keys_body(s); });
  box(s, "about", s.state.show_about, 440, [&] { about_body(s); });
  if (const auto file = s.browser.draw(s.widgets)) {
    if (s.browser.purpose() == FileBrowser::Purpose::open) {
      open_file(s, *file);
    } else {
      save_file(s, *file);
    }
  }
}

}  // namespace sep::ui

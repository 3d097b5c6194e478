// What differs between Dear ImGui 1.86 and later versions lives here and nowhere else.
#pragma once

#include <GLFW/glfw3.h>
#include <imgui.h>

namespace sep::ui::compat {

#if IMGUI_VERSION_NUM >= 18700
/// GLFW key code → ImGuiKey, for the keys that this program uses.
inline ImGuiKey to_imgui_key(int glfw_key) {
  if (glfw_key >= GLFW_KEY_A && glfw_key <= GLFW_KEY_Z)
    return static_cast<ImGuiKey>(ImGuiKey_A + (glfw_key - GLFW_KEY_A));
  if (glfw_key >= GLFW_KEY_0 && glfw_key <= GLFW_KEY_9)
    return static_cast<ImGuiKey>(ImGuiKey_0 + (glfw_key - GLFW_KEY_0));
  if (glfw_key >= GLFW_KEY_F1 && glfw_key <= GLFW_KEY_F12)
    return static_cast<ImGuiKey>(ImGuiKey_F1 + (glfw_key - GLFW_KEY_F1));
  switch (glfw_key) {
    case GLFW_KEY_TAB:
      return ImGuiKey_Tab;
    case GLFW_KEY_LEFT:
      return ImGuiKey_LeftArrow;
    case GLFW_KEY_RIGHT:
      return ImGuiKey_RightArrow;
    case GLFW_KEY_UP:
      return ImGuiKey_UpArrow;
    case GLFW_KEY_DOWN:
      return ImGuiKey_DownArrow;
    case GLFW_KEY_HOME:
      return ImGuiKey_Home;
    case GLFW_KEY_END:
      return ImGuiKey_End;
    case GLFW_KEY_PAGE_UP:
      return ImGuiKey_PageUp;
    case GLFW_KEY_PAGE_DOWN:
      return ImGuiKey_PageDown;
    case GLFW_KEY_ENTER:
      return ImGuiKey_Enter;
    case GLFW_KEY_SPACE:
      return ImGuiKey_Space;
    case GLFW_KEY_ESCAPE:
      return ImGuiKey_Escape;
    case GLFW_KEY_KP_ENTER:
      return ImGuiKey_KeypadEnter;
    case GLFW_KEY_DELETE:
      return ImGuiKey_Delete;
    case GLFW_KEY_BACKSPACE:
      return ImGuiKey_Backspace;
    case GLFW_KEY_LEFT_BRACKET:
      return ImGuiKey_LeftBracket;
    case GLFW_KEY_RIGHT_BRACKET:
      return ImGuiKey_RightBracket;
    case GLFW_KEY_EQUAL:
      return ImGuiKey_Equal;
    case GLFW_KEY_MINUS:
      return ImGuiKey_Minus;
    case GLFW_KEY_COMMA:
      return ImGuiKey_Comma;
    case GLFW_KEY_PERIOD:
      return ImGuiKey_Period;
    case GLFW_KEY_SLASH:
      return ImGuiKey_Slash;
    default:
      return ImGuiKey_None;
  }
}
inline bool key_pressed(int glfw_key, bool repeat = true) {
  return ImGui::IsKeyPressed(to_imgui_key(glfw_key), repeat);
}
#else
inline bool key_pressed(int glfw_key, bool repeat = true) { return ImGui::IsKeyPressed(glfw_key, repeat); }
#endif

/// Closes popups and dialogs that nobody has drawn in this frame: what they were about is gone, and open they
/// would keep the keyboard. Call it at the end of a frame.
void close_popups_of_nobody();

/// The window that is being drawn is in front of all others; the keyboard stays where it is.
void bring_to_front();

/// Input on its way from GLFW to Dear ImGui. Before 1.87 Dear ImGui only knows what is down when a frame
/// begins, so a key pressed and let go between two slow frames would be lost; this queue hands over as much
/// at a time as no press is lost by.
class InputQueue {
 public:
  /// Takes over the window's input callbacks; call after ImGui_ImplGlfw_InitForOpenGL(window, false).
  static void install(GLFWwindow* window);
  /// Hands over what fits into the next frame; call after ImGui_ImplGlfw_NewFrame and before ImGui::NewFrame.
  /// True when there was something.
  static bool deliver();
  /// Input is left for the frame after.
  static bool pending();
  /// Anything arrived since the last call.
  static bool take_arrived();
};

}  // namespace sep::ui::compat

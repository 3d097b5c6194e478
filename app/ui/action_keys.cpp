// How keys are called in menus and lists.
#include <GLFW/glfw3.h>

#include "ui/actions.h"

namespace sep::ui {
namespace {

std::string key_name(int key) {
  if (key >= GLFW_KEY_A && key <= GLFW_KEY_Z)
    return std::string(1, static_cast<char>('A' + key - GLFW_KEY_A));
  if (key >= GLFW_KEY_0 && key <= GLFW_KEY_9)
    return std::string(1, static_cast<char>('0' + key - GLFW_KEY_0));
  if (key >= GLFW_KEY_F1 && key <= GLFW_KEY_F12) return "F" + std::to_string(key - GLFW_KEY_F1 + 1);
  switch (key) {
    case GLFW_KEY_LEFT_BRACKET:
      return "[";
    case GLFW_KEY_RIGHT_BRACKET:
      return "]";
    case GLFW_KEY_ESCAPE:
      return "Esc";
    case GLFW_KEY_UP:
      return "↑";
    case GLFW_KEY_DOWN:
      return "↓";
    case GLFW_KEY_LEFT:
      return "←";
    case GLFW_KEY_RIGHT:
      return "→";
    case GLFW_KEY_PAGE_UP:
      return "Page Up";
    case GLFW_KEY_PAGE_DOWN:
      return "Page Down";
    case GLFW_KEY_EQUAL:
      return "+";
    case GLFW_KEY_MINUS:
      return "−";
    case GLFW_KEY_SPACE:
      return "Space";
    case GLFW_KEY_COMMA:
      return ",";
    case GLFW_KEY_PERIOD:
      return ".";
    case GLFW_KEY_HOME:
      return "Home";
    case GLFW_KEY_END:
      return "End";
    default:
      return "?";
  }
}

}  // namespace

std::string keys_text(const Action& a) {
  if (a.key == 0) return {};
  return std::string(a.ctrl ? "Ctrl+" : "") + (a.shift ? "Shift+" : "") + key_name(a.key);
}

}  // namespace sep::ui

// Bodies of imgui_compat.h: popups, and the input queue.
#include "ui/imgui_compat.h"

#include <backends/imgui_impl_glfw.h>
#include <imgui_internal.h>

#include <array>
#include <deque>
#include <set>

namespace sep::ui::compat {
namespace {

struct Event {
  enum class Kind { move, button, wheel, key, text } kind;
  GLFWwindow* window;
  double x = 0, y = 0;  ///< position, or wheel
  int code = 0, scancode = 0, action = 0, mods = 0;
  unsigned character = 0;
};

struct State {
  std::deque<Event> waiting;
  bool arrived = false;
  bool moved_ever = false;
  ImVec2 mouse{-1e6F, -1e6F};
  std::array<bool, 5> down{};
};

State& state() {
  static State s;
  return s;
}

void push(Event event) {
  state().arrived = true;
  // a run of moves is one move: only the last place counts
  if (event.kind == Event::Kind::move && !state().waiting.empty() &&
      state().waiting.back().kind == Event::Kind::move) {
    state().waiting.back() = event;
    return;
  }
  state().waiting.push_back(event);
}

bool is_modifier(int key) { return key >= GLFW_KEY_LEFT_SHIFT && key <= GLFW_KEY_RIGHT_SUPER; }

/// Keys that a text field only cares for as characters.
bool is_printable(int key) { return key >= GLFW_KEY_SPACE && key <= GLFW_KEY_GRAVE_ACCENT; }

/// What was handed over in this frame, to know what must wait.
struct Handed {
  std::set<int> buttons, keys;
  bool moved = false, wheeled = false, text = false;

  bool must_wait(const Event& e) const {
    switch (e.kind) {
      case Event::Kind::move:
        return !buttons.empty() || wheeled;
      case Event::Kind::button:
        return buttons.contains(e.code) || wheeled;
      case Event::Kind::wheel:
        return moved || !buttons.empty();
      // a modifier must not change under a key that was handed over with it
      case Event::Kind::key:
        return keys.contains(e.code) || (text && !is_printable(e.code)) || !buttons.empty() ||
               (is_modifier(e.code) && !keys.empty());
      case Event::Kind::text:
        return !buttons.empty();
    }
    return false;
  }
  void note(const Event& e) {
    moved = moved || e.kind == Event::Kind::move;
    wheeled = wheeled || e.kind == Event::Kind::wheel;
    text = text || e.kind == Event::Kind::text;
    if (e.kind == Event::Kind::button) buttons.insert(e.code);
    if (e.kind == Event::Kind::key) keys.insert(e.code);
  }
};

void hand_over(const Event& e) {
  switch (e.kind) {
    case Event::Kind::move:
      state().mouse = {static_cast<float>(e.x), static_cast<float>(e.y)};
      state().moved_ever = true;
#if IMGUI_VERSION_NUM >= 18700
      ImGui_ImplGlfw_CursorPosCallback(e.window, e.x, e.y);
#endif
      break;
    case Event::Kind::button:
      if (e.code >= 0 && e.code < static_cast<int>(state().down.size()))
        state().down[static_cast<size_t>(e.code)] = e.action != GLFW_RELEASE;
#if IMGUI_VERSION_NUM >= 18700
      ImGui_ImplGlfw_MouseButtonCallback(e.window, e.code, e.action, e.mods);
#endif
      break;
    case Event::Kind::wheel:
      ImGui_ImplGlfw_ScrollCallback(e.window, e.x, e.y);
      break;
    case Event::Kind::key:
      ImGui_ImplGlfw_KeyCallback(e.window, e.code, e.scancode, e.action, e.mods);
      break;
    case Event::Kind::text:
      ImGui_ImplGlfw_CharCallback(e.window, e.character);
      break;
  }
}

void on_move(GLFWwindow* w, double x, double y) {
  push({.kind = Event::Kind::move, .window = w, .x = x, .y = y});
}
void on_button(GLFWwindow* w, int button, int action, int mods) {
  push({.kind = Event::Kind::button, .window = w, .code = button, .action = action, .mods = mods});
}
void on_wheel(GLFWwindow* w, double x, double y) {
  push({.kind = Event::Kind::wheel, .window = w, .x = x, .y = y});
}
void on_key(GLFWwindow* w, int key, int scancode, int action, int mods) {
  push({.kind = Event::Kind::key,
        .window = w,
        .code = key,
        .scancode = scancode,
        .action = action,
        .mods = mods});
}
void on_text(GLFWwindow* w, unsigned c) { push({.kind = Event::Kind::text, .window = w, .character = c}); }
void on_focus(GLFWwindow* w, int focused) {
  state().arrived = true;
  ImGui_ImplGlfw_WindowFocusCallback(w, focused);
}
void on_enter(GLFWwindow* w, int entered) {
  state().arrived = true;
  if (entered == 0) {
    push({.kind = Event::Kind::move, .window = w, .x = -1e6, .y = -1e6});
  } else {
    double x = 0, y = 0;
    glfwGetCursorPos(w, &x, &y);
    push({.kind = Event::Kind::move, .window = w, .x = x, .y = y});
  }
  ImGui_ImplGlfw_CursorEnterCallback(w, entered);
}

}  // namespace

void InputQueue::install(GLFWwindow* window) {
  glfwSetCursorPosCallback(window, on_move);
  glfwSetMouseButtonCallback(window, on_button);
  glfwSetScrollCallback(window, on_wheel);
  glfwSetKeyCallback(window, on_key);
  glfwSetCharCallback(window, on_text);
  glfwSetWindowFocusCallback(window, on_focus);
  glfwSetCursorEnterCallback(window, on_enter);
}

bool InputQueue::deliver() {
  Handed handed;
  bool any = false;
  auto& waiting = state().waiting;
  while (!waiting.empty() && !handed.must_wait(waiting.front())) {
    const Event e = waiting.front();
    waiting.pop_front();
    any = true;
    handed.note(e);
    hand_over(e);
  }
#if IMGUI_VERSION_NUM < 18700
  // the backend asks for the mouse of now, not of the event
  ImGuiIO& io = ImGui::GetIO();
  if (state().moved_ever) io.MousePos = state().mouse;
  for (size_t i = 0; i < state().down.size(); ++i) io.MouseDown[i] = state().down[i];
#endif
  return any;
}

bool InputQueue::pending() { return !state().waiting.empty(); }

bool InputQueue::take_arrived() {
  const bool arrived = state().arrived;
  state().arrived = false;
  return arrived;
}

void bring_to_front() { ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow()); }

void close_popups_of_nobody() {
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  for (int i = 0; i < g.OpenPopupStack.Size; ++i) {
    const ImGuiPopupData& popup = g.OpenPopupStack[i];
    // one that was opened in this frame is drawn in the next
    if (popup.OpenFrameCount + 1 >= g.FrameCount || (popup.Window != nullptr && popup.Window->Active))
      continue;
    return ImGui::ClosePopupToLevel(i, true);
  }
}

}  // namespace sep::ui::compat

// Bodies of lesson_actions.h.
#include "ui/lessons/lesson_actions.h"

#include <GLFW/glfw3.h>

#include <array>

#include "ui/imgui_compat.h"
#include "ui/shell.h"
#include "ui/studio.h"
#include "ui/timeline_actions.h"

namespace sep::ui {
namespace {

const lessons::Player& player(const Studio& s) { return s.state.lesson.player; }

bool playing(const Studio& s) { return player(s).visible && player(s).now() != nullptr; }

void show_or_hide(Studio& s) {
  read_lessons(s);
  s.state.lesson.player.visible = !s.state.lesson.player.visible;
  s.state.lesson.ringed.clear();
}

void copy_step(Studio& s) {
  ImGui::SetClipboardText(lessons::step_text(s.session.experiment(), s.state.follow.pinned).c_str());
  s.session.say("Copied: paste it into a lesson’s file as its next step");
}

constexpr bool kCtrl = true, kShift = true, kLine = true;

const std::array kActions{
    Action{"lesson.show", "Lessons", "Show or hide the lessons", GLFW_KEY_F2, false, false, false,
           show_or_hide, nullptr, [](const Studio& s) { return player(s).visible; }},
    Action{"lesson.list", "Lessons", "All lessons", 0, false, false, false,
           [](Studio& s) {
             read_lessons(s);
             lessons::to_list(s.state.lesson.player);
           }},
    Action{"lesson.next", "Lessons", "Go on", GLFW_KEY_PAGE_DOWN, false, false, kLine, lesson_on, playing},
    Action{"lesson.back", "Lessons", "Go back", GLFW_KEY_PAGE_UP, false, false, false, lesson_back,
           [](const Studio& s) { return playing(s) && player(s).step > 0; }},
    Action{"lesson.check", "", "Check the answer", 0, false, false, false, reveal_answer, playing},
    Action{"lesson.restore", "Lessons", "Back to what the step shows", GLFW_KEY_L, false, false, false,
           [](Studio& s) { s.state.lesson.player.entered = true; }, playing},
    Action{"lesson.open", "Lessons", "Open a lesson from a file…", 0, false, false, kLine,
           [](Studio& s) { ask_what_to_open(s, ImageUse::input); }},
    Action{"lesson.copy_step", "Lessons", "Copy the view as a lesson’s step", GLFW_KEY_C, kCtrl, kShift,
           false, copy_step},
};

}  // namespace

std::span<const Action> lesson_actions() { return kActions; }

bool lesson_takes_arrows(const Studio& s) {
  if (!playing(s) || timeline_open(s) || (s.widgets.has_any_focus() && !s.widgets.focus_starts("lesson.")))
    return false;
  const auto& pinned = s.state.follow.pinned;
  return !pinned || pinned == player(s).now()->pin;
}

void queue_lesson_keys(Studio& s) {
  const ImGuiIO& io = ImGui::GetIO();
  if (!playing(s) || io.KeyCtrl || io.KeyShift || io.KeyAlt) return;
  const bool arrows = lesson_takes_arrows(s);
  if ((arrows && compat::key_pressed(GLFW_KEY_RIGHT, false)) ||
      (!s.widgets.keyboard_focus() && !timeline_open(s) && compat::key_pressed(GLFW_KEY_SPACE, false)))
    s.actions.emplace_back("lesson.next");
  if (arrows && compat::key_pressed(GLFW_KEY_LEFT, false)) s.actions.emplace_back("lesson.back");
}

}  // namespace sep::ui

// The one list of actions. Menus, shortcuts (and anything that finds actions by name) are made from it.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace sep::ui {

struct Studio;

struct Action {
  std::string_view id;    ///< "file.open"
  std::string_view menu;  ///< "File"; empty: in no menu
  std::string_view label;
  int key = 0;  ///< GLFW key code; 0: none
  bool ctrl = false, shift = false;
  bool separator = false;  ///< a line above it in the menu
  void (*run)(Studio&) = nullptr;
  bool (*enabled)(const Studio&) = nullptr;  ///< nullptr: always
  bool (*checked)(const Studio&) = nullptr;
  std::string (*label_now)(const Studio&) = nullptr;  ///< "Undo kernel size"
};

std::span<const Action> actions();
const Action* find_action(std::string_view id);
bool is_enabled(const Action& action, const Studio& studio);
std::string label_of(const Action& action, const Studio& studio);
/// "Ctrl+Shift+S"; empty without a key.
std::string keys_text(const Action& action);

/// Runs the action when it is enabled.
void run_action(std::string_view id, Studio& studio);
/// Queues the actions whose keys were pressed in this frame, unless a text is being typed or a dialog is
/// open.
void queue_shortcuts(Studio& studio);

}  // namespace sep::ui

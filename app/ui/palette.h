// Finds any action by a part of its name (Ctrl+Shift+P): type, choose with the arrows, Enter.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sep::ui {

struct Studio;
struct Action;

/// What is typed and chosen while it is open.
struct PaletteState {
  bool open = false, just_opened = false;
  std::string typed;
  int chosen = 0;
};

/// How well typed letters fit a name: all must come in order; at the beginnings of words and side by side
/// they count more. -1: they do not fit. Upper and lower case are alike.
int match(std::string_view typed, std::string_view name);

/// Enabled actions that fit what is typed, the best first; all of them in the order of the menus for nothing.
std::vector<const Action*> matching_actions(const Studio& studio, std::string_view typed);

void draw_palette(Studio& studio);

}  // namespace sep::ui

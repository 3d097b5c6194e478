// A list that is searched by typing: any action by a part of its name (Ctrl+Shift+P), or the files used
// lately (Ctrl+Shift+O). Arrows choose, Enter takes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sep::ui {

struct Studio;

/// What is typed and chosen while it is open.
struct PaletteState {
  enum class Of { actions, recent } of = Of::actions;
  bool open = false, just_opened = false;
  std::string typed;
  int chosen = 0;
};

/// How well typed letters fit a name: all must come in order; at the beginnings of words and side by side
/// they count more. -1: they do not fit. Upper and lower case are alike.
int match(std::string_view typed, std::string_view name);

struct PaletteRow {
  std::string id;     ///< of the action, or the file
  std::string place;  ///< menu, dim before the label
  std::string label;
  std::string more;  ///< keys, or folder, dim at the right
};

/// What fits what is typed, the best first; all in their own order for nothing. Actions: the enabled ones of
/// the menus.
std::vector<PaletteRow> palette_rows(const Studio& studio, PaletteState::Of of, std::string_view typed);

void draw_palette(Studio& studio);

}  // namespace sep::ui

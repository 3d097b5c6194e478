// Small icons drawn by hand, so that no font needs to have them.
#pragma once

#include <imgui.h>

namespace sep::ui {

enum class Icon {
  down,
  up,
  equal,
  check,
  cross,
  nearly,
  close,
  fold_left,
  fold_right,
  folder,
  file,
  image,
  sliders,
  count,
  warning,
  list,
  linked,
  unlinked,
  play,
  pause,
  forward,
  back,
  first,
  last,
  restart
};

/// Draws an icon about its middle, `size` pixels across.
void icon(ImDrawList* list, Icon which, ImVec2 middle, float size, ImU32 colour);

}  // namespace sep::ui

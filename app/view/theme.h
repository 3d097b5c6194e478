// Colours and type sizes that mean something, the same everywhere. Filled by ui/fonts.cpp and ui/theme.cpp;
// read by all drawing.
#pragma once

#include <imgui.h>

#include "core/plan.h"

namespace sep::view {

/// dark and light for rooms, projector for a weak one: black ground, no dim text.
enum class Palette { dark, light, projector };

struct Theme {
  bool light = false;  ///< dark ink on a light ground
  ImU32 background = IM_COL32(19, 22, 27, 255);
  ImU32 panel = IM_COL32(24, 27, 34, 255);
  ImU32 raised = IM_COL32(38, 45, 58, 255);
  ImU32 line = IM_COL32(48, 54, 64, 255);
  ImU32 text = IM_COL32(236, 239, 244, 255);
  ImU32 dim = IM_COL32(160, 168, 180, 255);      ///< at least 4.5:1 on background and panel
  ImU32 accent = IM_COL32(128, 150, 255, 255);   ///< standard path
  ImU32 kernel = IM_COL32(255, 180, 84, 255);    ///< K amber
  ImU32 channels = IM_COL32(89, 214, 230, 255);  ///< C cyan
  ImU32 filters = IM_COL32(214, 140, 240, 255);  ///< N violet
  ImU32 pixels = IM_COL32(160, 224, 108, 255);   ///< output pixels green
  ImU32 row = IM_COL32(186, 112, 38, 255);       ///< K amber, the second of two passes
  ImU32 good = IM_COL32(160, 224, 108, 255);
  ImU32 warning = IM_COL32(255, 150, 120, 255);
  float scale = 1;     ///< interface scale: 1 = 96 dpi
  bool large = false;  ///< type for a room: larger beside everything else than on a desk

  ImFont* body = nullptr;        ///< Inter 15·scale
  ImFont* small = nullptr;       ///< Inter 13·scale
  ImFont* bold = nullptr;        ///< Inter SemiBold 15·scale
  ImFont* headline = nullptr;    ///< Inter Bold 40·scale
  ImFont* mono = nullptr;        ///< JetBrains Mono 14·scale
  ImFont* mono_small = nullptr;  ///< JetBrains Mono 13·scale
  ImFont* title = nullptr;       ///< Inter SemiBold 20·scale
  ImFont* figures = nullptr;     ///< JetBrains Mono Bold 42·scale: digits , . s and space only

  // Of lessons, which are read from afar
  ImFont* reading = nullptr;         ///< Inter 17·scale
  ImFont* reading_strong = nullptr;  ///< Inter SemiBold 17·scale
  ImFont* formula = nullptr;         ///< JetBrains Mono 17·scale

  ImU32 of(Symbol symbol) const;
};

/// Colours alone; scale and fonts stay.
void set_colours(Theme& theme, Palette palette);

}  // namespace sep::view

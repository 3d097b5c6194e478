// Plain grounds of large areas, cleared instead of drawn: Dear ImGui reads its font texture and blends for
// every pixel that it fills, which on software GL takes most of a frame.
#pragma once

#include <imgui.h>

namespace sep::ui {

/// Fills a rectangle (window pixels) with an opaque colour, below what is drawn into the list from now on.
void add_ground(ImDrawList& list, ImVec2 min, ImVec2 max, ImU32 colour);
/// The same below all that the list holds already. A colour without opacity does nothing.
void add_lowest_ground(ImDrawList& list, ImVec2 min, ImVec2 max, ImU32 colour);

}  // namespace sep::ui

// The shell of the window: top bar, side panels and rails, centre, status line, dialogs. Draws through panels
// and the diagram.
#pragma once

#include "ui/actions.h"
#include "ui/layout.h"
#include "ui/studio.h"

namespace sep::ui {

void draw_top_bar(Studio& studio, const Layout& layout);
void draw_left_side(Studio& studio, const Layout& layout);
void draw_right_side(Studio& studio, const Layout& layout);
void draw_centre(Studio& studio, const Layout& layout);
void draw_status(Studio& studio, const Layout& layout);
void draw_dialogs(Studio& studio);

/// An action as an entry of a menu, with its keys; and a line between entries.
void menu_entry(Studio& studio, const Action& action);
void menu_line(Studio& studio);

/// Applies the edits that were made so far in this frame: the one place that changes the experiment.
void apply_edits(Studio& studio);

/// Begins (ends) an ImGui window that fills a rectangle, without any decoration.
bool begin_area(const char* name, const Rect& rect, ImU32 fill, ImVec2 padding, int extra_flags = 0);
void end_area();

PanelContext panel_context(Studio& studio);

}  // namespace sep::ui

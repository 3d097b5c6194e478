// The menu of one element or weight, by the right button: what can be done with it, from the list of actions.
#pragma once

#include "ui/studio.h"

namespace sep::ui {

/// Keeps the selection, so that it is seen what the menu is about, and opens the menu at the mouse.
void open_element_menu(Studio& studio, const Selection& selection);
/// Draws it while it is open.
void draw_element_menu(Studio& studio);

/// Puts the value of what is kept, or else under the mouse, on the clipboard, with all its digits.
void copy_value(Studio& studio);
bool can_copy_value(const Studio& studio);

}  // namespace sep::ui

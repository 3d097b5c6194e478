// Lights up parts of the window that a lesson speaks of, by the ids that the window records.
#pragma once

#include "ui/layout.h"
#include "ui/studio.h"

namespace sep::ui {

/// Rings around what the formula under the mouse speaks of; else around what the step highlights, or, while
/// the mouse is over a word, around what that word names alone. What lies in a folded panel is shown by the
/// panel's button.
void draw_highlights(Studio& studio, const Layout& layout);

}  // namespace sep::ui

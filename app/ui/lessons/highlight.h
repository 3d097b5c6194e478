// Lights up parts of the window that a lesson speaks of, by the ids that the window records.
#pragma once

#include "ui/layout.h"
#include "ui/studio.h"

namespace sep::ui {

/// Rings around what the step highlights, or, while the mouse is over a word, around what that word names
/// alone. What lies in a folded panel is shown by the panel's button.
void draw_highlights(Studio& studio, const Layout& layout);

/// The rectangle of an id, of all that begin alike where it ends in "*"; empty where there is none.
Rect rect_of(const Widgets& ui, const std::string& id);

}  // namespace sep::ui

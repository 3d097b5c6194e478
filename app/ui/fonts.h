// Finds Inter and JetBrains Mono with fontconfig and bakes them at the interface scale. Knows nothing of
// panels.
#pragma once

#include <string>

#include "view/theme.h"

namespace sep::ui {

/// Fills the fonts of the theme, at theme.scale, into the current ImGui context's atlas. Returns a sentence
/// when a font was not found and another stands in for it, else an empty string.
std::string load_fonts(view::Theme& theme);

/// Sets ImGui's style (spacing grid of 8·scale, rounding, colours) from the theme.
void apply_style(const view::Theme& theme);

}  // namespace sep::ui

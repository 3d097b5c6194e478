// Formulas on the screen: numbers and letters in the colour of what they stand for.
#pragma once

#include <string>
#include <vector>

#include "core/plan.h"
#include "ui/widgets.h"

namespace sep::ui {

/// "5·5·3·8·8", each number in its colour. Returns the factor under the mouse, which is underlined.
const Factor* draw_formula(ImDrawList* list, const view::Theme& theme, ImFont* font, ImVec2 at,
                           const std::vector<Factor>& formula);
float formula_width(ImFont* font, const std::vector<Factor>& formula);
/// "8×8×256", ending at the right; the last number is channels, or filters.
void draw_shape_right(ImDrawList* list, const view::Theme& theme, ImFont* font, ImVec2 right,
                      const Shape& shape, bool filters);
/// "kernel height 5 × kernel width 5 × …", for tooltips.
std::string formula_words(const std::vector<Factor>& formula);

/// The closed form as wrapped text, its letters coloured, with its note. Returns the letter under the mouse,
/// or nothing.
std::string closed_form(Widgets& ui, const ClosedForm& form);

}  // namespace sep::ui

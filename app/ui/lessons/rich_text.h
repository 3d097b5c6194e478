// A lesson's text on the screen: wrapped words, strong and coloured ones, values of the present plan, and
// words that light up what they speak of.
#pragma once

#include <string>

#include "lessons/lesson_text.h"
#include "ui/widgets.h"

namespace sep::ui {

struct RichStyle {
  ImFont* plain = nullptr;
  ImFont* strong = nullptr;
  ImU32 colour = 0;
  ImFont* code = nullptr;
};

/// Draws at ImGui's cursor in this width and moves the cursor below it. `lit` becomes the target of the word
/// under the mouse. plan may be null: values are then "–". Words with a target are recorded as
/// "lesson.word.N", counted by `words`.
void rich_text(Widgets& ui, const lessons::Text& text, const Plan* plan, const RichStyle& style, float width,
               std::string& lit, int& words);

/// Width of the text in one line.
float rich_width(const lessons::Text& text, const Plan* plan, const RichStyle& style);

/// Words of one kind, wrapped the same way.
void plain_text(Widgets& ui, const std::string& text, ImFont* font, ImU32 colour, float width);

}  // namespace sep::ui

// The column beside the centre that a lesson is read in: the list of lessons, or one step. Parts in one file
// each.
#pragma once

#include "ui/layout.h"
#include "ui/studio.h"

namespace sep::ui {

/// In the presenter view: the question of a step that asks one.
void draw_presenter_question(Studio& studio, const Rect& area);
void draw_lesson_column(Studio& studio, const Layout& layout);

// Parts, drawn at ImGui's cursor; words counts the words that light up
void draw_lesson_list(Studio& studio, float width);
void draw_lesson_question(Studio& studio, const lessons::Question& question, float width, int& words);
/// The same in few lines: choices beside each other, the word of the verdict before them.
void draw_question_in_lines(Studio& studio, const lessons::Question& question, float width, int& words);

}  // namespace sep::ui

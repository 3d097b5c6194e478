// The actions of lessons: a part of the one list in ui/actions.h.
#pragma once

#include <span>

#include "ui/actions.h"

namespace sep::ui {

std::span<const Action> lesson_actions();
/// The left and right arrows turn the lesson's pages, not what is pinned by hand or a control with the focus.
bool lesson_takes_arrows(const Studio& studio);
/// The keys beside those in the list: Space, arrows, as presenters' clickers send them.
void queue_lesson_keys(Studio& studio);

}  // namespace sep::ui

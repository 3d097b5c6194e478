// Actions on the element or weight that is followed: let go, move, copy, mute. A part of the one list in
// ui/actions.h.
#pragma once

#include <span>

#include "ui/actions.h"

namespace sep::ui {

std::span<const Action> follow_actions();

/// Moves what is pinned and brings its channel to the front.
void move_pinned(Studio& studio, int channels, int dy, int dx);

}  // namespace sep::ui

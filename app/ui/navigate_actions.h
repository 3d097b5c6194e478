// Actions that move about without a mouse: nearer, farther, to the sides; in 3-D the camera turns. A part of
// the one list in ui/actions.h.
#pragma once

#include <span>

#include "ui/actions.h"

namespace sep::ui {

std::span<const Action> navigate_actions();

}  // namespace sep::ui

// Actions for hand-outs. A part of the one list in ui/actions.h.
#pragma once

#include <span>

#include "ui/actions.h"

namespace sep::ui {

std::span<const Action> export_actions();

}  // namespace sep::ui

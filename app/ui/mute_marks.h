// Strikes through what is muted, over the diagram. Holds no state.
#pragma once

#include <span>

#include "core/plan.h"
#include "view/canvas.h"
#include "view/diagram.h"

namespace sep::ui {

/// rects: those that the diagram returned for this plan.
void draw_mute_marks(view::Canvas& canvas, const Plan& plan, std::span<const view::NamedRect> rects);

}  // namespace sep::ui

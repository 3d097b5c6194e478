// What the diagram says instead of a picture, or over one.
#pragma once

#include <string>

#include "view/canvas.h"

namespace sep::view {

/// Dims the area and puts the label of the last valid settings over it.
void draw_dimmed(Canvas& canvas, const Rect& area, const std::string& label);
/// That a larger window is needed.
void draw_too_small(Canvas& canvas, const Rect& area);

}  // namespace sep::view

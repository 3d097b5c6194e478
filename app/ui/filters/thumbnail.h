// A layer's kernels as a small heat map.
#pragma once

#include <imgui.h>

#include "io/models/model.h"

namespace sep::ui {

/// As many of the layer's first kernels as can be told apart in a square of this size, on one colour scale;
/// of a pointwise layer its matrix, filters down and channels across. Values that are not finite have a
/// colour of their own.
void draw_thumbnail(ImDrawList* list, const io::Layer& layer, ImVec2 at, float size);

}  // namespace sep::ui

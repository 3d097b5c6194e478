// How far apart the stacks in space stand, so that a wide window is used and words have room between the
// rows. Pure; knows no GL and no ImGui.
#pragma once

#include "view/space_arrange.h"
#include "view/space_camera.h"

namespace sep::view {

/// Columns as wide as the oblique view has room for, but stacks are not seen much smaller in any of the named
/// views; the same for all views, so that nothing moves apart while the camera turns. between_rows: window
/// pixels that words need there.
SpaceGaps gaps_for(const Parts& parts, const Rect& area, const Rect& inner, float between_rows);

}  // namespace sep::view

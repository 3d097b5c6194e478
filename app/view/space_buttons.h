// Buttons for the named directions, over the stacks in space at the upper right.
#pragma once

#include <string>
#include <vector>

#include "view/canvas.h"
#include "view/diagram.h"
#include "view/space_camera.h"

namespace sep::view {

struct SpaceButton {
  Rect rect;
  size_t named = 0;  ///< of kNamedSpaceViews
};

/// None where they do not fit in a row.
std::vector<SpaceButton> buttons_of(const Canvas& canvas, const Rect& area);
/// The one that shows the present direction is lit.
void draw_buttons(Canvas& canvas, const std::vector<SpaceButton>& buttons, const SpaceView& view,
                  Point mouse);
const SpaceButton* button_at(const std::vector<SpaceButton>& buttons, Point mouse);
/// "space.front" and so on, for the ui map.
void add_rects(const std::vector<SpaceButton>& buttons, std::vector<NamedRect>& rects);

}  // namespace sep::view

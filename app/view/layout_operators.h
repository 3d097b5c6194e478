// The inside of an operator's box: kernels as heat maps, weights, or the sum sign. Pure; knows no GL.
#pragma once

#include "view/layout_parts.h"

namespace sep::view {

/// An operator in local coordinates: its box starts at 0, 0.
struct OperatorContent {
  OperatorBox box;
  std::vector<PlacedLine> texts;
};

/// width: of the box; least, most: bounds of its height, window pixels.
OperatorContent operator_content(const OperatorWish& wish, const LayoutInput& input, float width, float least,
                                 float most);

/// Makes the box taller; what it holds below the title keeps to the middle.
void stretch(OperatorContent& content, float height, float scale);
void move(OperatorContent& content, float dx, float dy);

}  // namespace sep::view

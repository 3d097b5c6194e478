// What of a link is drawn, in tiles and in space alike: the tensor of a stack, the positions that are
// outlined, the cells beside the image. Pure; knows no GL and no ImGui.
#pragma once

#include <vector>

#include "core/links.h"
#include "view/layout.h"

namespace sep::view {

/// The tensor of a stack; of the difference the separable output.
TensorRef tensor_ref(const Plan& plan, StackKey key);

/// Positions along one axis of the link that are outlined: the window as the next stage reads it, padding
/// included, where the link was read; else its real cells.
const AxisSet& outlined(const TensorLink& link, const AxisLink& axis);

/// Positions of the window and of the copies that hold one of its cells, in rising order.
std::vector<int> with_copies(const AxisLink& axis);

}  // namespace sep::view

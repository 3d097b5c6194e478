// The samples this project draws itself. Inner header of this room: the rest of the program asks
// make_sample().
#pragma once

#include "core/tensor.h"

namespace sep::io {

Tensor draw_harbour();     ///< 512×384, colour: a town by the water
Tensor draw_shapes();      ///< 512×384, colour: edges of all directions, bars, rings
Tensor draw_zone_plate();  ///< 256×256, grey: every frequency in every direction
Tensor draw_impulse();  ///< 33×33, grey: one white pixel, so that the output shows the kernel (turned round)

}  // namespace sep::io

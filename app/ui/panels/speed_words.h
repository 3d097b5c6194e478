// What the measured times are times of: which shaders ran, what they multiply, how much they move.
#pragma once

#include <string>

#include "core/plan.h"
#include "gpu/engine.h"

namespace sep::ui::panels {

/// Stage by stage: its time, the shaders that ran, and what they multiplied where that is not what is
/// counted; then how many multiplications each path makes for a byte that it moves, and what follows from
/// that. Lines; empty while nothing has been computed.
std::string speed_words(const Plan& plan, const gpu::Engine& engine);

/// What would surprise in the time itself: that the standard path multiplied less than is counted, what both
/// stages take at once. May be empty.
std::string speed_note(const Plan& plan, const gpu::Engine& engine);

}  // namespace sep::ui::panels

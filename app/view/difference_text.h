// Why the two outputs are equal, or are not, in words for the room under the difference.
#pragma once

#include <string>

#include "core/plan.h"

namespace sep::view {

/// After "rounding only, because": a clause without a full stop.
std::string why_equal(const Plan& plan);

/// What the separable path misses; empty where nothing is to be said.
std::string why_different(const Plan& plan);

}  // namespace sep::view

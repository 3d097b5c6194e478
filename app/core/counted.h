// Multiplications of one stage, by formula and as a shader counted them while it did them.
#pragma once

#include <cstdint>
#include <string>

#include "core/plan.h"

namespace sep {

struct CountedStage {
  PathId path{};
  std::string name;
  int64_t multiplications = 0;   ///< by formula
  int64_t counted = 0;           ///< by the shader
  int64_t useful = 0;            ///< those of counted that read a cell of the image, not of the padding
  float largest_difference = 0;  ///< between the sums that were counted and the stage's result
};

}  // namespace sep

// Multiplications of both paths as the kernel grows, everything else as it is. Pure; knows no ImGui.
#pragma once

#include <cstdint>
#include <vector>

#include "core/plan.h"

namespace sep::ui {

struct CostPoint {
  int k = 1;
  int64_t separable = 0, standard = 0;
};

struct CostCurve {
  std::vector<CostPoint> points;  ///< valid sizes only, smallest first
  bool square = true;             ///< both sides grow; else only the width, the height stays
  int now = 1;                    ///< the present size on this axis
};

/// k runs from 1 to about twice the present size (at least 11, at most 63), as far as it is valid.
CostCurve cost_curve(const Plan& plan);

}  // namespace sep::ui

// Error against multiplications over all ranks. Pure; knows no ImGui.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/plan.h"

namespace sep::ui {

struct TradePoint {
  int terms = 1;                ///< rank, or maps per channel
  double error = 0;             ///< ‖W − W_r‖_F / ‖W‖_F
  int64_t multiplications = 0;  ///< of the separable path
};

struct TradeOff {
  std::vector<TradePoint>
      points;  ///< 1, 2, … terms, as the stages are; of three stages those that are measured
  std::vector<TradePoint> two_stages;  ///< with three stages, to compare: the same bank in two
  int now = 1;                         ///< terms in use
  int64_t standard = 0;                ///< multiplications of the standard path, whose error is 0
  double break_even = 0;               ///< terms at which both cost the same
};

/// The point with this many terms, or null.
const TradePoint* point_of(const TradeOff& trade, int terms);

/// Of a kernel in spatial mode, or of a bank that is factorised. Nothing where the standard filters are made
/// from the factors, which are exact then.
std::optional<TradeOff> trade_off(const Plan& plan);

}  // namespace sep::ui

// Random small experiments of every kind for property tests: both modes, all borders, banks, rank,
// multiplier.
#pragma once

#include <optional>
#include <random>

#include "core/plan.h"

namespace sep {

/// nullopt when the draw is not a valid experiment: draw again.
inline std::optional<Plan> random_plan(std::mt19937& rng) {
  const auto pick = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(rng); };
  Experiment e;
  e.mode = pick(0, 1) == 0 ? Mode::spatial : Mode::depthwise;
  const Size2 size{pick(1, 4), pick(1, 4)};
  Kernel kernel{size, {}};
  for (int k = 0; k < size.h * size.w; ++k) kernel.values.push_back(pick(-9, 9) / 4.0);
  e.kernel.values = kernel;
  e.stride = {pick(1, 3), pick(1, 3)};
  e.dilation = {pick(1, 3), pick(1, 3)};
  e.padding = static_cast<Padding>(pick(0, 2));
  e.pads = {pick(0, 4), pick(0, 4), pick(0, 4), pick(0, 4)};
  e.border = static_cast<Border>(pick(0, 3));
  e.filters = pick(1, 5);
  e.multiplier = pick(1, 3);
  e.rank = pick(0, 2);
  e.split = pick(0, 1) == 0 ? Split::none : Split::spatial;
  e.view.filter = pick(0, e.filters - 1);
  const int channels = pick(0, 1) == 0 ? 1 : 3;
  if (pick(0, 3) == 0) e.input.channels = pick(1, 5);
  const ImageInfo image{{pick(1, 9), pick(1, 9)}, channels, 1};
  if (e.mode == Mode::depthwise && pick(0, 1) == 0) {
    const std::vector<int> groups = group_choices(e, image);
    if (!groups.empty()) e.groups = groups[static_cast<size_t>(pick(0, static_cast<int>(groups.size()) - 1))];
  }
  auto made = plan(e, image);
  if (!made) return std::nullopt;
  return std::move(*made);
}

/// Calls f(plan) for `count` valid plans drawn from the seed.
template <class F>
void for_random_plans(unsigned seed, int count, F f) {
  std::mt19937 rng(seed);
  while (count > 0) {
    const auto drawn = random_plan(rng);
    if (!drawn) continue;
    --count;
    f(*drawn, rng);
  }
}

}  // namespace sep

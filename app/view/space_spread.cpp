// Body of space_spread.h.
#include "view/space_spread.h"

#include <algorithm>
#include <array>

namespace sep::view {
namespace {

constexpr float kMostColumns = 3, kMostRows = 1.45F;
constexpr float kSmaller = 0.86F;  ///< of their size: that much stacks may lose for wider columns
constexpr int kSteps = 7;
constexpr float kGapSeen = 0.78F;  ///< of the gap between the rows, units, seen from obliquely above

/// How an arrangement is seen in the named views.
struct Look {
  std::array<float, kNamedSpaceViews.size()> unit{};  ///< pixels per unit, the mean of all stacks
  float width = 0;                                    ///< of everything in the first, window pixels
};

Look look(const Parts& parts, SpaceGaps gaps, const Rect& area, const Rect& inner) {
  const Arrangement a = arrange(parts, gaps);
  const std::vector<glm::vec3> corners = a.corners();
  Look out;
  for (size_t i = 0; i < out.unit.size(); ++i) {
    const SpaceCamera camera(seen_from({}, kNamedSpaceViews[i]), {corners, area, inner});
    for (const SpaceStack& s : a.stacks)
      out.unit[i] +=
          camera.pixels_per_unit({s.middle_x, s.middle_y, 0}) / static_cast<float>(a.stacks.size());
    if (i > 0) continue;
    float low = area.x1, high = area.x0;
    for (const glm::vec3& corner : corners) {
      const auto at = camera.project(corner);
      if (at) low = std::min(low, at->x), high = std::max(high, at->x);
    }
    out.width = high - low;
  }
  return out;
}

bool too_wide(const Look& now, const Look& before, const Rect& inner) {
  return now.width > inner.w() - 1 || !std::equal(now.unit.begin(), now.unit.end(), before.unit.begin(),
                                                  [](float a, float b) { return a >= kSmaller * b; });
}

}  // namespace

SpaceGaps gaps_for(const Parts& parts, const Rect& area, const Rect& inner, float between_rows) {
  SpaceGaps gaps;
  for (int i = 0; i < 2; ++i) {
    const float unit = look(parts, gaps, area, inner).unit.front() * kGapSeen * kRowGap;
    gaps.rows = std::clamp(between_rows / std::max(unit, 1.0F), 1.0F, kMostRows);
  }
  const Look before = look(parts, gaps, area, inner);
  float low = 1, high = kMostColumns;
  for (int i = 0; i < kSteps; ++i) {
    const float middle = (low + high) / 2;
    (too_wide(look(parts, {middle, gaps.rows}, area, inner), before, inner) ? high : low) = middle;
  }
  gaps.columns = low;
  return gaps;
}

}  // namespace sep::view

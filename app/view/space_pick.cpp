// Bodies of space_pick.h.
#include "view/space_pick.h"

#include <algorithm>
#include <cmath>

namespace sep::view {
namespace {

int cell(double at, int count) { return std::clamp(static_cast<int>(std::floor(at)), 0, count - 1); }

}  // namespace

std::optional<float> entry(const SpaceRay& r, glm::vec3 low, glm::vec3 high) {
  float from = 0, to = 1e30F;
  for (int i = 0; i < 3; ++i) {
    if (std::abs(r.along[i]) < 1e-9F) {
      if (r.from[i] < low[i] || r.from[i] > high[i]) return std::nullopt;
      continue;
    }
    const float a = (low[i] - r.from[i]) / r.along[i], b = (high[i] - r.from[i]) / r.along[i];
    from = std::max(from, std::min(a, b));
    to = std::min(to, std::max(a, b));
  }
  if (from > to || from <= 0) return std::nullopt;
  return from;
}

std::optional<SpaceHit> pick_slab(const Arrangement& a, const SpaceRay& ray) {
  std::optional<SpaceHit> best;
  for (size_t i = 0; i < a.stacks.size(); ++i) {
    const SpaceStack& s = a.stacks[i];
    if (!entry(ray, s.low(), s.high())) continue;
    for (const Slab& slab : s.slabs) {
      glm::vec3 low = s.low(), high = s.high();
      low.z = slab.z - s.thickness;
      high.z = slab.z;
      const auto t = entry(ray, low, high);
      if (!t || (best && best->distance <= *t)) continue;
      const glm::vec3 at = ray.from + ray.along * *t;
      best = SpaceHit{
          i, slab.channel, cell(s.row_at(at.y), s.grid.y.count), cell(s.column_at(at.x), s.grid.x.count), at,
          *t};
    }
  }
  return best;
}

}  // namespace sep::view

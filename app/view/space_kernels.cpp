// Bodies of space_kernels.h.
#include "view/space_kernels.h"

#include <algorithm>
#include <cmath>

#include "view/space_pick.h"

namespace sep::view {
namespace {

constexpr float kSide = 0.3F;       ///< of the larger side of a kernel
constexpr float kMostCell = 0.12F;  ///< of one weight
constexpr float kBefore = 0.44F;    ///< its middle before the stack that it makes
constexpr float kDepth = 0.4F;      ///< of the depth of that stack, so that it hides less of them

/// Position in its path's chain of the stack that an operator makes.
size_t place_in_chain(const OperatorWish& wish) {
  return wish.row == Row::separable ? static_cast<size_t>(wish.stage) + 1 : 1;
}

/// Kernels stand in the order of the channels that they belong to; those that all channels share, by
/// themselves.
void set_slabs(SpaceKernels& k, const OperatorWish& wish, const SpaceStack& from, const SpaceStack& to) {
  const bool of_maps = wish.kind == OperatorKind::kernels && to.shape.c == wish.count;
  if (wish.count > 1 && (of_maps || from.shape.c == wish.count)) {
    const SpaceStack& like = of_maps ? to : from;
    k.slabs = like.slabs;
    k.chosen = like.chosen;
  } else {
    k.chosen = std::clamp(wish.chosen, 0, wish.count - 1);
    k.slabs = slabs_of(wish.count, k.chosen);
  }
  for (Slab& slab : k.slabs) slab.z *= kDepth;
}

}  // namespace

std::vector<SpaceKernels> kernels_in_space(const Parts& parts, const Arrangement& a) {
  std::vector<SpaceKernels> out;
  for (const OperatorWish& wish : parts.operators) {
    if (wish.kind == OperatorKind::sum) continue;
    const std::vector<size_t> chain = a.chain(wish.row);
    const size_t at = place_in_chain(wish);
    if (at >= chain.size()) continue;
    const SpaceStack &from = a.stacks[chain[at - 1]], &to = a.stacks[chain[at]];
    SpaceKernels k;
    k.box = box_of(wish);
    k.makes = chain[at];
    k.cell = std::min(kMostCell, kSide / static_cast<float>(std::max(wish.rows, wish.columns)));
    k.middle_x = to.x_of(0) - kBefore * (0.6F + 0.4F * a.column_gap);
    k.middle_y = to.middle_y;
    k.thickness = to.thickness;
    set_slabs(k, wish, from, to);
    out.push_back(std::move(k));
  }
  return out;
}

std::optional<SpaceWeightHit> pick_weight(const std::vector<SpaceKernels>& all, const SpaceRay& ray) {
  std::optional<SpaceWeightHit> best;
  for (size_t n = 0; n < all.size(); ++n) {
    const SpaceKernels& k = all[n];
    for (const Slab& slab : k.slabs) {
      glm::vec3 low = k.low(slab);
      const glm::vec3 high = k.high(slab);
      low.z -= k.thickness;
      const auto t = entry(ray, low, high);
      if (!t || (best && best->distance <= *t)) continue;
      const glm::vec3 at = ray.from + ray.along * *t;
      const auto cell = [&](float way, int count) {
        return std::clamp(static_cast<int>(std::floor(way / k.cell)), 0, count - 1);
      };
      best = SpaceWeightHit{n,
                            slab.channel,
                            cell(high.y - at.y, k.box.kernel_rows),
                            cell(at.x - low.x, k.box.kernel_columns),
                            at,
                            *t};
    }
  }
  return best;
}

}  // namespace sep::view

// Bodies of space_arrange.h.
#include "view/space_arrange.h"

#include <algorithm>
#include <cmath>

namespace sep::view {
namespace {

constexpr int kNear = 4;          ///< neighbours of the chosen channel before slabs thin out
constexpr float kPull = 0.3F;     ///< how far the chosen slab comes out of its stack
constexpr float kFewGap = 0.24F;  ///< between slabs of few channels
constexpr float kManyGap = 0.1F;  ///< between the chosen channel's neighbours among many
constexpr float kShrink = 0.92F;  ///< each gap to the one before it
constexpr float kLeastGap = 0.032F;
constexpr float kThickness = 0.016F, kThin = 0.006F;  ///< of few slabs and of many
constexpr float kColumnGap = 0.72F;
constexpr float kPerDepthX = 0.4F, kPerDepthY = 0.36F;  ///< deeper stacks stand further apart
constexpr int kFew = 4;
constexpr int kAll = 12;  ///< so many beside the chosen one are all drawn

float gap(int rank, int64_t channels) {
  const float first = channels <= kFew ? kFewGap : kManyGap;
  return std::max(kLeastGap, first * std::pow(kShrink, static_cast<float>(rank)));
}

SpaceStack stack_of(const StackWish& wish, const Domain& d) {
  SpaceStack s;
  s.key = wish.key;
  s.row = wish.row;
  s.column = wish.column;
  s.shape = wish.shape;
  s.grid = wish.grid;
  s.chosen = wish.chosen;
  s.caption = wish.caption;
  s.image_x = d.middle_x;
  s.image_y = d.middle_y;
  s.per_unit = 2 * std::max(d.half_w, d.half_h);
  s.thickness = wish.shape.c <= kFew ? kThickness : kThin;
  s.slabs = slabs_of(wish.shape.c, wish.chosen);
  return s;
}

float depth(const SpaceStack& s) { return -s.back(); }

}  // namespace

// Then all others in their order: gaps are wide near its own place and narrow away from it.
std::vector<Slab> slabs_of(int64_t channels, int chosen) {
  std::vector<Slab> out{{chosen, 0}};
  const std::vector<int> before = shown_offsets(chosen),
                         after = shown_offsets(static_cast<int>(channels) - 1 - chosen);
  float z = -kPull;
  for (size_t i = before.size(); i-- > 0;) {
    out.push_back({chosen - before[i], z});
    z -= gap(static_cast<int>(i), channels);
  }
  if (!before.empty() && !after.empty()) z -= gap(0, channels) * 0.5F;  // the empty place
  for (size_t i = 0; i < after.size(); ++i) {
    out.push_back({chosen + after[i], z});
    z -= gap(static_cast<int>(i), channels);
  }
  return out;
}

std::vector<int> shown_offsets(int most) {
  std::vector<int> out;
  int step = 1;
  for (int at = 1; at <= most; at += step) {
    out.push_back(at);
    if (most > kAll && out.size() % kNear == 0) step *= 2;
    if (at < most && at + step > most) {
      out.push_back(most);
      break;
    }
  }
  return out;
}

float SpaceStack::x_of(double pixel) const {
  return middle_x + static_cast<float>((grid.x.origin + grid.x.step * pixel - image_x) / per_unit);
}

float SpaceStack::y_of(double pixel) const {
  return middle_y - static_cast<float>((grid.y.origin + grid.y.step * pixel - image_y) / per_unit);
}

double SpaceStack::column_at(float x) const {
  return (static_cast<double>(x - middle_x) * per_unit + image_x - grid.x.origin) / grid.x.step;
}

double SpaceStack::row_at(float y) const {
  return (static_cast<double>(middle_y - y) * per_unit + image_y - grid.y.origin) / grid.y.step;
}

bool SpaceStack::draws(int channel) const {
  return std::any_of(slabs.begin(), slabs.end(), [&](const Slab& s) { return s.channel == channel; });
}

float SpaceStack::z_of(int channel) const {
  if (channel == chosen || slabs.size() < 2) return slabs.front().z;
  const auto after =
      std::find_if(slabs.begin() + 1, slabs.end(), [&](const Slab& s) { return s.channel >= channel; });
  if (after == slabs.end()) return slabs.back().z;
  if (after->channel == channel || after == slabs.begin() + 1) return after->z;
  const Slab &a = *(after - 1), &b = *after;
  const float part = static_cast<float>(channel - a.channel) / static_cast<float>(b.channel - a.channel);
  return a.z + (b.z - a.z) * part;
}

bool other_in_front(const Arrangement& from, const Arrangement& to) {
  bool other = false;
  if (from.stacks.size() != to.stacks.size()) return false;
  for (size_t i = 0; i < to.stacks.size(); ++i) {
    const SpaceStack &a = from.stacks[i], &b = to.stacks[i];
    if (!(a.key == b.key && a.shape == b.shape)) return false;
    other = other || a.chosen != b.chosen;
  }
  return other;
}

Arrangement gliding(const Arrangement& from, Arrangement to, float part) {
  const float eased = part * part * (3 - 2 * part);
  for (size_t i = 0; i < to.stacks.size(); ++i) {
    for (Slab& slab : to.stacks[i].slabs) {
      const float before = from.stacks[i].z_of(slab.channel);
      slab.z = before + (slab.z - before) * eased;
    }
  }
  return to;
}

const SpaceStack* Arrangement::find(StackKey key) const {
  const auto it =
      std::find_if(stacks.begin(), stacks.end(), [&](const SpaceStack& s) { return s.key == key; });
  return it == stacks.end() ? nullptr : &*it;
}

std::vector<size_t> Arrangement::chain(Row row) const {
  std::vector<size_t> out;
  for (size_t i = 0; i < stacks.size(); ++i) {
    const SpaceStack& s = stacks[i];
    if (s.row == row || s.key.kind == StackKind::input) out.push_back(i);
  }
  std::stable_sort(out.begin(), out.end(),
                   [&](size_t a, size_t b) { return stacks[a].column < stacks[b].column; });
  return out;
}

std::vector<glm::vec3> Arrangement::corners() const {
  std::vector<glm::vec3> out;
  for (const SpaceStack& s : stacks) {
    const glm::vec3 a = s.low(), b = s.high();
    for (int i = 0; i < 8; ++i)
      out.emplace_back((i & 1) != 0 ? b.x : a.x, (i & 2) != 0 ? b.y : a.y, (i & 4) != 0 ? b.z : a.z);
  }
  return out;
}

Arrangement arrange(const Parts& parts, SpaceGaps gaps) {
  Arrangement a;
  a.column_gap = gaps.columns;
  a.domain = parts.domain;
  a.stages = parts.stages;
  const double side = 2 * std::max(parts.domain.half_w, parts.domain.half_h);
  a.width = static_cast<float>(2 * parts.domain.half_w / side);
  a.height = static_cast<float>(2 * parts.domain.half_h / side);
  std::vector<float> column_depth(static_cast<size_t>(parts.stages) + 2, 0);
  float low_depth = 0;  // of the lower row: its back rises towards the upper one
  for (const StackWish& wish : parts.stacks) {
    a.stacks.push_back(stack_of(wish, parts.domain));
    const SpaceStack& s = a.stacks.back();
    float& deepest = column_depth[static_cast<size_t>(s.column)];
    deepest = std::max(deepest, depth(s));
    if (s.row == Row::standard) low_depth = std::max(low_depth, depth(s));
  }
  std::vector<float> x(column_depth.size(), 0);
  for (size_t i = 1; i < x.size(); ++i)
    x[i] = x[i - 1] + a.width + gaps.columns * (kColumnGap + kPerDepthX * column_depth[i - 1]);
  const float up = (a.height + kRowGap * gaps.rows + kPerDepthY * low_depth) / 2;
  for (SpaceStack& s : a.stacks) {
    s.middle_x = x[static_cast<size_t>(s.column)];
    s.middle_y = s.row == Row::separable ? up : s.row == Row::standard ? -up : 0;
  }
  return a;
}

}  // namespace sep::view

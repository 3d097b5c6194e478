// Bodies of style.h.
#include "view/style.h"

#include <algorithm>
#include <cmath>

namespace sep::view {
namespace {

using gpu::Range;

constexpr int kFewChannels = 4;  ///< shown as cards; more are a contact sheet
constexpr float kBlank = 0.25F;

Range joined(const Range& a, const Range& b) {
  return {std::min(a.low, b.low), std::max(a.high, b.high), a.has_nan || b.has_nan};
}

/// Symmetric about zero.
Range symmetric(const Range& r, double divisor) {
  const float m = static_cast<float>(std::max(std::abs(r.low), std::abs(r.high)) / divisor);
  return {-m, m, r.has_nan};
}

bool is_output(const Plan& plan, StackKey key) {
  return key.kind == StackKind::standard || key.kind == StackKind::difference ||
         (key.kind == StackKind::separable && key.index + 1 == static_cast<int>(plan.separable.size()));
}

/// The stages whose ranges count for a stack.
std::vector<gpu::StageRef> ranged(const Plan& plan, const gpu::Engine& engine, StackKey key) {
  if (!is_output(plan, key)) return {stage_ref(key)};
  std::vector<gpu::StageRef> refs{{gpu::Slot::separable, static_cast<int>(plan.separable.size()) - 1},
                                  {gpu::Slot::standard, 0}};
  std::erase_if(refs, [&](gpu::StageRef r) { return engine.tensor(r) == nullptr; });
  return refs;
}

Range stage_range(gpu::Engine& engine, const std::vector<gpu::StageRef>& refs) {
  Range r = engine.range(refs.front());
  for (size_t i = 1; i < refs.size(); ++i) r = joined(r, engine.range(refs[i]));
  return r;
}

std::vector<Range> channel_ranges(gpu::Engine& engine, const std::vector<gpu::StageRef>& refs) {
  const auto first = engine.channel_ranges(refs.front());
  std::vector<Range> out(first.begin(), first.end());
  for (size_t i = 1; i < refs.size(); ++i) {
    const auto more = engine.channel_ranges(refs[i]);
    for (size_t c = 0; c < std::min(out.size(), more.size()); ++c) out[c] = joined(out[c], more[c]);
  }
  return out;
}

/// Three channels that are still a colour picture.
bool picture(const Plan& plan, StackKey key, const Shape& shape, const Range& r) {
  if (shape.c != 3 || !plan.source.empty() || plan.image.c != 3 || key.kind == StackKind::difference)
    return false;
  if (key.kind == StackKind::input) return true;
  return plan.experiment.mode == Mode::spatial && r.low > -1e-3F;
}

void automatic(StackStyle& s, const Plan& plan, StackKey key, const Shape& shape, const Range& r) {
  if (key.kind == StackKind::difference) {
    s.map = Map::diverging;
  } else if (picture(plan, key, shape, r)) {
    s.tinted = true;
    s.whole = plan.experiment.mode == Mode::spatial;
  } else if (r.low < -1e-6F * std::abs(r.high)) {
    s.map = Map::diverging;
  } else {
    s.map = plan.experiment.mode == Mode::spatial || key.kind == StackKind::input ? Map::grey : Map::viridis;
  }
}

void choose_map(StackStyle& s, const Plan& plan, const ViewState& view, StackKey key, const Shape& shape,
                const Range& r) {
  switch (view.map) {
    case ColourMap::automatic:
      return automatic(s, plan, key, shape, r);
    case ColourMap::grey:
      s.map = Map::grey;
      return;
    case ColourMap::viridis:
      s.map = Map::viridis;
      return;
    case ColourMap::cividis:
      s.map = Map::cividis;
      return;
    case ColourMap::diverging:
      s.map = Map::diverging;
      return;
    case ColourMap::true_colour:
      s.whole = shape.c == 3 && key.kind != StackKind::difference;
      s.tinted = s.whole;
      if (!s.whole) automatic(s, plan, key, shape, r);
  }
}

Range shown_range(const StackStyle& s, const ViewState& view, StackKey key, Range r) {
  if (view.range == RangeMode::fixed) r = {view.fixed_low, view.fixed_high, r.has_nan};
  if (key.kind == StackKind::difference) return symmetric(r, std::pow(10.0, view.amplify));
  if (s.map == Map::diverging && !s.tinted) return symmetric(r, 1);
  if (view.range == RangeMode::stage && s.tinted)
    return {std::min(0.0F, r.low), std::max(1.0F, r.high), r.has_nan};
  return r;
}

/// Half of the channels would use less than a quarter of the stage's range.
bool mostly_blank(const std::vector<Range>& channels, float extent) {
  std::vector<float> extents;
  for (const Range& c : channels) extents.push_back(c.high - c.low);
  const auto middle = extents.begin() + static_cast<std::ptrdiff_t>(extents.size() / 2);
  std::nth_element(extents.begin(), middle, extents.end());
  return *middle < kBlank * extent;
}

}  // namespace

gpu::StageRef stage_ref(StackKey key) {
  switch (key.kind) {
    case StackKind::input:
      return {gpu::Slot::input, 0};
    case StackKind::separable:
      return {gpu::Slot::separable, key.index};
    case StackKind::maps:
      return {gpu::Slot::maps, 0};
    case StackKind::standard:
      return {gpu::Slot::standard, 0};
    case StackKind::difference:
      break;
  }
  return {gpu::Slot::difference, 0};
}

Map StackStyle::map_of(int channel) const {
  if (!tinted) return map;
  return channel == 0 ? Map::red : channel == 1 ? Map::green : Map::blue;
}

Range StackStyle::range_of(int channel, bool in_sheet) const {
  const std::vector<Range>& own = in_sheet && !cells.empty() ? cells : channels;
  return own.empty() ? Range{low, high, has_nan} : own[static_cast<size_t>(channel)];
}

Rgb StackStyle::colour_at(int channel, float value) const {
  const gpu::Range range = range_of(channel, false);
  const float extent = range.high - range.low;
  const float t = extent > 0 ? std::clamp((value - range.low) / extent, 0.0F, 1.0F) : 0.5F;
  return colour_of(map_of(channel), t);
}

StackStyle style_of(const Plan& plan, const ViewState& view, gpu::Engine& engine, const StackBox& stack) {
  StackStyle s;
  const gpu::GpuTensor* tensor = engine.tensor(stage_ref(stack.key));
  s.ready = tensor != nullptr &&
            tensor->shape == stack.shape;  // an engine that refused the plan still has the one before
  if (!s.ready) return s;
  const auto refs = ranged(plan, engine, stack.key);
  if (refs.empty()) return s;
  const Range r = stage_range(engine, refs);
  s.has_nan = r.has_nan;
  choose_map(s, plan, view, stack.key, stack.shape, r);
  const Range shown = shown_range(s, view, stack.key, r);
  s.low = shown.low;
  s.high = shown.high;
  if (view.range == RangeMode::channel && !s.whole) {
    s.channels = channel_ranges(engine, refs);
    for (Range& c : s.channels) c = shown_range(s, view, stack.key, c);
    s.low = s.channels[static_cast<size_t>(stack.chosen)].low;
    s.high = s.channels[static_cast<size_t>(stack.chosen)].high;
  } else if (view.range == RangeMode::stage && stack.shape.c > kFewChannels &&
             stack.key.kind != StackKind::difference) {
    s.cells = channel_ranges(engine, refs);
    for (Range& c : s.cells) c = shown_range(s, view, stack.key, c);
    if (!mostly_blank(s.cells, s.high - s.low)) s.cells.clear();
  }
  return s;
}

Styles::Key Styles::key_of(const Plan& plan, const ViewState& view, const gpu::Engine& engine,
                           StackKey stack) {
  Key key{view, {}};
  const auto add = [&](gpu::StageRef ref) {
    key.tensors.emplace_back(engine.tensor(ref), engine.version(ref));
  };
  add(stage_ref(stack));
  for (const gpu::StageRef ref : ranged(plan, engine, stack)) add(ref);
  return key;
}

const std::vector<StackStyle>& Styles::of(const Plan& plan, const ViewState& view, gpu::Engine& engine,
                                          const std::vector<StackBox>& stacks) {
  if (keys_.size() != stacks.size()) {
    keys_.assign(stacks.size(), {});
    styles_.assign(stacks.size(), {});
  }
  for (size_t i = 0; i < stacks.size(); ++i) {
    Key key = key_of(plan, view, engine, stacks[i].key);
    if (key == keys_[i]) continue;
    styles_[i] = style_of(plan, view, engine, stacks[i]);
    // where the driver had no ranges, they are asked for again in the next frame
    const bool known =
        styles_[i].ready && std::ranges::all_of(ranged(plan, engine, stacks[i].key), [&](gpu::StageRef r) {
          return !engine.channel_ranges(r).empty();
        });
    keys_[i] = known ? std::move(key) : Key{};
  }
  return styles_;
}

}  // namespace sep::view

// Bodies of path_steps.h.
#include "view/path_steps.h"

#include <algorithm>

namespace sep::view {
namespace {

/// What both have computed.
Revealed lesser(const Revealed& a, const Revealed& b) {
  if (a.all) return b;
  if (b.all) return a;
  return a.rows < b.rows || (a.rows == b.rows && a.columns < b.columns) ? a : b;
}

Revealed separable(const PathSteps& s, const Plan& plan, int stage, int channel) {
  return revealed(s.separable, stage, plan.separable[static_cast<size_t>(stage)].out, channel,
                  s.at.separable);
}

Revealed standard(const PathSteps& s, const Plan& plan, int channel) {
  return revealed(s.standard, 0, plan.standard.front().out, channel, s.at.standard);
}

void clear(TensorLink& link) {
  const TensorRef ref = link.ref;
  link = {};
  link.ref = ref;
}

/// The k-th of the positions that are read, and nothing else.
void keep_one(AxisLink& axis, int k) {
  const int position = axis.window.at(k);
  std::erase_if(axis.padding, [&](const PaddingCell& p) { return p.position != position; });
  const int real = axis.padding.empty() ? position : axis.padding.front().source;
  axis.window = AxisSet::range(position, position + 1);
  axis.cells = real < 0 ? AxisSet{} : AxisSet::range(real, real + 1);
}

void keep_one_read(TensorLink& read, WeightLink& weights, const Cursor& at) {
  keep_one(read.rows, at.i);
  keep_one(read.cols, at.j);
  const int first = read.channels.first;
  read.channels = {at.c_in, at.c_in + 1};
  weights.c_in = {at.c_in - first, at.c_in - first + 1};
  weights.rows = AxisSet::range(at.i, at.i + 1);
  weights.cols = AxisSet::range(at.j, at.j + 1);
}

}  // namespace

std::optional<Links> cursor_links(const Plan& plan, PathId path, const Cursor& at, bool one) {
  const auto& stages = stages_of(plan, path);
  if (at.stage >= static_cast<int>(stages.size()) || at.b != 0) return std::nullopt;
  const TensorRef ref{path == PathId::standard ? Place::standard : Place::separable, at.stage};
  auto links = links_of(plan, Selection::element(ref, at.channel, at.y, at.x));
  if (!links) return std::nullopt;
  auto& own = path == PathId::standard ? links->standard : links->separable;
  auto& other = path == PathId::standard ? links->separable : links->standard;
  std::for_each(other.begin(), other.end(), clear);
  if (path != PathId::standard || one || (links->maps && links->maps->other_filter)) links->maps.reset();
  for (size_t k = 0; k < own.size(); ++k) {
    const bool reads = k + 1 < own.size() && own[k + 1].ref == ref;
    if (reads && one) keep_one_read(own[k], own[k + 1].weights, at);
    if (!reads && !(own[k].ref == ref)) clear(own[k]);
    if (reads) own[k].weights = {};
  }
  return *std::move(links);
}

std::optional<int> made_in(const PathSteps& s, const Plan& plan, StackKey key) {
  const Cursor separable = s.cursor(PathId::separable), standard = s.cursor(PathId::standard);
  const int last = static_cast<int>(plan.separable.size()) - 1;
  const bool first_ended = s.ended(PathId::separable), second_ended = s.ended(PathId::standard);
  switch (key.kind) {
    case StackKind::separable:
      if (key.index == last && first_ended && !second_ended) return standard.channel;
      return separable.stage == key.index ? std::optional(separable.channel) : std::nullopt;
    case StackKind::standard:
      return second_ended && !first_ended && separable.stage == last ? separable.channel : standard.channel;
    case StackKind::difference:
      return first_ended ? standard.channel : separable.stage == last ? separable.channel : 0;
    default:
      return std::nullopt;
  }
}

Revealed revealed(const PathSteps& s, const Plan& plan, StackKey key, int channel, int filter) {
  switch (key.kind) {
    case StackKind::input:
      return {};
    case StackKind::separable:
      return separable(s, plan, key.index, channel);
    case StackKind::standard:
      return standard(s, plan, channel);
    case StackKind::maps:
      return standard(s, plan, filter);
    case StackKind::difference:
      return lesser(separable(s, plan, static_cast<int>(plan.separable.size()) - 1, channel),
                    standard(s, plan, channel));
  }
  return {};
}

}  // namespace sep::view

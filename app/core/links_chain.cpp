// Bodies of links_chain.h.
#include "core/links_chain.h"

#include <algorithm>

namespace sep {
namespace {

Size2 size2(const Shape& s) { return {static_cast<int>(s.h), static_cast<int>(s.w)}; }
StageAxis rows_of(const Stage& s) { return row_axis(s.spec, size2(s.in), size2(s.out)); }
StageAxis cols_of(const Stage& s) { return column_axis(s.spec, size2(s.in), size2(s.out)); }

/// Padding cells of the stage after it that hold copies of the chosen cell.
void add_copies(const Plan& plan, Chain& chain, size_t k) {
  if (k + 1 >= chain.size()) return;
  const Stage& next = *maker_of(plan, chain[k + 1].ref);
  chain[k].rows.padding = copies_of(rows_of(next), chain[k].rows.cells);
  chain[k].cols.padding = copies_of(cols_of(next), chain[k].cols.cells);
}

}  // namespace

ChannelRange read_channels(const ConvSpec& spec, ChannelRange out) {
  if (out.end <= out.first) return {};
  return {input_channels(spec, out.first).first, input_channels(spec, out.end - 1).end};
}

ChannelRange fed_channels(const ConvSpec& spec, ChannelRange in) {
  if (in.end <= in.first) return {};
  return {output_channels(spec, in.first).first, output_channels(spec, in.end - 1).end};
}

AxisLink only(AxisSet cells) {
  AxisLink link;
  link.window = cells;
  link.cells = std::move(cells);
  return link;
}

ChannelRange in_group(const ConvSpec& spec, ChannelRange in, ChannelRange out) {
  const int per = spec.c_in_per_group();
  const bool one_group = out.first / spec.c_out_per_group() == (out.end - 1) / spec.c_out_per_group();
  if (!one_group) return {0, per};
  const ChannelRange read = input_channels(spec, out.first);
  return {std::max(in.first, read.first) - read.first, std::min(in.end, read.end) - read.first};
}

WeightLink weights_between(const Stage& stage, const TensorLink& in, const TensorLink& out, bool zeros) {
  if (in.empty() || out.empty()) return {};
  return {out.channels, in_group(stage.spec, in.channels, out.channels),
          taps_between(rows_of(stage), out.rows.cells, in.rows.cells, zeros),
          taps_between(cols_of(stage), out.cols.cells, in.cols.cells, zeros)};
}

void step_back(const Stage& stage, TensorLink& in, TensorLink& out) {
  in.relation = Relation::before;
  if (!out.empty()) {
    in.rows = inputs_of(rows_of(stage), out.rows.cells);
    in.cols = inputs_of(cols_of(stage), out.cols.cells);
    in.channels = read_channels(stage.spec, out.channels);
  }
  out.weights = out.empty() ? WeightLink{}
                            : WeightLink{out.channels, in_group(stage.spec, in.channels, out.channels),
                                         AxisSet::range(0, stage.spec.kernel.h),
                                         AxisSet::range(0, stage.spec.kernel.w)};
}

void step_forward(const Stage& stage, const TensorLink& in, TensorLink& out) {
  out.relation = Relation::after;
  if (!in.empty()) {
    out.rows = only(outputs_of(rows_of(stage), in.rows.cells));
    out.cols = only(outputs_of(cols_of(stage), in.cols.cells));
    out.channels = fed_channels(stage.spec, in.channels);
  }
  out.weights = weights_between(stage, in, out, false);
}

void back_from(const Plan& plan, Chain& chain, size_t k) {
  for (; k > 0; --k) step_back(*maker_of(plan, chain[k].ref), chain[k - 1], chain[k]);
}

void forward_from(const Plan& plan, Chain& chain, size_t k) {
  for (; k + 1 < chain.size(); ++k) step_forward(*maker_of(plan, chain[k + 1].ref), chain[k], chain[k + 1]);
}

void copy_area(const TensorLink& from, TensorLink& to) {
  to.rows = only(from.rows.cells);
  to.cols = only(from.cols.cells);
  to.channels = from.channels;
}

TensorLink no_link(TensorRef ref) { return {ref, Relation::none, {}, {}, {}, {}, false}; }

Chain empty_chain(const Plan& plan, PathId path) {
  Chain chain;
  for (const TensorRef ref : chain_of(plan, path)) chain.push_back(no_link(ref));
  return chain;
}

size_t index_in(const Chain& chain, TensorRef ref) {
  const auto found =
      std::find_if(chain.begin(), chain.end(), [&](const TensorLink& l) { return l.ref == ref; });
  return static_cast<size_t>(found - chain.begin());
}

size_t map_level(const Plan& plan, const Chain& chain) {
  const Stage* last = maker_of(plan, chain.back().ref);
  const bool pointwise = last->spec.kernel == Size2{1, 1} && last->spec.stride == Size2{1, 1};
  const size_t level = chain.size() - 2;
  return pointwise && chain[level].ref.place == Place::separable ? level : 0;
}

ChannelRange channels_at_input(const Plan& plan, const Chain& chain, size_t k, ChannelRange c) {
  for (; chain[k].ref.place == Place::separable || chain[k].ref.place == Place::standard; --k) {
    c = read_channels(maker_of(plan, chain[k].ref)->spec, c);
  }
  return c;
}

ChannelRange channels_at(const Plan& plan, const Chain& chain, size_t k, ChannelRange c) {
  for (size_t n = index_in(chain, {Place::input, 0}) + 1; n <= k; ++n) {
    c = fed_channels(maker_of(plan, chain[n].ref)->spec, c);
  }
  return c;
}

TensorLink seed_of(const Plan& plan, const Selection& s) {
  TensorLink seed = no_link(s.ref);
  seed.relation = Relation::chosen;
  seed.rows = only(AxisSet::range(s.y, s.y + 1));
  seed.cols = only(AxisSet::range(s.x, s.x + 1));
  seed.channels = {s.channel, s.channel + 1};
  if (s.channel == kAllChannels) seed.channels = {0, static_cast<int>(shape_of(plan, s.ref).c)};
  return seed;
}

void fill_element(const Plan& plan, Chain& chain, size_t k, const TensorLink& seed) {
  chain[k] = seed;
  back_from(plan, chain, k);
  forward_from(plan, chain, k);
  add_copies(plan, chain, k);
}

void seed_weight(const Stage& stage, const Selection& s, TensorLink& in, TensorLink& out) {
  in.relation = Relation::before;
  in.rows = inputs_of_tap(rows_of(stage), s.i);
  in.cols = inputs_of_tap(cols_of(stage), s.j);
  const int c = input_channels(stage.spec, s.channel).first + s.c_in;
  in.channels = {c, c + 1};
  out.relation = Relation::after;
  out.rows = only(AxisSet::range(0, static_cast<int>(stage.out.h)));
  out.cols = only(AxisSet::range(0, static_cast<int>(stage.out.w)));
  out.channels = {s.channel, s.channel + 1};
  out.weights = {
      out.channels, {s.c_in, s.c_in + 1}, AxisSet::range(s.i, s.i + 1), AxisSet::range(s.j, s.j + 1)};
}

AxisSet matching_taps(int own, int other, const AxisSet& taps) {
  return own == other ? taps : AxisSet::range(0, own);
}

void link_weights(const Plan& plan, Chain& chain, Size2 kernel, const WeightLink& w, ChannelRange in,
                  ChannelRange out) {
  for (size_t k = index_in(chain, {Place::input, 0}) + 1; k < chain.size(); ++k) {
    const ConvSpec& spec = maker_of(plan, chain[k].ref)->spec;
    const ChannelRange from = channels_at(plan, chain, k - 1, in);
    ChannelRange to = fed_channels(spec, from);
    if (k + 1 == chain.size()) to = out;
    if (to.end <= to.first) continue;
    chain[k].weights = {to, in_group(spec, from, to), matching_taps(spec.kernel.h, kernel.h, w.rows),
                        matching_taps(spec.kernel.w, kernel.w, w.cols)};
  }
}

}  // namespace sep

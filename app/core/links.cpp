// Bodies of links.h: one path is filled from the selection, then the other from what both share, which is the
// input and the output.
#include "core/links.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/links_chain.h"

namespace sep {
namespace {

class Linker {
 public:
  Linker(const Plan& plan, const Selection& selection) : plan_(plan) {
    links_.selection = selection;
    links_.separable = empty_chain(plan, PathId::separable);
    links_.standard = empty_chain(plan, PathId::standard);
    if (!plan.display.empty()) links_.maps = no_link({Place::maps, 0});
  }

  Links run() {
    const Selection& s = links_.selection;
    const bool weight = s.kind == Selection::Kind::weight;
    if (s.ref.place == Place::maps) {
      weight ? weight_of_maps() : element_of_maps();
    } else if (s.ref.place == Place::image || s.ref.place == Place::input) {
      weight ? weight_of_bank() : element_of_input();
    } else {
      const bool separable = s.ref.place == Place::separable;
      Chain& own = separable ? links_.separable : links_.standard;
      Chain& other = separable ? links_.standard : links_.separable;
      weight ? weight_of_path(own, other) : element_of_path(own, other);
    }
    return std::move(links_);
  }

 private:
  void element_of_input() {
    for (Chain* chain : {&links_.separable, &links_.standard}) {
      fill_element(plan_, *chain, index_in(*chain, links_.selection.ref), seed_of(plan_, links_.selection));
    }
    maps_forward();
  }

  void weight_of_bank() {
    for (Chain* chain : {&links_.separable, &links_.standard}) {
      const size_t k = index_in(*chain, {Place::input, 0});
      seed_weight(plan_.source.back(), links_.selection, (*chain)[k - 1], (*chain)[k]);
      forward_from(plan_, *chain, k);
    }
    maps_forward();
  }

  void maps_forward() {
    if (!links_.maps) return;
    const Chain& chain = links_.standard;
    step_forward(plan_.display.front(), chain[index_in(chain, {Place::input, 0})], *links_.maps);
  }

  void element_of_path(Chain& own, Chain& other) {
    const size_t k = index_in(own, links_.selection.ref);
    fill_element(plan_, own, k, seed_of(plan_, links_.selection));
    copy_area(own.back(), other.back());
    if (k + 1 == own.size()) {
      other.back().relation = Relation::twin;
      back_from(plan_, other, other.size() - 1);
      maps_before(own.back());
    } else {
      other_of_intermediate(own, other, k);
    }
  }

  /// The other path has no such tensor: it shares what was read and what is fed.
  void other_of_intermediate(const Chain& own, Chain& other, size_t k) {
    const size_t input = index_in(own, {Place::input, 0});
    std::copy_n(own.begin(), input + 1, other.begin());
    other.back().relation = Relation::after;
    other.back().weights =
        weights_between(*maker_of(plan_, other.back().ref), other[input], other.back(), true);
    const size_t level = map_level(plan_, own);
    if (!links_.maps || level == 0) return;
    copy_area(own[level], *links_.maps);
    links_.maps->channels = channels_at_input(plan_, own, level, own[level].channels);
    links_.maps->relation = k == level ? Relation::twin : Relation::after;
    links_.maps->weights = weights_between(plan_.display.front(), other[input], *links_.maps, true);
  }

  void maps_before(const TensorLink& output) {
    if (!links_.maps) return;
    copy_area(output, *links_.maps);
    links_.maps->channels = read_channels(plan_.standard.back().spec, output.channels);
    links_.maps->relation = Relation::before;
    const int filter = chosen_filter(plan_);
    links_.maps->other_filter = filter < output.channels.first || filter >= output.channels.end;
    TensorLink input = no_link({Place::input, 0});
    step_back(plan_.display.front(), input, *links_.maps);
  }

  void weight_of_path(Chain& own, Chain& other) {
    const Selection& s = links_.selection;
    const size_t k = index_in(own, s.ref);
    const Stage& stage = *maker_of(plan_, s.ref);
    seed_weight(stage, s, own[k - 1], own[k]);
    back_from(plan_, own, k - 1);
    forward_from(plan_, own, k);
    share_weight(own, other, k);
  }

  void share_weight(const Chain& own, Chain& other, size_t k) {
    const size_t input = index_in(own, {Place::input, 0});
    std::copy_n(own.begin(), input + 1, other.begin());
    copy_area(own.back(), other.back());
    other.back().relation = Relation::after;
    const ChannelRange in = channels_at_input(plan_, own, k - 1, own[k - 1].channels);
    const Size2 kernel = maker_of(plan_, own[k].ref)->spec.kernel;
    link_weights(plan_, other, kernel, own[k].weights, in, other.back().channels);
    link_intermediates(other, in);
    maps_of_weight(in, own.back(), kernel, own[k].weights);
  }

  /// Whole planes of the tensors between input and output that have a part in the chosen weight's products.
  void link_intermediates(Chain& chain, ChannelRange in) {
    for (size_t k = index_in(chain, {Place::input, 0}) + 1; k + 1 < chain.size(); ++k) {
      whole_planes(chain[k], channels_at(plan_, chain, k, in), Relation::after);
    }
  }

  void whole_planes(TensorLink& link, ChannelRange channels, Relation relation) {
    const Size2 size = size_of(plan_, link.ref);
    link.rows = only(AxisSet::range(0, size.h));
    link.cols = only(AxisSet::range(0, size.w));
    link.channels = channels;
    link.relation = relation;
  }

  void maps_of_weight(ChannelRange in, const TensorLink& output, Size2 kernel, const WeightLink& w) {
    if (!links_.maps) return;
    whole_planes(*links_.maps, in, Relation::after);
    const int filter = chosen_filter(plan_);
    links_.maps->other_filter = filter < output.channels.first || filter >= output.channels.end;
    const ConvSpec& spec = plan_.display.front().spec;
    links_.maps->weights = {in, in_group(spec, in, in), matching_taps(spec.kernel.h, kernel.h, w.rows),
                            matching_taps(spec.kernel.w, kernel.w, w.cols)};
  }

  void element_of_maps() {
    Chain& standard = links_.standard;
    Chain& separable = links_.separable;
    const size_t input = index_in(standard, {Place::input, 0});
    *links_.maps = seed_of(plan_, links_.selection);
    step_back(plan_.display.front(), standard[input], *links_.maps);
    back_from(plan_, standard, input);
    std::copy_n(standard.begin(), input + 1, separable.begin());
    for (Chain* chain : {&standard, &separable}) feed_chosen_filter(*chain, *links_.maps);
    standard.back().weights = weights_between(plan_.standard.back(), standard[input], standard.back(), true);
    if (const size_t level = map_level(plan_, separable); level != 0) twin_of_map(separable, level, input);
  }

  void feed_chosen_filter(Chain& chain, const TensorLink& map) {
    const int filter = chosen_filter(plan_);
    copy_area(map, chain.back());
    chain.back().channels = {filter, filter + 1};
    chain.back().relation = Relation::after;
  }

  void twin_of_map(Chain& chain, size_t level, size_t input) {
    copy_area(*links_.maps, chain[level]);
    chain[level].channels = channels_at(plan_, chain, level, links_.maps->channels);
    chain[level].relation = Relation::twin;
    for (size_t k = level; k > input; --k) {
      step_back(*maker_of(plan_, chain[k].ref), chain[k - 1], chain[k]);
    }
    back_from(plan_, chain, input);
    chain.back().weights =
        weights_between(*maker_of(plan_, chain.back().ref), chain[level], chain.back(), true);
  }

  void weight_of_maps() {
    const Selection s = links_.selection;
    Chain& standard = links_.standard;
    const size_t input = index_in(standard, {Place::input, 0});
    seed_weight(plan_.display.front(), s, standard[input], *links_.maps);
    back_from(plan_, standard, input);
    feed_chosen_filter(standard, *links_.maps);
    const WeightLink w = links_.maps->weights;
    const Size2 kernel = plan_.display.front().spec.kernel;
    const ChannelRange in = standard[input].channels, out = standard.back().channels;
    std::copy_n(standard.begin(), input + 1, links_.separable.begin());
    feed_chosen_filter(links_.separable, *links_.maps);
    link_intermediates(links_.separable, in);
    for (Chain* chain : {&standard, &links_.separable}) link_weights(plan_, *chain, kernel, w, in, out);
  }

  const Plan& plan_;
  Links links_;
};

Result<void> check_element(const Plan& plan, const Selection& s) {
  const Shape shape = shape_of(plan, s.ref);
  const bool channel = s.channel == kAllChannels || (s.channel >= 0 && s.channel < shape.c);
  if (channel && s.y >= 0 && s.y < shape.h && s.x >= 0 && s.x < shape.w) return {};
  return fail(fmt::format("element [{}, {}, {}] lies outside {}, which is {}", s.channel, s.y, s.x,
                          name_of(plan, s.ref), to_text(shape)));
}

Result<void> check_weight(const Plan& plan, const Selection& s) {
  const Stage* stage = maker_of(plan, s.ref);
  if (stage == nullptr) return fail(fmt::format("{} has no weights", name_of(plan, s.ref)));
  const ConvSpec& spec = stage->spec;
  if (s.channel >= 0 && s.channel < spec.c_out && s.c_in >= 0 && s.c_in < spec.c_in_per_group() && s.i >= 0 &&
      s.i < spec.kernel.h && s.j >= 0 && s.j < spec.kernel.w) {
    return {};
  }
  return fail(fmt::format("weight [{}, {}, {}, {}] lies outside {}, whose weights are {}×{}×{}×{}", s.channel,
                          s.c_in, s.i, s.j, stage->name, spec.c_out, spec.c_in_per_group(), spec.kernel.h,
                          spec.kernel.w));
}

}  // namespace

Selection Selection::element(TensorRef ref, int channel, int y, int x) {
  return {Kind::element, ref, channel, y, x, 0, 0, 0};
}

Selection Selection::weight(TensorRef ref, int channel, int c_in, int i, int j) {
  return {Kind::weight, ref, channel, 0, 0, c_in, i, j};
}

namespace {

Selection present(const Plan& plan, Selection s) {
  if (s.ref.place == Place::image && plan.source.empty()) s.ref = {Place::input, 0};
  return s;
}

Result<void> check(const Plan& plan, const Selection& s) {
  if (!has_tensor(plan, s.ref)) return fail("this experiment has no such stage");
  return s.kind == Selection::Kind::element ? check_element(plan, s) : check_weight(plan, s);
}

}  // namespace

bool is_in(const Plan& plan, const Selection& s) { return check(plan, present(plan, s)).has_value(); }

Result<Links> links_of(const Plan& plan, const Selection& wanted) {
  const Selection selection = present(plan, wanted);
  if (const auto valid = check(plan, selection); !valid) return fail(valid.error().message);
  return Linker(plan, selection).run();
}

const TensorLink* find_link(const Links& links, TensorRef ref, PathId path) {
  if (links.maps && links.maps->ref == ref) return &*links.maps;
  const Chain& first = path == PathId::standard ? links.standard : links.separable;
  const Chain& second = path == PathId::standard ? links.separable : links.standard;
  for (const Chain* chain : {&first, &second}) {
    if (const size_t k = index_in(*chain, ref); k < chain->size()) return &(*chain)[k];
  }
  return nullptr;
}

std::optional<Window> window_of(const TensorLink& link) {
  const AxisSet& y = link.rows.window;
  const AxisSet& x = link.cols.window;
  if (!y.regular() || !x.regular()) return std::nullopt;
  return Window{y.first, x.first, y.end, x.end, y.step, x.step};
}

CellSource source_of(const TensorLink& link, int y, int x) {
  const auto source = [](const AxisLink& axis, int p) {
    const auto found = std::lower_bound(axis.padding.begin(), axis.padding.end(), p,
                                        [](const PaddingCell& cell, int at) { return cell.position < at; });
    const bool padding = found != axis.padding.end() && found->position == p;
    return std::pair{padding, padding ? found->source : p};
  };
  const auto [pad_y, source_y] = source(link.rows, y);
  const auto [pad_x, source_x] = source(link.cols, x);
  if (source_y < 0 || source_x < 0) return {true, -1, -1};
  return {pad_y || pad_x, source_y, source_x};
}

}  // namespace sep

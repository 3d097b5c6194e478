// Bodies of mute.h.
#include "core/mute.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "core/links.h"
#include "core/plan.h"

namespace sep {
namespace {

using Kind = MuteTarget::Kind;

std::vector<int> Mutes::*list_of(Kind kind) {
  return kind == Kind::channel ? &Mutes::channels : kind == Kind::kernel ? &Mutes::kernels : &Mutes::filters;
}

bool holds(const std::vector<int>& list, int index) {
  return std::binary_search(list.begin(), list.end(), index);
}

/// How many there are of a kind.
int count_of(const Plan& plan, Kind kind) {
  if (kind == Kind::channel) return static_cast<int>(plan.input.c);
  if (plan.experiment.mode == Mode::spatial) return kind == Kind::kernel ? plan.rank : 0;
  return kind == Kind::kernel ? static_cast<int>(plan.separable[0].out.c) : plan.experiment.filters;
}

void zero(std::vector<float>& values, size_t part, size_t size) {
  const auto at = values.begin() + static_cast<std::ptrdiff_t>(part * size);
  std::fill(at, at + static_cast<std::ptrdiff_t>(size), 0.0F);
}

MuteTarget of_element(const Plan& plan, const Selection& s) {
  const bool spatial = plan.experiment.mode == Mode::spatial;
  const bool between =
      s.ref.place == Place::separable && s.ref.index + 1 < static_cast<int>(plan.separable.size());
  if (spatial)
    return between && plan.rank > 1 ? MuteTarget{Kind::kernel, s.channel % plan.rank}
                                    : MuteTarget{Kind::channel, between ? s.channel / plan.rank : s.channel};
  if (between) return {Kind::kernel, s.channel};
  const bool output = s.ref.place == Place::separable || s.ref.place == Place::standard;
  return {output ? Kind::filter : Kind::channel, s.channel};
}

/// Maps that the mutes blank, one flag each.
std::vector<bool> blank_maps(const Plan& plan) {
  const Mutes& mutes = plan.experiment.mutes;
  std::vector<bool> out(static_cast<size_t>(plan.separable[0].out.c));
  for (size_t k = 0; k < out.size(); ++k) {
    const int map = static_cast<int>(k);
    out[k] = holds(mutes.kernels, map) || holds(mutes.channels, map / plan.rank);
  }
  return out;
}

/// Outputs that would be others without the mutes.
int changed_outputs(const Plan& plan, const std::vector<bool>& blank) {
  const Stage& pointwise = plan.separable.back();
  const int maps = pointwise.spec.c_in_per_group(), filters = pointwise.spec.c_out;
  int changed = 0;
  for (int n = 0; n < filters; ++n) {
    const int first = n / pointwise.spec.c_out_per_group() * maps;
    bool any = holds(plan.experiment.mutes.filters, n);
    for (int k = 0; k < maps && !any; ++k)
      any =
          blank[static_cast<size_t>(first + k)] &&
          (*pointwise.weights)[static_cast<size_t>(n) * static_cast<size_t>(maps) + static_cast<size_t>(k)] !=
              0;
    changed += any ? 1 : 0;
  }
  return changed;
}

const char* is_are(int count) { return count == 1 ? "is" : "are"; }

std::string effect(const Plan& plan) {
  const Mutes& mutes = plan.experiment.mutes;
  if (plan.experiment.mode == Mode::spatial) {
    const auto inside = std::ranges::count_if(mutes.channels, [&](int c) { return c < plan.input.c; });
    std::string out =
        inside == 0 ? ""
                    : fmt::format(" {} of {} channels {} blank on both paths, the others stay as they were.",
                                  inside, plan.input.c, is_are(static_cast<int>(inside)));
    const bool terms = std::ranges::any_of(mutes.kernels, [&](int t) { return t < plan.rank; });
    return terms ? out + " Both paths are without these terms." : out;
  }
  const std::vector<bool> blank = blank_maps(plan);
  const int blanks = static_cast<int>(std::ranges::count(blank, true));
  std::string out;
  if (blanks > 0)
    out = fmt::format(" {} of {} depthwise maps {} blank.", blanks, blank.size(), is_are(blanks));
  return out +
         fmt::format(" {} of {} outputs changed.", changed_outputs(plan, blank), plan.experiment.filters);
}

}  // namespace

bool is_muted(const Mutes& mutes, MuteTarget target) {
  return holds(mutes.*list_of(target.kind), target.index);
}

std::optional<MuteTarget> mute_target(const Plan& plan, const Selection& selection) {
  MuteTarget target = of_element(plan, selection);
  if (selection.kind == Selection::Kind::weight && selection.ref.place == Place::standard &&
      plan.experiment.mode == Mode::depthwise) {
    const Stage& standard = plan.standard.front();
    target = {Kind::channel, input_channels(standard.spec, selection.channel).first + selection.c_in};
  }
  if (target.index < 0 || target.index >= count_of(plan, target.kind)) return std::nullopt;
  return target;
}

Mutes toggled(Mutes mutes, MuteTarget target) {
  std::vector<int>& list = mutes.*list_of(target.kind);
  const auto at = std::lower_bound(list.begin(), list.end(), target.index);
  if (at != list.end() && *at == target.index) {
    list.erase(at);
  } else {
    list.insert(at, target.index);
  }
  return mutes;
}

Mutes soloed(const Plan& plan, Mutes mutes, MuteTarget target) {
  std::vector<int> others(static_cast<size_t>(count_of(plan, target.kind)));
  std::iota(others.begin(), others.end(), 0);
  others.erase(others.begin() + target.index);
  std::vector<int>& list = mutes.*list_of(target.kind);
  list = list == others ? std::vector<int>{} : std::move(others);
  return mutes;
}

std::string name_of(const Plan& plan, MuteTarget target) {
  if (target.kind == Kind::filter) return fmt::format("filter {}", target.index);
  if (target.kind == Kind::kernel)
    return fmt::format("{} {}", plan.experiment.mode == Mode::spatial ? "term" : "map", target.index);
  constexpr const char* kColours[] = {"red", "green", "blue"};
  const bool colours = plan.source.empty() && plan.input.c == 3;
  return colours ? kColours[target.index] : fmt::format("channel {}", target.index);
}

std::string mute_sentence(const Plan& plan) {
  std::vector<std::string> names;
  for (const Kind kind : {Kind::channel, Kind::kernel, Kind::filter}) {
    for (const int index : plan.experiment.mutes.*list_of(kind)) {
      if (index < count_of(plan, kind)) names.push_back(name_of(plan, {kind, index}));
    }
  }
  if (names.empty()) return {};
  constexpr size_t kMostNames = 4;
  const size_t shown = names.size() > kMostNames + 1 ? kMostNames : names.size();
  std::string list;
  for (size_t i = 0; i < shown; ++i) list += (i == 0 ? "" : ", ") + names[i];
  if (shown < names.size()) list += fmt::format(" and {} more", names.size() - shown);
  return fmt::format("Muted: {}.{}", list, effect(plan));
}

void mute_spatial(const Mutes& mutes, const SpatialFactors& factors, int channels, int rank,
                  std::vector<float>& column, std::vector<float>& standard) {
  const auto kh = static_cast<size_t>(factors.size.h), kw = static_cast<size_t>(factors.size.w);
  for (int c = 0; c < channels; ++c) {
    for (int t = 0; t < rank; ++t) {
      if (!holds(mutes.kernels, t)) continue;
      zero(column, static_cast<size_t>(c) * static_cast<size_t>(rank) + static_cast<size_t>(t), kh);
      for (size_t i = 0; i < kh * kw; ++i) {
        float& w = standard[static_cast<size_t>(c) * kh * kw + i];
        w = static_cast<float>(w - factors.u[static_cast<size_t>(t)][i / kw] *
                                       factors.v[static_cast<size_t>(t)][i % kw]);
      }
    }
    if (!holds(mutes.channels, c)) continue;
    zero(column, static_cast<size_t>(c), kh * static_cast<size_t>(rank));
    zero(standard, static_cast<size_t>(c), kh * kw);
  }
}

namespace {

/// W[n,c] −= P[n,k]·D[k] for a muted map k = c·m + j.
void subtract_map(const MutedBlock& b, int k) {
  const size_t taps = static_cast<size_t>(b.kernel.h) * static_cast<size_t>(b.kernel.w);
  const int c = k / b.multiplier, per_group = b.channels / b.group, maps = per_group * b.multiplier;
  const int q = c / per_group, n_per_group = b.filters / b.group;
  for (int n = q * n_per_group; n < (q + 1) * n_per_group; ++n) {
    const double p =
        b.pointwise[static_cast<size_t>(n) * static_cast<size_t>(maps) + static_cast<size_t>(k - q * maps)];
    float* w = b.standard->data() + (static_cast<size_t>(n) * static_cast<size_t>(per_group) +
                                     static_cast<size_t>(c - q * per_group)) *
                                        taps;
    const float* d = b.depthwise.data() + static_cast<size_t>(k) * taps;
    for (size_t i = 0; i < taps; ++i) w[i] = static_cast<float>(w[i] - p * static_cast<double>(d[i]));
  }
}

}  // namespace

void mute_block(const Mutes& mutes, const MutedBlock& b) {
  const size_t taps = static_cast<size_t>(b.kernel.h) * static_cast<size_t>(b.kernel.w);
  const auto per_group = static_cast<size_t>(b.channels / b.group), m = static_cast<size_t>(b.multiplier);
  for (int k = 0; k < b.channels * b.multiplier; ++k) {
    const bool channel = holds(mutes.channels, k / b.multiplier);
    if (!channel && !holds(mutes.kernels, k)) continue;
    if (b.standard != nullptr && !channel) subtract_map(b, k);
    zero(b.depthwise, static_cast<size_t>(k), taps);
    if (b.column != nullptr) zero(*b.column, static_cast<size_t>(k), static_cast<size_t>(b.kernel.h));
  }
  for (int n = 0; n < b.filters; ++n) {
    const auto row = static_cast<size_t>(n);
    const size_t first = row / static_cast<size_t>(b.filters / b.group) * per_group;
    for (size_t c = 0; c < per_group && b.standard != nullptr; ++c) {
      if (holds(mutes.channels, static_cast<int>(first + c))) zero(*b.standard, row * per_group + c, taps);
    }
    if (!holds(mutes.filters, n)) continue;
    zero(b.pointwise, row, per_group * m);
    if (b.standard != nullptr) zero(*b.standard, row, per_group * taps);
    if (b.bias != nullptr) (*b.bias)[row] = 0;
  }
}

}  // namespace sep

// The registry of values.
#include "lessons/lesson_values.h"

#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "core/cost_series.h"
#include "io/costs.h"

namespace sep::lessons {
namespace {

using Number = std::optional<double>;

Number number(int64_t v) { return static_cast<double>(v); }

const Stage* stage_of(const Plan& plan, StageKind kind) {
  for (const auto* path : {&plan.separable, &plan.standard}) {
    for (const Stage& s : *path) {
      if (s.kind == kind) return &s;
    }
  }
  return nullptr;
}

/// Of the first of these kinds: the column pass of spatial mode, or that of split depthwise kernels.
template <StageKind kKind, StageKind kOther>
Number multiplications_of_either(const Plan& plan) {
  const Stage* s = stage_of(plan, kKind);
  if (s == nullptr) s = stage_of(plan, kOther);
  return s == nullptr ? Number() : number(s->multiplications);
}

/// Everything before the pointwise stage: the depthwise stage, whole or as column and row.
Number before_mixing(const Plan& plan) {
  if (plan.experiment.mode != Mode::depthwise) return {};
  return number(plan.totals.separable - plan.separable.back().multiplications);
}

/// Multiplications that whole depthwise kernels would need, where they are split.
Number unsplit(const Plan& plan) {
  if (!plan.split) return {};
  const Stage& maps = plan.display.front();  // of the standard path, one map a channel
  return number(maps.multiplications * plan.rank);
}

template <StageKind kKind>
Number multiplications(const Plan& plan) {
  const Stage* s = stage_of(plan, kKind);
  return s == nullptr ? Number() : number(s->multiplications);
}

const Stage& standard(const Plan& plan) { return plan.standard.front(); }

/// Of a standard filter bank, [N, C/g, K_h, K_w].
Number kernel_side(const Plan& plan) { return number(standard(plan).spec.kernel.h); }

Number pixels(const Plan& plan) { return number(standard(plan).out.h * standard(plan).out.w); }

Number products_standard(const Plan& plan) {
  const ConvSpec& s = standard(plan).spec;
  return number(int64_t{s.c_in_per_group()} * s.kernel.h * s.kernel.w);
}

constexpr double kPerCent = 100;

/// Over the stages of a path.
Number moved_megabytes(const std::vector<Stage>& path) {
  double bytes = 0;
  for (const Stage& s : path) bytes += static_cast<double>(moved_bytes(s));
  return bytes * 1e-6;
}

/// Multiplications for each byte moved.
template <StageKind kKind>
Number intensity(const Plan& plan) {
  const Stage* s = stage_of(plan, kKind);
  if (s == nullptr) return {};
  return static_cast<double>(s->multiplications) / static_cast<double>(moved_bytes(*s));
}

const Value kValues[] = {
    {"standard",
     "multiplications of the standard path",
     {},
     [](const Plan& p) { return number(p.totals.standard); }},
    {"separable",
     "multiplications of the separable path",
     {},
     [](const Plan& p) { return number(p.totals.separable); }},
    {"fewer", "standard / separable", {}, [](const Plan& p) { return Number(p.totals.times_fewer()); }},
    {"ratio", "separable / standard", {}, [](const Plan& p) { return Number(p.totals.ratio()); }},
    {"saved",
     "multiplications that the separable path saves",
     {},
     [](const Plan& p) { return number(p.totals.standard - p.totals.separable); }},
    {"column",
     "multiplications of the column pass, of split depthwise kernels too",
     {},
     multiplications_of_either<StageKind::column, StageKind::depthwise_column>},
    {"row",
     "multiplications of the row pass, of split depthwise kernels too",
     {},
     multiplications_of_either<StageKind::row, StageKind::depthwise_row>},
    {"before_mixing", "multiplications before the pointwise stage, of one stage or two", {}, before_mixing},
    {"unsplit", "multiplications that the depthwise stage would need if its kernels were whole", {}, unsplit},
    {"stages",
     "stages of the separable path",
     {},
     [](const Plan& p) { return number(static_cast<int64_t>(p.separable.size())); }},
    {"depthwise", "multiplications of the depthwise stage", {}, multiplications<StageKind::depthwise>},
    {"pointwise", "multiplications of the pointwise stage", {}, multiplications<StageKind::pointwise>},
    {"K", "height of the kernel", Symbol::kernel_h, kernel_side},
    {"KK", "weights of one kernel plane", Symbol::kernel_h,
     [](const Plan& p) { return number(int64_t{standard(p).spec.kernel.h} * standard(p).spec.kernel.w); }},
    {"C", "input channels", Symbol::channels, [](const Plan& p) { return number(p.input.c); }},
    {"N", "filters", Symbol::filters, [](const Plan& p) { return number(standard(p).out.c); }},
    {"m", "maps of each channel, or terms", Symbol::multiplier, [](const Plan& p) { return number(p.rank); }},
    {"rank", "rank of the kernel, or of the bank", Symbol::rank,
     [](const Plan& p) { return number(p.numerical_rank); }},
    {"groups",
     "groups of the standard path",
     {},
     [](const Plan& p) { return number(standard(p).spec.group); }},
    {"H", "height of the output", Symbol::pixels_h, [](const Plan& p) { return number(standard(p).out.h); }},
    {"W", "width of the output", Symbol::pixels_h, [](const Plan& p) { return number(standard(p).out.w); }},
    {"pixels", "pixels of the output", Symbol::pixels_h, pixels},
    {"input_h", "height of the input", Symbol::pixels_h, [](const Plan& p) { return number(p.input.h); }},
    {"input_w", "width of the input", Symbol::pixels_h, [](const Plan& p) { return number(p.input.w); }},
    {"products", "products of one output element on the standard path", {}, products_standard},
    {"error",
     "what the separable path misses of the kernel, per cent",
     {},
     [](const Plan& p) { return Number(kPerCent * p.relative_error); }},
    {"break_even",
     "rank at which nothing is saved any more",
     {},
     [](const Plan& p) { return Number(p.break_even_rank); }},
    {"separable_moved",
     "megabytes that the separable path moves at least",
     {},
     [](const Plan& p) { return moved_megabytes(p.separable); }},
    {"standard_moved",
     "megabytes that the standard path moves at least",
     {},
     [](const Plan& p) { return moved_megabytes(p.standard); }},
    {"depthwise_intensity",
     "multiplications of the depthwise stage for each byte it moves",
     {},
     intensity<StageKind::depthwise>},
    {"pointwise_intensity", "the same of the pointwise stage", {}, intensity<StageKind::pointwise>},
    {"standard_intensity", "the same of the standard convolution", {}, intensity<StageKind::standard>},
    {"separable_parameters",
     "weights of the separable path",
     {},
     [](const Plan& p) { return number(p.totals.separable_parameters); }},
    {"standard_parameters",
     "weights of the standard path",
     {},
     [](const Plan& p) { return number(p.totals.standard_parameters); }},
};

}  // namespace

std::span<const Value> values() { return kValues; }

const Value* find_value(std::string_view name) {
  for (const Value& v : kValues) {
    if (v.name == name) return &v;
  }
  return nullptr;
}

std::optional<Symbol> symbol_of_value(std::string_view name) {
  const Value* v = find_value(name);
  return v == nullptr ? std::nullopt : v->symbol;
}

std::string unknown_value(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Value& v : kValues) names.push_back(v.name);
  return fmt::format("there is no value {{={}}}; there are {}", name, fmt::join(names, ", "));
}

std::string number_text(double number) {
  if (!std::isfinite(number)) return "–";
  if (number == std::floor(number) || std::fabs(number) >= 100) return io::grouped(std::llround(number));
  return fmt::format("{:.3g}", number);
}

std::string value_text(std::string_view name, const Plan* plan) {
  const Value* v = find_value(name);
  const Number n = v == nullptr || plan == nullptr ? Number() : v->of(*plan);
  return n ? number_text(*n) : "–";
}

}  // namespace sep::lessons

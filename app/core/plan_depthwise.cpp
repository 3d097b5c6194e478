// Bodies of plan_depthwise.h.
#include "core/plan_depthwise.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/bank.h"
#include "core/hash.h"
#include "core/kernel_split.h"
#include "core/plan_shapes.h"

namespace sep {
namespace {

using Weights = std::vector<float>;

std::shared_ptr<const Weights> shared(Weights w) { return std::make_shared<const Weights>(std::move(w)); }

/// Weights of the separable path; column and row are empty unless the kernels are split.
struct Factors {
  Weights depthwise;  ///< [C·m, 1, K_h, K_w], whole
  Weights column, row;
  Weights pointwise;
};

/// Kernel of depthwise map i (= c·m + j): the list's, else the default cycle's.
Result<Kernel> map_kernel(const Experiment& e, const Kernel& first, int i) {
  if (i < static_cast<int>(e.kernels.size())) {
    const KernelSource& own = e.kernels[static_cast<size_t>(i)];
    if (own.values || !own.preset.empty()) {
      auto kernel = own.values ? Result<Kernel>(*own.values) : make_kernel(own.preset, first.size);
      if (!kernel)
        return fail(fmt::format("kernel {} of the depthwise stage: {}", i, kernel.error().message));
      if (kernel->size != first.size) {
        return fail(fmt::format(
            "kernel {} of the depthwise stage is {}×{}, the others are {}×{}: give all the same size", i,
            kernel->size.h, kernel->size.w, first.size.h, first.size.w));
      }
      return kernel;
    }
  }
  return default_depthwise_kernel(i, first);
}

/// Depthwise and pointwise weights made from presets and typed values; fills plan.kernels.
Result<Factors> made_factors(Plan& plan, const Kernel& first) {
  const Experiment& e = plan.experiment;
  const int maps = plan.separable[0].spec.c_out;
  Factors out;
  plan.kernels.clear();
  for (int i = 0; i < maps; ++i) {
    auto kernel = map_kernel(e, first, i);
    if (!kernel) return fail(kernel.error().message);
    const Weights values(kernel->values.begin(), kernel->values.end());
    out.depthwise.insert(out.depthwise.end(), values.begin(), values.end());
    plan.kernels.push_back(std::move(*kernel));
  }
  out.pointwise = e.pointwise.values;
  const int per_filter = maps / e.groups;
  if (out.pointwise.empty()) {
    std::vector<const char*> presets;
    for (const std::string& p : e.pointwise.presets) presets.push_back(p.c_str());
    out.pointwise = pointwise_weights(e.filters, per_filter, presets, e.pointwise.seed);
  }
  const auto wanted = static_cast<size_t>(e.filters) * static_cast<size_t>(per_filter);
  if (out.pointwise.size() != wanted) {
    return fail(fmt::format("{} pointwise weights are given, but {} filters over {} maps need {}",
                            out.pointwise.size(), e.filters, per_filter, wanted));
  }
  return out;
}

void list_kernels(Plan& plan, const Weights& depthwise, Size2 kernel) {
  const auto taps = static_cast<std::ptrdiff_t>(kernel.h) * kernel.w;
  plan.kernels.clear();
  for (auto at = depthwise.begin(); at != depthwise.end(); at += taps)
    plan.kernels.push_back({kernel, {at, at + taps}});
}

std::vector<double> channel_errors(const FilterBank& bank, const BankSplit& split) {
  std::vector<double> out;
  for (size_t c = 0; c < split.history.size(); ++c) {
    double all = 0;
    for (const double sigma : bank.spectrum.sigma[c]) all += sigma * sigma;
    out.push_back(all > 0 ? split.history[c].back() / std::sqrt(all) : 0);
  }
  return out;
}

/// The bank's split into three stages, and how it came about.
Factors fitted_split(Plan& plan, const FilterBank& bank) {
  const auto split = bank.splits->of(bank.spectrum, plan.rank);
  const SplitErrors errors = bank.splits->errors(plan.rank).value_or(SplitErrors{});
  plan.split = {true, split->start_error, split->error, errors.sweeps, channel_errors(bank, *split), 0};
  return {outer_products(split->column, split->row, bank.kernel), split->column, split->row,
          split->pointwise};
}

/// The loaded filters' factors: the pair itself, the first m terms of the bank, or its split.
Factors given_factors(Plan& plan, const FilterBank& bank) {
  Factors out;
  if (is_fitted_split(plan.experiment)) {
    out = fitted_split(plan, bank);
  } else if (bank.is_pair) {
    out = {bank.depthwise, {}, {}, bank.pointwise};
  } else {
    BankFactors terms = factors_of(bank.spectrum, plan.rank);
    out = {std::move(terms.depthwise), {}, {}, std::move(terms.pointwise)};
  }
  list_kernels(plan, out.depthwise, bank.kernel);
  return out;
}

/// Weights of the standard path's C maps of one filter: zero for channels that its group does not read.
Weights maps_weights(const Plan& plan, int filter) {
  const Stage& standard = plan.standard[0];
  const auto taps = static_cast<size_t>(standard.spec.kernel.h) * static_cast<size_t>(standard.spec.kernel.w);
  const Weights own = weights_of(plan, standard, filter, filter + 1);
  Weights out(static_cast<size_t>(plan.input.c) * taps, 0.0F);
  const auto first =
      static_cast<std::ptrdiff_t>(static_cast<size_t>(input_channels(standard.spec, filter).first) * taps);
  std::copy(own.begin(), own.end(), out.begin() + first);
  return out;
}

void add_bias(Stage& stage, const std::vector<float>& bias) {
  if (bias.empty()) return;
  stage.bias = shared(bias);
  stage.key = Hash().add(stage.key).add(bias).value();
}

/// What the mutes leave of a given bank.
struct Muted {
  std::shared_ptr<const Weights> standard;  ///< null: composed from the factors
  Weights bias;
};

Muted mute(const Plan& plan, Factors& factors) {
  const Experiment& e = plan.experiment;
  const FilterBank* bank = e.bank.loaded.get();
  Muted out;
  Weights standard;
  if (bank != nullptr) {
    standard = bank->standard;  // of a pair empty
    out.bias = bank->bias;
  }
  const ConvSpec& spec = plan.standard[0].spec;
  mute_block(e.mutes, {spec.c_in, plan.rank, spec.c_out, spec.group, spec.kernel, factors.depthwise,
                       factors.pointwise, factors.column.empty() ? nullptr : &factors.column,
                       standard.empty() ? nullptr : &standard, out.bias.empty() ? nullptr : &out.bias});
  if (!standard.empty()) out.standard = shared(std::move(standard));
  return out;
}

/// Splits whole kernels that are given: nothing is fitted.
void split_given(Plan& plan, Factors& f) {
  const ConvSpec& spec = plan.standard[0].spec;
  KernelSplit split =
      split_kernels({spec.c_in, plan.rank, spec.c_out, spec.group, spec.kernel, f.depthwise, f.pointwise});
  plan.split = {false, split.error, split.error, 0, {}, split.inseparable};
  f.column = std::move(split.column);
  f.row = std::move(split.row);
}

/// Weights of the separable path's stages, in their order.
void fill_path(Plan& plan, Factors factors, uint64_t input_key) {
  plan.depthwise = shared(std::move(factors.depthwise));
  std::vector<std::shared_ptr<const Weights>> weights{plan.depthwise};
  if (plan.split) weights = {shared(std::move(factors.column)), shared(std::move(factors.row))};
  weights.push_back(shared(std::move(factors.pointwise)));
  for (size_t i = 0; i < weights.size(); ++i) {
    set_weights(plan.separable[i], std::move(weights[i]), input_key);
    input_key = plan.separable[i].key;
  }
}

void fill_standard(Plan& plan, const Muted& muted, uint64_t input_key) {
  const auto& bank = plan.experiment.bank.loaded;
  Stage& standard = plan.standard[0];
  if (bank == nullptr || bank->is_pair) {  // the same whether the kernels are split or not
    const Weights& mix = *plan.separable.back().weights;
    standard.key = Hash().add(input_key).add(standard.spec).add(*plan.depthwise).add(mix).value();
    return;
  }
  // shares the bank's weights and keeps the bank alive
  standard.weights = std::shared_ptr<const Weights>(bank, &bank->standard);
  standard.key = Hash().add(input_key).add(standard.spec).add(bank->key).value();
  if (muted.standard) set_weights(standard, muted.standard, input_key);
}

/// How well the separable path has a given bank.
void measure_fit(Plan& plan) {
  const auto& bank = plan.experiment.bank.loaded;
  const bool given = bank != nullptr && !bank->is_pair;
  if (given) {
    plan.numerical_rank = bank->spectrum.numerical_rank;
    plan.relative_error = relative_error(bank->spectrum, plan.rank);
  }
  if (!plan.split) return;
  plan.relative_error = plan.split->error;
  if (given) plan.numerical_rank = plan.split->error <= kSeparable ? plan.rank : plan.max_rank;
}

}  // namespace

void set_weights(Stage& stage, std::shared_ptr<const Weights> weights, uint64_t input_key) {
  stage.key = Hash().add(input_key).add(stage.spec).add(*weights).value();
  stage.weights = std::move(weights);
}

Result<void> fill_depthwise(Plan& plan, const Kernel& first, uint64_t input_key) {
  const Experiment& e = plan.experiment;
  const FilterBank* bank = e.bank.loaded.get();
  auto factors = bank != nullptr ? Result<Factors>(given_factors(plan, *bank)) : made_factors(plan, first);
  if (!factors) return fail(factors.error().message);
  Muted muted;
  if (!e.mutes.empty()) muted = mute(plan, *factors);
  if (e.split == Split::spatial && !is_fitted_split(e)) split_given(plan, *factors);
  fill_path(plan, std::move(*factors), input_key);
  fill_standard(plan, muted, input_key);
  measure_fit(plan);
  if (bank != nullptr) {
    const Weights& bias = e.mutes.filters.empty() ? bank->bias : muted.bias;
    add_bias(plan.separable.back(), bias);
    add_bias(plan.standard[0], bias);
  }
  set_weights(plan.display[0], shared(maps_weights(plan, std::clamp(e.view.filter, 0, e.filters - 1))),
              input_key);
  return {};
}

}  // namespace sep

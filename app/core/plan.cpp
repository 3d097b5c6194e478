// Bodies of plan.h: weights, keys, totals and the closed form on top of plan_shapes.h.
#include "core/plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/bank.h"
#include "core/hash.h"
#include "core/plan_shapes.h"

namespace sep {
namespace {

using Weights = std::vector<float>;

std::shared_ptr<const Weights> shared(Weights w) { return std::make_shared<const Weights>(std::move(w)); }

Weights to_float(const std::vector<double>& values) { return {values.begin(), values.end()}; }

void set_weights(Stage& stage, std::shared_ptr<const Weights> weights, uint64_t input_key) {
  stage.key = Hash().add(input_key).add(stage.spec).add(*weights).value();
  stage.weights = std::move(weights);
}

/// Key of what both paths read; makes the bank's weights on the way.
uint64_t prepare_input(Plan& plan, const ImageInfo& image) {
  const InputSource& in = plan.experiment.input;
  const uint64_t key = Hash()
                           .add(image.key)
                           .add(static_cast<uint64_t>(plan.image.h))
                           .add(static_cast<uint64_t>(plan.image.w))
                           .add(static_cast<uint64_t>(in.fit))
                           .value();
  if (plan.source.empty()) return key;
  Stage& bank = plan.source.front();
  set_weights(bank, shared(bank_weights(bank.spec.c_out, bank.spec.c_in, in.seed)), key);
  return bank.key;
}

Weights repeated(const Weights& one, int64_t times) {
  Weights out;
  out.reserve(one.size() * static_cast<size_t>(times));
  for (int64_t i = 0; i < times; ++i) out.insert(out.end(), one.begin(), one.end());
  return out;
}

void fill_spatial(Plan& plan, uint64_t input_key) {
  const int64_t c = plan.input.c;
  Weights column, row;
  for (int r = 0; r < plan.rank; ++r) {
    const Weights u = to_float(plan.spatial.u[static_cast<size_t>(r)]);
    const Weights v = to_float(plan.spatial.v[static_cast<size_t>(r)]);
    column.insert(column.end(), u.begin(), u.end());
    row.insert(row.end(), v.begin(), v.end());
  }
  Weights columns = repeated(column, c), standard = repeated(to_float(plan.kernels.front().values), c);
  mute_spatial(plan.experiment.mutes, plan.spatial, static_cast<int>(c), plan.rank, columns, standard);
  set_weights(plan.separable[0], shared(std::move(columns)), input_key);
  set_weights(plan.separable[1], shared(repeated(row, c)), plan.separable[0].key);
  set_weights(plan.standard[0], shared(std::move(standard)), input_key);
}

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
Result<BankFactors> made_factors(Plan& plan, const Kernel& first) {
  const Experiment& e = plan.experiment;
  const int maps = plan.separable[0].spec.c_out;
  BankFactors out;
  plan.kernels.clear();
  for (int i = 0; i < maps; ++i) {
    auto kernel = map_kernel(e, first, i);
    if (!kernel) return fail(kernel.error().message);
    const Weights values = to_float(kernel->values);
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

/// The loaded filters' factors: the pair itself, or the first m terms of the bank.
BankFactors given_factors(Plan& plan, const FilterBank& bank) {
  BankFactors out =
      bank.is_pair ? BankFactors{bank.depthwise, bank.pointwise} : factors_of(bank.spectrum, plan.rank);
  plan.kernels.clear();
  const auto taps = static_cast<size_t>(bank.kernel.h) * static_cast<size_t>(bank.kernel.w);
  for (auto at = out.depthwise.begin(); at != out.depthwise.end(); at += static_cast<std::ptrdiff_t>(taps)) {
    plan.kernels.push_back({bank.kernel, {at, at + static_cast<std::ptrdiff_t>(taps)}});
  }
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

Muted mute(const Plan& plan, BankFactors& factors) {
  const Experiment& e = plan.experiment;
  const FilterBank* bank = e.bank.loaded.get();
  Muted out;
  Weights standard;
  if (bank != nullptr) {
    standard = bank->standard;  // of a pair empty
    out.bias = bank->bias;
  }
  const ConvSpec& spec = plan.standard[0].spec;
  mute_block(e.mutes,
             {spec.c_in, plan.rank, spec.c_out, spec.group, spec.kernel, factors.depthwise, factors.pointwise,
              standard.empty() ? nullptr : &standard, out.bias.empty() ? nullptr : &out.bias});
  if (!standard.empty()) out.standard = shared(std::move(standard));
  return out;
}

Result<void> fill_depthwise(Plan& plan, const Kernel& first, uint64_t input_key) {
  const Experiment& e = plan.experiment;
  const FilterBank* bank = e.bank.loaded.get();
  auto factors =
      bank != nullptr ? Result<BankFactors>(given_factors(plan, *bank)) : made_factors(plan, first);
  if (!factors) return fail(factors.error().message);
  Muted muted;
  if (!e.mutes.empty()) muted = mute(plan, *factors);
  set_weights(plan.separable[0], shared(std::move(factors->depthwise)), input_key);
  set_weights(plan.separable[1], shared(std::move(factors->pointwise)), plan.separable[0].key);
  Stage& standard = plan.standard[0];
  if (bank != nullptr && !bank->is_pair) {
    // shares the bank's weights and keeps the bank alive
    standard.weights = std::shared_ptr<const Weights>(e.bank.loaded, &bank->standard);
    standard.key = Hash().add(input_key).add(standard.spec).add(bank->key).value();
    if (muted.standard) set_weights(standard, muted.standard, input_key);
    plan.numerical_rank = bank->spectrum.numerical_rank;
    plan.relative_error = relative_error(bank->spectrum, plan.rank);
  } else {
    standard.key = Hash().add(input_key).add(standard.spec).add(plan.separable[1].key).value();
  }
  if (bank != nullptr) {
    const Weights& bias = e.mutes.filters.empty() ? bank->bias : muted.bias;
    add_bias(plan.separable[1], bias);
    add_bias(standard, bias);
  }
  set_weights(plan.display[0], shared(maps_weights(plan, std::clamp(e.view.filter, 0, e.filters - 1))),
              input_key);
  return {};
}

void add_totals(Plan& plan) {
  for (const Stage& s : plan.separable) {
    plan.totals.separable += s.multiplications;
    plan.totals.separable_parameters += s.parameters;
  }
  for (const Stage& s : plan.standard) {
    plan.totals.standard += s.multiplications;
    plan.totals.standard_parameters += s.parameters;
  }
  plan.closed_form.value = plan.totals.ratio();
  plan.break_even_rank = plan.rank / plan.totals.ratio();
}

std::string times_text(int rank) { return rank == 1 ? "" : fmt::format("{}·", rank); }

void closed_form_depthwise(Plan& plan) {
  const Size2 k = plan.separable[0].spec.kernel;
  const int groups = plan.experiment.groups;
  const std::string k_text = k.h == k.w ? "K²" : "(K_h·K_w)";
  const std::string symbols = fmt::format("{}/N + 1/{}", groups == 1 ? "1" : "g", k_text);
  const std::string numbers = fmt::format("{}/{} + 1/{}", groups, plan.experiment.filters, k.h * k.w);
  plan.closed_form.text =
      plan.rank == 1
          ? fmt::format("{} = {} = {:.4g}", symbols, numbers, plan.closed_form.value)
          : fmt::format("m·({}) = {}·({}) = {:.4g}", symbols, plan.rank, numbers, plan.closed_form.value);
}

void closed_form_spatial(Plan& plan) {
  const Stage& column = plan.separable[0];
  const Stage& row = plan.separable[1];
  const int64_t wide = column.out.w, kept = row.out.w;
  const Size2 k = plan.standard[0].spec.kernel;
  const std::string edge = wide == kept ? "1" : fmt::format("({}/{})", wide, kept);
  const std::string symbols = wide == kept ? "1/K_w + 1/K_h" : "(W_in/W')/K_w + 1/K_h";
  const bool several = plan.rank > 1;
  plan.closed_form.text = fmt::format("{}{}{} = {}{}{}/{} + 1/{}{} = {:.4g}", several ? "r·(" : "", symbols,
                                      several ? ")" : "", times_text(plan.rank), several ? "(" : "", edge,
                                      k.w, k.h, several ? ")" : "", plan.closed_form.value);
  if (wide > kept) {
    plan.closed_form.note =
        row.spec.stride.w > 1
            ? fmt::format(
                  "edge term {}/{}: the column pass filters all {} columns, the row pass keeps every {}th",
                  wide, kept, wide, row.spec.stride.w)
            : fmt::format(
                  "edge term {}/{}: the column pass also filters the {} columns that the row pass needs at "
                  "the edges",
                  wide, kept, wide - kept);
  } else if (wide < kept) {
    plan.closed_form.note = fmt::format(
        "edge term {}/{}: the row pass adds {} columns of padding that the column pass need not filter", wide,
        kept, kept - wide);
  }
}

void add_notes(Plan& plan) {
  plan.muted = mute_sentence(plan);
  if (!plan.muted.empty()) plan.notes.push_back(plan.muted);
  const ConvSpec& s = plan.standard[0].spec;
  const auto tail = [](int64_t in, int before, int after, int k, int dilation, int stride) {
    return (in + before + after - span_of(k, dilation)) % stride;
  };
  const int64_t rows = tail(plan.input.h, s.pads.top, s.pads.bottom, s.kernel.h, s.dilation.h, s.stride.h);
  const int64_t cols = tail(plan.input.w, s.pads.left, s.pads.right, s.kernel.w, s.dilation.w, s.stride.w);
  if (rows > 0 || cols > 0) {
    plan.notes.push_back(fmt::format(
        "the stride leaves the last {} rows and {} columns of the padded input unread", rows, cols));
  }
}

}  // namespace

Result<Kernel> kernel_of(const KernelSource& source) {
  if (!source.values) return make_kernel(source.preset, source.size);
  const Kernel& k = *source.values;
  if (k.size.h < 1 || k.size.w < 1 || k.size.h > kMaxKernel || k.size.w > kMaxKernel ||
      k.values.size() != static_cast<size_t>(k.size.h) * static_cast<size_t>(k.size.w)) {
    return fail(
        fmt::format("a typed kernel of {}×{} with {} values is not a grid of 1 to {} rows and columns",
                    k.size.h, k.size.w, k.values.size(), kMaxKernel));
  }
  return k;
}

Result<Plan> plan(const Experiment& experiment, const ImageInfo& image) {
  auto kernel = kernel_of(experiment.kernel);
  if (!kernel) return fail(kernel.error().message);
  Plan out;
  out.experiment = experiment;
  if (experiment.mode == Mode::spatial) {
    out.spatial = factorise(*kernel);
    out.numerical_rank = out.spatial.numerical_rank;
  }
  auto parts = skeleton(experiment, image, out.numerical_rank);
  if (!parts) return fail(parts.error().message);
  out.image = parts->image;
  out.input = parts->input;
  out.rank = parts->rank;
  out.max_rank = parts->max_rank;
  out.source = std::move(parts->source);
  out.separable = std::move(parts->separable);
  out.standard = std::move(parts->standard);
  out.display = std::move(parts->display);
  out.kernels = {*kernel};
  const uint64_t key = prepare_input(out, image);
  if (experiment.mode == Mode::spatial) {
    out.max_rank_reason =
        fmt::format("a {}×{} kernel has at most {} terms", kernel->size.h, kernel->size.w, out.max_rank);
    fill_spatial(out, key);
    out.relative_error = relative_error(out.spatial.sigma, out.rank);
  } else {
    out.max_rank_reason =
        fmt::format("m is at most min(N, K_h·K_w) = min({}, {})", experiment.filters / experiment.groups,
                    kernel->size.h * kernel->size.w);
    if (auto filled = fill_depthwise(out, *kernel, key); !filled) return fail(filled.error().message);
  }
  add_totals(out);
  experiment.mode == Mode::spatial ? closed_form_spatial(out) : closed_form_depthwise(out);
  add_notes(out);
  return out;
}

std::vector<float> weights_of(const Plan& plan, const Stage& stage, int n0, int n1) {
  if (stage.weights) {
    const auto per = static_cast<std::ptrdiff_t>(stage.spec.weight_count() / stage.spec.c_out);
    return {stage.weights->begin() + n0 * per, stage.weights->begin() + n1 * per};
  }
  return compose_bank(*plan.separable[0].weights, *plan.separable[1].weights, static_cast<int>(plan.input.c),
                      plan.rank, stage.spec.kernel, n0, n1, stage.spec.group, stage.spec.c_out);
}

}  // namespace sep

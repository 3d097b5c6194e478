// Bodies of plan.h: weights, keys, totals and the closed form on top of plan_shapes.h.
#include "core/plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/bank.h"
#include "core/closed_form.h"
#include "core/hash.h"
#include "core/plan_depthwise.h"
#include "core/plan_shapes.h"

namespace sep {
namespace {

using Weights = std::vector<float>;

std::shared_ptr<const Weights> shared(Weights w) { return std::make_shared<const Weights>(std::move(w)); }

Weights to_float(const std::vector<double>& values) { return {values.begin(), values.end()}; }

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

void add_totals(Plan& plan) {
  for (const Stage& s : plan.separable) {
    plan.totals.separable += s.multiplications;
    plan.totals.separable_parameters += s.parameters;
  }
  for (const Stage& s : plan.standard) {
    plan.totals.standard += s.multiplications;
    plan.totals.standard_parameters += s.parameters;
  }
  plan.break_even_rank = plan.rank / plan.totals.ratio();
}

void add_notes(Plan& plan) {
  plan.muted = mute_sentence(plan);
  if (!plan.muted.empty()) plan.notes.push_back(plan.muted);
  if (plan.split) plan.notes.push_back(split_sentence(plan));
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
  out.max_rank_reason = why_max_rank(experiment);
  out.source = std::move(parts->source);
  out.separable = std::move(parts->separable);
  out.standard = std::move(parts->standard);
  out.display = std::move(parts->display);
  out.kernels = {*kernel};
  const uint64_t key = prepare_input(out, image);
  if (experiment.mode == Mode::spatial) {
    fill_spatial(out, key);
    out.relative_error = relative_error(out.spatial.sigma, out.rank);
  } else {
    if (auto filled = fill_depthwise(out, *kernel, key); !filled) return fail(filled.error().message);
  }
  add_totals(out);
  out.closed_form = closed_form_of(out);
  add_notes(out);
  return out;
}

std::vector<float> weights_of(const Plan& plan, const Stage& stage, int n0, int n1) {
  if (stage.weights) {
    const auto per = static_cast<std::ptrdiff_t>(stage.spec.weight_count() / stage.spec.c_out);
    return {stage.weights->begin() + n0 * per, stage.weights->begin() + n1 * per};
  }
  return compose_bank(*plan.depthwise, *plan.separable.back().weights, static_cast<int>(plan.input.c),
                      plan.rank, stage.spec.kernel, n0, n1, stage.spec.group, stage.spec.c_out);
}

}  // namespace sep

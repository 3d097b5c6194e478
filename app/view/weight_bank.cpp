// Bodies of weight_bank.h.
#include "view/weight_bank.h"

#include <algorithm>
#include <cmath>

#include "core/hash.h"
#include "gpu/gl_errors.h"

namespace sep::view {
namespace {

const Stage& stage_of(const Plan& plan, const OperatorBox& box) {
  return box.path == PathId::separable ? plan.separable[static_cast<size_t>(box.stage)]
                                       : plan.standard.front();
}

/// One filter's weights over all input channels: zero where its group does not read.
std::vector<float> filter_weights(const Plan& plan, const Stage& stage, int filter) {
  const ConvSpec& spec = stage.spec;
  std::vector<float> own = weights_of(plan, stage, filter, filter + 1);
  if (spec.group == 1) return own;
  const auto taps = static_cast<size_t>(spec.kernel.h) * static_cast<size_t>(spec.kernel.w);
  std::vector<float> all(static_cast<size_t>(spec.c_in) * taps, 0.0F);
  const int first = filter / spec.c_out_per_group() * spec.c_in_per_group();
  std::copy(own.begin(), own.end(),
            all.begin() + static_cast<std::ptrdiff_t>(static_cast<size_t>(first) * taps));
  return all;
}

/// What the box shows: kernels of all channels, of the chosen filter, or the terms that all channels share.
std::vector<float> shown_weights(const Plan& plan, const Stage& stage, int filter) {
  switch (stage.kind) {
    case StageKind::depthwise:
    case StageKind::depthwise_column:
    case StageKind::depthwise_row:
      return weights_of(plan, stage, 0, stage.spec.c_out);
    case StageKind::column:
      return weights_of(plan, stage, 0, plan.rank);
    case StageKind::pointwise:
      return filter_weights(plan, stage, filter);
    case StageKind::standard:
      if (plan.experiment.mode == Mode::depthwise) return filter_weights(plan, stage, filter);
      break;
    default:
      break;
  }
  return weights_of(plan, stage, 0, 1);
}

void measure(OperatorWeights& w) {
  const size_t each = static_cast<size_t>(w.rows) * static_cast<size_t>(w.columns);
  w.largest = 0;
  w.largest_of.assign(static_cast<size_t>(w.count), 0);
  for (size_t i = 0; i < w.values.size(); ++i) {
    float& most = w.largest_of[i / each];
    if (std::isfinite(w.values[i])) most = std::max(most, std::abs(w.values[i]));
  }
  for (const float m : w.largest_of) w.largest = std::max(w.largest, m);
}

}  // namespace

const OperatorWeights* WeightBank::of(const Plan& plan, const OperatorBox& box, int filter) {
  const Stage& stage = stage_of(plan, box);
  Entry& e = entries_[box.id];
  filter = std::clamp(filter, 0, stage.spec.c_out - 1);
  if (e.key == stage.key && e.filter == filter && e.weights.count == box.count && !e.weights.values.empty())
    return &e.weights;
  e.weights = {};
  e.weights.values = shown_weights(plan, stage, filter);
  e.weights.count = box.count;
  e.weights.rows = box.kernel_rows;
  e.weights.columns = box.kernel_columns;
  if (e.weights.values.size() != static_cast<size_t>(box.count) * box.kernel_rows * box.kernel_columns)
    return nullptr;
  measure(e.weights);
  const Tensor host{{1, box.count, box.kernel_rows, box.kernel_columns}, e.weights.values};
  if (!(e.tensor.shape == host.shape) || e.tensor.pages.empty()) {
    auto tensor = gpu::make_gpu_tensor(host.shape, limits_);
    if (!tensor) return nullptr;
    e.tensor = std::move(*tensor);
  }
  gpu::begin_gl_errors();
  gpu::upload(e.tensor, host);
  if (!gpu::gl_errors("the kernels")) {
    e = {};
    return nullptr;
  }
  e.key = stage.key;
  e.filter = filter;
  e.weights.version = Hash().add(stage.key).add(static_cast<uint64_t>(filter)).value();
  e.weights.planes = planes_of(e.tensor, limits_);
  return &e.weights;
}

}  // namespace sep::view

// Bodies of cost_curve.h.
#include "ui/cost_curve.h"

#include <algorithm>

#include "core/plan_shapes.h"

namespace sep::ui {
namespace {

/// The stage's spec for a kernel of this size; terms: rank or multiplier.
ConvSpec resized(const Plan& plan, const Stage& stage, Size2 k, int terms) {
  ConvSpec s = stage.spec;
  const Experiment& e = plan.experiment;
  const int c = static_cast<int>(plan.input.c);
  const Size2 in{static_cast<int>(plan.input.h), static_cast<int>(plan.input.w)};
  const Pads whole = pads_of(e, in, k);
  switch (stage.kind) {
    case StageKind::column:
    case StageKind::depthwise_column:
      s.kernel = {k.h, 1};
      s.c_out = c * terms;
      s.pads = {whole.top, 0, whole.bottom, 0};
      break;
    case StageKind::row:
      s.kernel = {1, k.w};
      s.c_in = c * terms;
      s.pads = {0, whole.left, 0, whole.right};
      break;
    case StageKind::depthwise_row:
      s.kernel = {1, k.w};
      s.c_in = s.c_out = s.group = c * terms;
      s.pads = {0, whole.left, 0, whole.right};
      break;
    case StageKind::depthwise:
      s.kernel = k;
      s.c_out = c * terms;
      s.pads = whole;
      break;
    case StageKind::pointwise:
      s.c_in = c * terms;
      break;
    default:
      s.kernel = k;
      s.pads = whole;
      break;
  }
  return s;
}

int64_t cost(const Plan& plan, const std::vector<Stage>& path, Size2 k, int terms) {
  Shape shape = plan.input;
  int64_t total = 0;
  for (const Stage& stage : path) {
    const ConvSpec spec = resized(plan, stage, k, terms);
    const auto out = output_shape(spec, shape);
    if (!out) return -1;
    total += multiplications(spec, *out);
    shape = *out;
  }
  return total;
}

}  // namespace

CostCurve cost_curve(const Plan& plan) {
  CostCurve curve;
  const Size2 now = plan.standard.front().spec.kernel;
  curve.square = now.h == now.w;
  curve.now = now.w;
  const int last = std::min(kMaxKernel, std::max(11, now.w * 2 + 1));
  for (int k = 1; k <= last; ++k) {
    const Size2 size{curve.square ? k : now.h, k};
    const bool spatial = plan.experiment.mode == Mode::spatial;
    const int most = spatial ? std::min(size.h, size.w) : std::min(plan.experiment.filters, size.h * size.w);
    const int terms = std::min(plan.rank, std::max(1, most));
    const CostPoint p{k, cost(plan, plan.separable, size, terms), cost(plan, plan.standard, size, terms)};
    if (p.separable >= 0 && p.standard >= 0) curve.points.push_back(p);
  }
  return curve;
}

}  // namespace sep::ui

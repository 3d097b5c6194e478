// Bodies of select.h.
#include "view/select.h"

#include <fmt/format.h>

#include <algorithm>

namespace sep::view {
namespace {

bool in(ChannelRange range, int c) { return c >= range.first && c < range.end; }

}  // namespace

bool asks_for_menu(const Canvas& canvas) {
  const float slack = canvas.px(kClickSlack);
  return ImGui::IsItemHovered() && ImGui::IsMouseReleased(ImGuiMouseButton_Right) &&
         ImGui::GetIO().MouseDragMaxDistanceSqr[1] <= slack * slack;
}

TensorRef result_of(const OperatorBox& box) {
  return {box.path == PathId::separable ? Place::separable : Place::standard,
          box.path == PathId::separable ? box.stage : 0};
}

Selection weight_of(const Plan& plan, const ViewState& view, const OperatorBox& o, int index, int i, int j) {
  const TensorRef ref = result_of(o);
  const Stage& stage = *maker_of(plan, ref);
  switch (stage.kind) {
    case StageKind::depthwise:
    case StageKind::depthwise_column:
    case StageKind::depthwise_row:
      return Selection::weight(ref, index, 0, i, j);
    case StageKind::column:
      return Selection::weight(ref, view.channel * plan.rank + index, 0, i, j);
    case StageKind::row:
      return Selection::weight(ref, view.channel, index, i, j);
    default:
      break;
  }
  const bool spatial = plan.experiment.mode == Mode::spatial;
  return Selection::weight(ref, spatial ? view.channel : view.filter, index, i, j);
}

std::optional<WeightHit> weight_at(Scene& s, Point mouse) {
  for (const OperatorBox& o : s.layout.operators) {
    if (o.kind == OperatorKind::sum || !o.box.contains(mouse)) continue;
    const OperatorWeights* weights = s.weights.of(s.plan, o, s.view.filter);
    if (weights == nullptr) return std::nullopt;
    const auto hit = [&](const Rect& r, int index) {
      const int i = static_cast<int>((mouse.y - r.y0) / r.h() * static_cast<float>(o.kernel_rows));
      const int j = static_cast<int>((mouse.x - r.x0) / r.w() * static_cast<float>(o.kernel_columns));
      const int row = std::clamp(i, 0, o.kernel_rows - 1), column = std::clamp(j, 0, o.kernel_columns - 1);
      return WeightHit{weight_of(s.plan, s.view, o, index, row, column), weights->at(index, row, column)};
    };
    for (const KernelBox& k : o.kernels) {
      if (k.rect.contains(mouse)) return hit(k.rect, k.index);
    }
    for (const WeightRow& w : o.weights) {
      const Rect both = w.swatch.joined(w.text);
      if (both.contains(mouse)) return hit(both, w.index);
    }
    for (int k = 0; k < o.sheet.shown() && !o.sheet.empty(); ++k) {
      if (const Rect cell = o.sheet.cell(k, 0); cell.contains(mouse)) return hit(cell, k);
    }
  }
  return std::nullopt;
}

Line weight_line(const WeightHit& hit) {
  const Selection& w = hit.selection;
  return {{fmt::format("weight [{},{},{},{}]", w.channel, w.c_in, w.i, w.j), Ink::dim, Font::mono_small},
          {"  " + short_number(static_cast<double>(hit.value), 4, true), Ink::text, Font::mono}};
}

bool at_work(const Plan& plan, const ViewState& view, const OperatorBox& o, int index, const WeightLink& w) {
  if (w.empty()) return false;
  switch (maker_of(plan, result_of(o))->kind) {
    case StageKind::depthwise:
    case StageKind::depthwise_column:
    case StageKind::depthwise_row:
      return in(w.c_out, index);
    case StageKind::column:
      for (int c = w.c_out.first; c < w.c_out.end; ++c) {
        if (c % plan.rank == index) return true;
      }
      return false;
    case StageKind::row:
      return in(w.c_in, index);
    default:
      break;
  }
  return plan.experiment.mode == Mode::spatial || (in(w.c_out, view.filter) && in(w.c_in, index));
}

ViewState showing_kernel(const Plan& plan, ViewState view, const OperatorBox& o, int index) {
  if (o.kind != OperatorKind::sum && o.count >= plan.input.c)
    view.channel = index / static_cast<int>(o.count / plan.input.c);
  return view;
}

ViewState within(ViewState v, const Plan& plan) {
  v.filter = std::clamp(v.filter, 0, static_cast<int>(plan.standard.front().out.c) - 1);
  v.channel = std::clamp(v.channel, 0, static_cast<int>(plan.input.c) - 1);
  return v;
}

ViewState showing(const Plan& plan, ViewState view, const Selection& s) {
  const bool output = s.ref.place == Place::standard || s.ref == output_of(plan, PathId::separable);
  if (s.channel < 0) return view;
  if (output && plan.experiment.mode == Mode::depthwise) {
    view.filter = s.channel;
  } else if (const Shape shape = shape_of(plan, s.ref); shape.c > 0 && s.ref.place != Place::image) {
    view.channel = static_cast<int>(s.channel * plan.input.c / shape.c);
  }
  return view;
}

}  // namespace sep::view

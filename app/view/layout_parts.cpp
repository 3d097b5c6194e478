// Bodies of layout_parts.h: the list of stacks and operators of a plan.
#include "view/layout_parts.h"

#include <algorithm>
#include <cmath>

namespace sep::view {
namespace {

constexpr float kMaxAspect = 5;

StackWish wish(const Plan& plan, StackKey key, const Shape& shape, const StageGrid& grid, int column, Row row,
               int chosen) {
  StackWish w{key,
              shape,
              grid,
              std::clamp(chosen, 0, static_cast<int>(shape.c) - 1),
              column,
              row,
              stack_caption(plan, key),
              0};
  return w;
}

void add_stacks(Parts& parts, const LayoutInput& in) {
  const Plan& plan = *in.plan;
  const bool spatial = plan.experiment.mode == Mode::spatial;
  const int out_chosen = spatial ? in.channel : in.filter;
  std::vector<StageGrid> grids{image_grid(plan.input)};
  parts.stacks.push_back(wish(plan, {StackKind::input, 0}, plan.input, grids[0], 0, Row::both, in.channel));
  for (int i = 0; i < parts.stages; ++i) {
    const Stage& stage = plan.separable[static_cast<size_t>(i)];
    grids.push_back(grid_after(grids.back(), stage.spec, stage.out));
    const bool last = i + 1 == parts.stages;
    const int chosen = last ? out_chosen : in.channel * static_cast<int>(stage.out.c / plan.input.c);
    parts.stacks.push_back(
        wish(plan, {StackKind::separable, i}, stage.out, grids.back(), i + 1, Row::separable, chosen));
  }
  const Stage& standard = plan.standard.front();
  const StageGrid out = grid_after(grids[0], standard.spec, standard.out);
  if (!plan.display.empty()) {
    parts.stacks.push_back(wish(plan, {StackKind::maps, 0}, plan.display.front().out, out, parts.stages - 1,
                                Row::standard, in.channel));
  }
  parts.stacks.push_back(
      wish(plan, {StackKind::standard, 0}, standard.out, out, parts.stages, Row::standard, out_chosen));
  parts.stacks.push_back(
      wish(plan, {StackKind::difference, 0}, standard.out, out, parts.stages + 1, Row::both, out_chosen));
  grids.push_back(out);
  parts.domain = domain_of(plan.input, grids);
  const double aspect = parts.domain.half_w / parts.domain.half_h;
  parts.aspect = static_cast<float>(std::clamp(aspect, 1.0 / kMaxAspect, double{kMaxAspect}));
}

/// Width of a kernel that may be written out: `cell` per column, bounded.
float kernel_width(int columns, float cell, float most) {
  return std::min(static_cast<float>(columns) * cell, most);
}

OperatorWish of_stage(const Plan& plan, int i, int channel) {
  const Stage& stage = plan.separable[static_cast<size_t>(i)];
  OperatorWish w;
  w.id = w.title = stage.name;
  w.row = Row::separable;
  w.stage = w.first = w.last = i;
  w.ink = Ink::kernel;
  w.rows = stage.spec.kernel.h;
  w.columns = stage.spec.kernel.w;
  switch (stage.kind) {
    case StageKind::column:
    case StageKind::row:
      w.count = plan.rank;
      w.natural_w = stage.kind == StageKind::column
                        ? std::min(static_cast<float>(plan.rank) * 38 + 24, 180.0F)
                        : kernel_width(w.columns, 34, 176) + 24;
      break;
    case StageKind::depthwise_column:
    case StageKind::depthwise_row:
      w.count = stage.spec.c_out;
      w.chosen = channel * plan.rank;
      w.natural_w = stage.kind == StageKind::depthwise_column
                        ? std::min(static_cast<float>(w.count) * 34 + 24, 154.0F)
                        : kernel_width(w.columns, 24, 130) + 24;
      break;
    case StageKind::pointwise:
      w.kind = OperatorKind::weights;
      w.ink = Ink::filters;
      w.count = stage.spec.c_in;
      w.chosen = channel * plan.rank;
      w.natural_w = 110;
      break;
    default:
      w.count = stage.spec.c_out;
      w.chosen = channel * plan.rank;
      w.natural_w = kernel_width(w.columns, 24, 130) + 24;
  }
  return w;
}

void add_operators(Parts& parts, const LayoutInput& in) {
  const Plan& plan = *in.plan;
  for (int i = 0; i < parts.stages; ++i) parts.operators.push_back(of_stage(plan, i, in.channel));
  const Stage& standard = plan.standard.front();
  OperatorWish w;
  w.id = w.title = "standard";
  w.row = Row::standard;
  w.ink = Ink::accent;
  w.rows = standard.spec.kernel.h;
  w.columns = standard.spec.kernel.w;
  const bool split = !plan.display.empty();
  w.last = parts.stages - (split ? 2 : 1);
  w.count = split ? static_cast<int>(plan.input.c) : 1;
  w.chosen = split ? in.channel : 0;
  w.natural_w = split ? kernel_width(w.columns, 24, 130) + 24 : kernel_width(w.columns, 46, 330) + 28;
  parts.operators.push_back(w);
  if (!split) return;
  OperatorWish add;
  add.id = add.title = "add";
  add.kind = OperatorKind::sum;
  add.row = Row::standard;
  add.ink = Ink::accent;
  add.first = add.last = parts.stages - 1;
  add.natural_w = 96;
  parts.operators.push_back(add);
}

}  // namespace

OperatorBox box_of(const OperatorWish& wish) {
  OperatorBox box;
  box.id = wish.id;
  box.kind = wish.kind;
  box.path = wish.row == Row::separable ? PathId::separable : PathId::standard;
  box.stage = wish.stage;
  box.ink = wish.ink;
  box.count = wish.count;
  box.kernel_rows = wish.rows;
  box.kernel_columns = wish.columns;
  return box;
}

Parts parts_of(const LayoutInput& in) {
  Parts parts;
  parts.plan = in.plan;
  parts.stages = static_cast<int>(in.plan->separable.size());
  add_stacks(parts, in);
  add_operators(parts, in);
  const Metrics& m = *in.metrics;
  for (StackWish& w : parts.stacks) {
    float least = 1e9F;
    for (const Line& line : w.caption.one) least = std::min(least, m.width_of(line));
    w.one_line_w = least;
  }
  for (OperatorWish& w : parts.operators) {
    float least = w.kind == OperatorKind::weights ? 92 : w.columns > 1 ? 90 : 68;
    const bool split = in.plan->split.has_value();  // three operators: the tiles need the room
    if (split && (w.id == "column" || w.id == "row")) least = 78;
    if (!split && w.id == "column") least = std::min(68.0F + static_cast<float>(w.count - 1) * 10, 130.0F);
    if (!split && w.id == "row") least = std::clamp(static_cast<float>(w.columns) * 22 + 20, 68.0F, 128.0F);
    w.min_w = std::max(m.width(Font::bold, w.title) + 18 * m.scale, least * m.scale);
    w.natural_w = std::max(w.min_w, w.natural_w * m.scale);
  }
  return parts;
}

}  // namespace sep::view

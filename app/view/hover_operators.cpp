// What is linked in the operators: the kernels and weights at work.
#include <optional>

#include "view/select.h"

namespace sep::view {
namespace {

struct Pen {
  ImU32 ink;
  float px;
  std::optional<TensorRef> only;  ///< in the operator that makes it
};

void mark(Scene& s, const OperatorBox& o, const Rect& r, const WeightLink& w, const Pen& pen) {
  const float cell_w = r.w() / static_cast<float>(o.kernel_columns),
              cell_h = r.h() / static_cast<float>(o.kernel_rows);
  const float y0 = r.y0 + cell_h * static_cast<float>(w.rows.first),
              x0 = r.x0 + cell_w * static_cast<float>(w.cols.first);
  const Rect taps{x0, y0, r.x0 + cell_w * static_cast<float>(w.cols.end),
                  r.y0 + cell_h * static_cast<float>(w.rows.end)};
  s.canvas.outline(taps, pen.ink, pen.px);
}

void outline(Scene& s, const Links& links, const Pen& pen) {
  for (const OperatorBox& o : s.layout.operators) {
    if (o.kind == OperatorKind::sum || !(pen.only.value_or(result_of(o)) == result_of(o))) continue;
    const TensorLink* link = find_link(links, result_of(o), o.path);
    if (link == nullptr || link->weights.empty()) continue;
    const auto linked = [&](int index) { return at_work(s.plan, s.view, o, index, link->weights); };
    for (const KernelBox& k : o.kernels) {
      if (linked(k.index)) mark(s, o, k.rect, link->weights, pen);
    }
    for (const WeightRow& w : o.weights) {
      if (linked(w.index)) s.canvas.outline(w.swatch.grown(1), pen.ink, pen.px);
    }
    for (int i = 0; i < o.sheet.shown() && !o.sheet.empty(); ++i) {
      if (!linked(i)) continue;
      const Rect cell = o.sheet.cell(i, 0);
      s.canvas.frame(cell.grown(1), pen.ink);
    }
  }
}

}  // namespace

void outline_weights(Scene& s, const Links& links) {
  outline(s, links, {s.canvas.theme().kernel, s.canvas.px(1.5F), {}});
}

void ring_weight(Scene& s, const Selection& weight) {
  if (const auto links = links_of(s.plan, weight))
    outline(s, *links, {s.canvas.theme().text, s.canvas.px(2.5F), weight.ref});
}

}  // namespace sep::view

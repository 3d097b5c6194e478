// COUNTED: what a shader counted while it multiplied, beside the formulas; on request.
#include <fmt/format.h>

#include "io/counts.h"
#include "ui/format.h"
#include "ui/panels/panels.h"

namespace sep::ui::panels {
namespace {

void count_row(PanelContext& c, const CountedStage& s) {
  const bool equal = s.counted == s.multiplications;
  c.ui.value_row(
      "counted." + s.name, s.name, grouped(s.multiplications) + (equal ? " = " : " ≠ ") + grouped(s.counted),
      fmt::format("{}: {} by formula, {} counted while a shader multiplied, {} of them with a cell of the "
                  "image. Its sums and the stage’s result differ by {} at most.",
                  s.name, grouped(s.multiplications), grouped(s.counted), grouped(s.useful),
                  significant(s.largest_difference, 2)),
      20, equal ? c.theme.text : c.theme.warning);
}

}  // namespace

void draw_counted(PanelContext& c) {
  const Plan* plan = c.session.plan();
  if (plan == nullptr || !c.session.valid()) return;
  const gpu::Engine& engine = c.session.engine();
  const std::vector<CountedStage> stages = engine.counted();
  const bool whole = stages.size() == plan->separable.size() + plan->standard.size();
  if (!whole && !engine.counting()) {
    c.ui.gap(4);
    if (c.ui.link(
            "count.request", "count them on the GPU",
            "A plain shader performs both paths again, with a counter beside the multiply, and sets the "
            "counts beside the formulas."))
      c.run("view.count");
    return;
  }
  c.ui.section("FORMULA AND COUNT");
  for (const CountedStage& s : stages) count_row(c, s);
  if (!whole) {
    c.ui.wrapped(fmt::format("counting: {:.0f} %", 100 * engine.counting_progress()), c.theme.dim,
                 c.theme.small);
    return;
  }
  c.ui.wrapped(io::all_equal(stages) ? "Counted by a shader while it multiplied: exactly the formulas."
                                     : "A count is not its formula: this is a mistake of SepScope.",
               io::all_equal(stages) ? c.theme.good : c.theme.warning, c.theme.small);
  const std::string padding = io::padding_sentence(stages);
  if (!padding.empty()) c.ui.wrapped(padding, c.theme.dim, c.theme.small);
}

}  // namespace sep::ui::panels

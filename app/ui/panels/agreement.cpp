// Do both paths give the same, and how long do they take: parameters, difference with its reason, GPU times.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/filters/bank_edit.h"
#include "ui/format.h"
#include "ui/panels/panels.h"
#include "ui/panels/speed_words.h"
#include "ui/spectrum.h"

namespace sep::ui::panels {
namespace {

/// Why the two outputs are equal, or are not.
std::string reason(const Plan& plan) {
  if (holds_not_finite(plan))
    return "The weights hold NaN or infinity, and so do the outputs made with them.";
  const bool factorised = has_bank(plan.experiment) && !plan.experiment.bank.loaded->is_pair;
  if (factorised && plan.rank >= plan.numerical_rank) {
    return fmt::format("Rounding only: {} {} a channel rebuild the file’s filters exactly.", plan.rank,
                       plan.rank == 1 ? "map" : "maps");
  }
  if (factorised && plan.split) {
    return fmt::format("The separable path misses {} % of the file’s filters; m = {} would be exact.",
                       significant(100 * plan.relative_error, 2), plan.numerical_rank);
  }
  if (factorised) {
    return fmt::format("The file’s filters have rank {}; with m = {} the separable path misses {} % of them.",
                       plan.numerical_rank, plan.rank, significant(100 * plan.relative_error, 2));
  }
  if (plan.split && plan.split->inseparable > 0) {
    return fmt::format(
        "The standard filters have the whole kernels; their columns and rows miss {} % of them.",
        significant(100 * plan.relative_error, 2));
  }
  if (plan.experiment.mode == Mode::depthwise) {
    return fmt::format(
        "Rounding only: the standard filters were composed from the {} small steps. Their {} weights are "
        "made of {} numbers.",
        plan.split ? "three" : "two", grouped(plan.totals.standard_parameters),
        grouped(plan.totals.separable_parameters));
  }
  if (plan.rank >= plan.numerical_rank) {
    return plan.numerical_rank == 1
               ? "Rounding only: one column times one row is exactly the kernel."
               : fmt::format("Rounding only: {} terms rebuild the kernel exactly.", plan.numerical_rank);
  }
  const double missed = relative_error(plan.spatial.sigma, plan.rank);
  return fmt::format("The kernel has rank {}; with {} {} the separable path misses {} % of it.",
                     plan.numerical_rank, plan.rank, plan.rank == 1 ? "term" : "terms",
                     significant(100 * missed, 2));
}

std::string times_words(const gpu::PathTime& t) {
  if (t.separable_ms <= 0 || t.standard_ms <= 0) return "not measured yet";
  const double factor = t.standard_ms / t.separable_ms;
  constexpr double kSame = 1.1;  // nearer than this, the next run may say the opposite
  const std::string verdict = factor >= kSame       ? significant(factor, 2) + "× faster"
                              : factor <= 1 / kSame ? significant(1 / factor, 2) + "× slower"
                                                    : "about the same";
  return fmt::format("{} : {} · {}", duration(t.separable_ms), duration(t.standard_ms), verdict);
}

}  // namespace

void draw_agreement(PanelContext& c) {
  const Plan* plan = c.session.plan();
  if (plan == nullptr) return;
  c.ui.gap(6);
  const Totals& t = plan->totals;
  c.ui.value_row("count.parameters", "parameters",
                 grouped(t.separable_parameters) + " : " + grouped(t.standard_parameters),
                 "Numbers to learn or store: separable against standard.");
  const std::string words = speed_words(*plan, c.session.engine());
  c.ui.value_row(
      "count.time", "measured time", times_words(c.session.engine().times()),
      "Time of each path on the GPU, by its own clock (with software OpenGL the processor is the GPU): "
      "separable against standard, once the shaders made for these sizes are compiled; short stages are run "
      "again and the shortest counts. Fewer multiplications are not always that much faster, because "
      "numbers must also be moved and every stage must be started." +
          (words.empty() ? "" : "\n\n" + words));
  if (const auto full = c.session.engine().times_of_every_product()) {
    c.ui.value_row("count.time_of_every_product", "with every product", times_words(*full),
                   "The same with every weight times every pixel, without what a stage saves here.");
  }
  if (const std::string note = speed_note(*plan, c.session.engine()); !note.empty())
    c.ui.wrapped(note, c.theme.dim, c.theme.small);
  const auto d = c.session.engine().difference();
  const char* not_a_number = d && !std::isfinite(d->rms) ? "not a number" : nullptr;
  const auto shown = [&](double v) { return not_a_number != nullptr ? not_a_number : significant(v, 2); };
  c.ui.value_row("count.max_difference", "largest difference", d ? shown(d->max_abs) : "…",
                 "Between the two outputs, over all elements.");
  c.ui.value_row("count.rms_difference", "root-mean-square difference", d ? shown(d->rms) : "…",
                 "Between the two outputs, over all elements.");
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  c.ui.wrapped(reason(*plan), c.theme.dim, c.theme.small);
  c.ui.record("count.reason", from, {from.x + width, ImGui::GetCursorScreenPos().y});
}

}  // namespace sep::ui::panels

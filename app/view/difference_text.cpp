// Bodies of difference_text.h.
#include "view/difference_text.h"

#include <fmt/format.h>

#include "view/text.h"

namespace sep::view {
namespace {

bool given(const Plan& plan) {
  const auto& bank = plan.experiment.bank.loaded;
  return plan.experiment.mode == Mode::depthwise && bank != nullptr && !bank->is_pair;
}

std::string maps_text(int m) { return fmt::format("{} {} a channel", m, m == 1 ? "map" : "maps"); }

std::string percent(double part) { return short_number(100 * part, 2, false) + " %"; }

}  // namespace

std::string why_equal(const Plan& plan) {
  if (given(plan))
    return maps_text(plan.rank) + (plan.rank == 1 ? " rebuilds" : " rebuild") + " the file’s filters";
  if (plan.split) return "every kernel is one column times one row";
  if (plan.experiment.mode == Mode::depthwise)
    return "the standard filters were composed from the two small ones";
  return plan.numerical_rank == 1 ? "this kernel is one column times one row"
                                  : fmt::format("{} terms rebuild this kernel", plan.rank);
}

std::string why_different(const Plan& plan) {
  if (given(plan) && plan.relative_error > 0)
    return fmt::format("{} of the file’s filters missed by {}", percent(plan.relative_error),
                       maps_text(plan.rank));
  if (plan.split && plan.split->inseparable > 0) {
    const int n = plan.split->inseparable;
    return fmt::format("{} of {} kernels {} no column times row", n, plan.kernels.size(),
                       n == 1 ? "is" : "are");
  }
  if (plan.experiment.mode == Mode::spatial && plan.rank < plan.numerical_rank)
    return fmt::format("{} of {} terms do not rebuild this kernel", plan.rank, plan.numerical_rank);
  return {};
}

}  // namespace sep::view

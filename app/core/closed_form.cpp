// Bodies of closed_form.h.
#include "core/closed_form.h"

#include <fmt/format.h>

#include "core/kernel_split.h"

namespace sep {
namespace {

/// What the column pass filters and the row pass keeps of each row of pixels.
struct Edge {
  int64_t wide, kept;
  std::string numbers() const { return wide == kept ? "1" : fmt::format("({}/{})", wide, kept); }
  const char* symbols() const { return wide == kept ? "1" : "(W_in/W')"; }
};

std::string edge_note(const Edge& edge, const Stage& row) {
  const auto [wide, kept] = edge;
  if (wide > kept && row.spec.stride.w > 1) {
    return fmt::format(
        "edge term {}/{}: the column pass filters all {} columns, the row pass keeps every {}th", wide, kept,
        wide, row.spec.stride.w);
  }
  if (wide > kept) {
    return fmt::format(
        "edge term {}/{}: the column pass also filters the {} columns that the row pass needs at the edges",
        wide, kept, wide - kept);
  }
  if (wide == kept) return {};
  return fmt::format(
      "edge term {}/{}: the row pass adds {} columns of padding that the column pass need not filter", wide,
      kept, kept - wide);
}

/// "m·(symbols) = 2·(numbers) = 0.09"; without the brackets for one term.
std::string equation(const char* factor, int times, const std::string& symbols, const std::string& numbers,
                     double value) {
  if (times == 1) return fmt::format("{} = {} = {:.4g}", symbols, numbers, value);
  return fmt::format("{}·({}) = {}·({}) = {:.4g}", factor, symbols, times, numbers, value);
}

ClosedForm depthwise(const Plan& plan) {
  const Size2 k = plan.standard[0].spec.kernel;
  const int groups = plan.experiment.groups, filters = plan.experiment.filters;
  const std::string mix = k.h == k.w ? "1/K²" : "1/(K_h·K_w)";
  const std::string per = fmt::format("{}/N", groups == 1 ? "1" : "g"),
                    per_n = fmt::format("{}/{}", groups, filters);
  ClosedForm out{"", "", plan.totals.ratio()};
  std::string symbols = fmt::format("{} + {}", per, mix);
  std::string numbers = fmt::format("{} + 1/{}", per_n, k.h * k.w);
  if (plan.split) {
    const Edge edge{plan.separable[0].out.w, plan.separable[1].out.w};
    symbols = fmt::format("{}·({}/K_w + 1/K_h) + {}", per, edge.symbols(), mix);
    numbers = fmt::format("{}·({}/{} + 1/{}) + 1/{}", per_n, edge.numbers(), k.w, k.h, k.h * k.w);
    out.note = edge_note(edge, plan.separable[1]);
  }
  out.text = equation("m", plan.rank, symbols, numbers, out.value);
  return out;
}

ClosedForm spatial(const Plan& plan) {
  const Size2 k = plan.standard[0].spec.kernel;
  const Edge edge{plan.separable[0].out.w, plan.separable[1].out.w};
  ClosedForm out{"", edge_note(edge, plan.separable[1]), plan.totals.ratio()};
  out.text = equation("r", plan.rank, fmt::format("{}/K_w + 1/K_h", edge.symbols()),
                      fmt::format("{}/{} + 1/{}", edge.numbers(), k.w, k.h), out.value);
  return out;
}

}  // namespace

ClosedForm closed_form_of(const Plan& plan) {
  return plan.experiment.mode == Mode::spatial ? spatial(plan) : depthwise(plan);
}

std::string split_sentence(const Plan& plan) {
  const SplitFit& f = *plan.split;
  const auto percent = [](double part) { return fmt::format("{:.3g} %", 100 * part); };
  if (f.error <= kSeparable && !f.least_squares) return "Every kernel is one column times one row.";
  if (f.error <= kSeparable) {
    const std::string pairs =
        plan.rank == 1 ? "One column and row" : fmt::format("{} columns and rows", plan.rank);
    return fmt::format("{} a channel {} the filters exactly.", pairs,
                       plan.rank == 1 ? "rebuilds" : "rebuild");
  }
  if (f.least_squares) {
    return fmt::format(
        "Alternating least squares misses {} of the filters; its start, the SVD’s kernels, {} ({} {}).",
        percent(f.error), percent(f.start_error), f.sweeps, f.sweeps == 1 ? "sweep" : "sweeps");
  }
  return fmt::format("{} of {} kernels {} no column times a row: {} of the filters is missed.", f.inseparable,
                     plan.kernels.size(), f.inseparable == 1 ? "is" : "are", percent(f.error));
}

}  // namespace sep

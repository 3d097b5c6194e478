// Bodies of trade_off.h.
#include "ui/filters/trade_off.h"

#include <algorithm>
#include <cmath>

#include "ui/filters/bank_edit.h"

namespace sep::ui {
namespace {

/// Σσ² of every term over all channels.
std::vector<double> energies(const Plan& plan) {
  std::vector<double> out;
  const auto add = [&](const std::vector<double>& sigma) {
    if (out.size() < sigma.size()) out.resize(sigma.size(), 0.0);
    for (size_t i = 0; i < sigma.size(); ++i) out[i] += sigma[i] * sigma[i];
  };
  if (plan.experiment.mode == Mode::spatial) {
    add(plan.spatial.sigma);
  } else {
    for (const auto& sigma : plan.experiment.bank.loaded->spectrum.sigma) add(sigma);
  }
  return out;
}

/// Multiplications of the separable path for each term: all stages grow in proportion to them.
int64_t cost_of_term(const Plan& plan) { return plan.totals.separable / plan.rank; }

/// The same for whole depthwise kernels where the stages have them split.
int64_t two_stage_cost(const Plan& plan) {
  const Stage &maps = plan.display.front(), &mix = plan.separable.back();
  return maps.multiplications + mix.multiplications / plan.rank;
}

/// The first 1, 2, … terms, whose error is the tail of the singular values.
std::vector<TradePoint> free_points(const std::vector<double>& energy, int64_t each) {
  double all = 0;
  for (const double e : energy) all += e;
  std::vector<double> tail(energy.size() + 1, 0.0);  // summed from the small end, so that small ones count
  for (size_t i = energy.size(); i-- > 0;) tail[i] = tail[i + 1] + energy[i];
  std::vector<TradePoint> out;
  for (size_t r = 1; r <= energy.size(); ++r)
    out.push_back(
        {static_cast<int>(r), all > 0 ? std::sqrt(tail[r] / all) : 0.0, each * static_cast<int64_t>(r)});
  return out;
}

}  // namespace

const TradePoint* point_of(const TradeOff& t, int terms) {
  const auto found =
      std::find_if(t.points.begin(), t.points.end(), [&](const TradePoint& p) { return p.terms == terms; });
  return found == t.points.end() ? nullptr : &*found;
}

std::optional<TradeOff> trade_off(const Plan& plan) {
  const bool spatial = plan.experiment.mode == Mode::spatial;
  if (!spatial && (!has_bank(plan.experiment) || plan.experiment.bank.loaded->is_pair)) return std::nullopt;
  const std::vector<double> energy = energies(plan);
  if (energy.empty() || plan.rank < 1) return std::nullopt;
  TradeOff out;
  out.now = plan.rank;
  out.standard = plan.totals.standard;
  out.break_even = plan.break_even_rank;
  const std::vector<TradePoint> free =
      free_points(energy, plan.split ? two_stage_cost(plan) : cost_of_term(plan));
  if (!plan.split) {
    out.points = free;
    out.points.resize(std::min(out.points.size(), static_cast<size_t>(plan.max_rank)));
    return out;
  }
  out.two_stages = free;
  const SplitCache& splits = *plan.experiment.bank.loaded->splits;
  for (int m = 1; m <= plan.max_rank; ++m) {
    if (const auto errors = splits.errors(m)) out.points.push_back({m, errors->end, cost_of_term(plan) * m});
  }
  return out;
}

}  // namespace sep::ui

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

}  // namespace

std::optional<TradeOff> trade_off(const Plan& plan) {
  const bool spatial = plan.experiment.mode == Mode::spatial;
  if (!spatial && (!has_bank(plan.experiment) || plan.experiment.bank.loaded->is_pair)) return std::nullopt;
  const std::vector<double> energy = energies(plan);
  if (energy.empty() || plan.rank < 1) return std::nullopt;
  TradeOff out;
  out.now = plan.rank;
  out.standard = plan.totals.standard;
  out.break_even = plan.break_even_rank;
  const int64_t each = plan.totals.separable / plan.rank;  // both factors grow in proportion to the terms
  double all = 0;
  for (const double e : energy) all += e;
  std::vector<double> tail(energy.size() + 1, 0.0);  // summed from the small end, so that small ones count
  for (size_t i = energy.size(); i-- > 0;) tail[i] = tail[i + 1] + energy[i];
  const int most = std::min(plan.max_rank, static_cast<int>(energy.size()));
  for (int r = 1; r <= most; ++r) {
    out.points.push_back({r, all > 0 ? std::sqrt(tail[static_cast<size_t>(r)] / all) : 0.0, each * r});
  }
  return out;
}

}  // namespace sep::ui

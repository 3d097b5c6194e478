// Bodies of spectrum.h.
#include "ui/spectrum.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/kernel_split.h"
#include "ui/format.h"

namespace sep::ui {
namespace {

using Matrix = std::vector<std::vector<double>>;  // m × m

/// Rows·rowsᵀ of m rows of n values.
template <class At>
Matrix gram(int m, int n, At at) {
  Matrix g(static_cast<size_t>(m), std::vector<double>(static_cast<size_t>(m), 0.0));
  for (int i = 0; i < m; ++i) {
    for (int j = 0; j <= i; ++j) {
      double sum = 0;
      for (int k = 0; k < n; ++k) sum += at(i, k) * at(j, k);
      g[size_t(i)][size_t(j)] = g[size_t(j)][size_t(i)] = sum;
    }
  }
  return g;
}

/// Lower L with L·Lᵀ = A, for a positive semi-definite A (columns without anything left are zero).
Matrix cholesky(Matrix a) {
  const size_t m = a.size();
  for (size_t j = 0; j < m; ++j) {
    for (size_t k = 0; k < j; ++k) a[j][j] -= a[j][k] * a[j][k];
    const double root = a[j][j] > 1e-30 ? std::sqrt(a[j][j]) : 0;
    for (size_t i = j + 1; i < m; ++i) {
      for (size_t k = 0; k < j; ++k) a[i][j] -= a[i][k] * a[j][k];
      a[i][j] = root > 0 ? a[i][j] / root : 0;
      a[j][i] = 0;
    }
    a[j][j] = root;
  }
  return a;
}

int taps_of(const Plan& plan) {
  const Size2 k = plan.standard.front().spec.kernel;
  return k.h * k.w;
}

/// Singular values of P·D (N × K_h·K_w through m maps): those of L_Pᵀ·L_D, which is only m × m.
std::vector<double> composed_sigma(const Plan& plan, int channel) {
  const Stage& pointwise = plan.separable.back();
  const int m = plan.rank, taps = taps_of(plan);
  const int n = pointwise.spec.c_out_per_group(), maps = pointwise.spec.c_in_per_group();
  const int group = channel * m / maps;
  const Matrix d = cholesky(gram(m, taps, [&](int j, int k) {
    return double((*plan.depthwise)[(size_t(channel) * size_t(m) + size_t(j)) * size_t(taps) + size_t(k)]);
  }));
  const Matrix p = cholesky(gram(m, n, [&](int j, int k) {
    return double(
        (*pointwise.weights)[size_t(group * n + k) * size_t(maps) + size_t(channel * m % maps + j)]);
  }));
  Kernel small{{m, m}, std::vector<double>(size_t(m) * size_t(m), 0.0)};
  for (int i = 0; i < m; ++i) {
    for (int j = 0; j < m; ++j) {
      for (int k = 0; k < m; ++k) small.at(i, j) += p[size_t(k)][size_t(i)] * d[size_t(k)][size_t(j)];
    }
  }
  return factorise(small).sigma;
}

Spectrum of_kernel(const Plan& plan) {
  Spectrum s;
  s.sigma = plan.spatial.sigma;
  s.used = plan.rank;
  s.rank = plan.spatial.numerical_rank;
  const double one_term = relative_error(s.sigma, 1), now = relative_error(s.sigma, s.used);
  if (s.rank <= 1) {
    s.headline = "separable";
    s.detail = "One column times one row is exactly this kernel.";
    return s;
  }
  s.verdict = one_term <= kNearly ? Spectrum::Verdict::nearly : Spectrum::Verdict::not_separable;
  s.headline = one_term <= kNearly ? "nearly separable" : "not separable";
  s.detail = fmt::format("Rank {}: one term misses {} % (nearly: at most {} %)", s.rank,
                         significant(100 * one_term, 2), significant(100 * kNearly, 2));
  if (s.used >= s.rank) {
    s.detail += fmt::format("; all {} together are exact.", s.rank);
  } else if (s.used > 1) {
    s.detail += fmt::format(", these {} miss {} %.", s.used, significant(100 * now, 2));
  } else {
    s.detail += ".";
  }
  return s;
}

/// Of one channel of filters that a file gave.
Spectrum of_bank(const Plan& plan, int channel) {
  const BankSpectrum& all = plan.experiment.bank.loaded->spectrum;
  Spectrum s;
  const auto at = static_cast<size_t>(std::clamp(channel, 0, all.channels - 1));
  s.sigma = all.sigma[at];
  s.used = plan.rank;
  for (size_t i = 1; i < s.sigma.size() && s.sigma[i] > 1e-7 * s.sigma[0]; ++i)
    s.rank = static_cast<int>(i) + 1;
  const double missed = plan.split ? plan.split->channels[at] : relative_error(s.sigma, s.used);
  if (plan.split ? missed <= kSeparable : s.used >= s.rank) {
    s.headline = s.used == 1 ? "separable" : fmt::format("exact at m = {}", s.used);
    s.detail = fmt::format("This channel’s filters have rank {}: nothing is missed.", s.rank);
    return s;
  }
  s.verdict = missed <= kNearly ? Spectrum::Verdict::nearly : Spectrum::Verdict::not_separable;
  s.headline = missed <= kNearly ? "nearly separable" : "not separable";
  const char* term = plan.split ? "column–row pair" : "term";
  s.detail =
      fmt::format("Rank {}: {} {} % of this channel’s filters (nearly: at most {} %).", s.rank,
                  s.used == 1 ? fmt::format("one {} misses", term) : fmt::format("{} {}s miss", s.used, term),
                  significant(100 * missed, 2), significant(100 * kNearly, 2));
  return s;
}

/// Composed filters whose kernels are split though they are no column times a row.
void miss_of_kernels(const Plan& plan, Spectrum& s) {
  const bool nearly = plan.split->error <= kNearly;
  s.verdict = nearly ? Spectrum::Verdict::nearly : Spectrum::Verdict::not_separable;
  s.headline = nearly ? "nearly separable" : "not separable";
  s.detail = fmt::format(
      "Exact with whole kernels and m = {}; their columns and rows miss {} % of all filters (nearly: at most "
      "{} %).",
      s.used, significant(100 * plan.split->error, 2), significant(100 * kNearly, 2));
}

constexpr int kMostMaps = 32;

bool is_finite(const Kernel& kernel) {
  return std::all_of(kernel.values.begin(), kernel.values.end(), [](double v) { return std::isfinite(v); });
}

/// Kernels c·m … c·m + m − 1 of typed or preset filters.
bool channel_is_finite(const Plan& plan, int channel) {
  const auto m = static_cast<size_t>(plan.separable.front().spec.c_out_per_group()),
             first = static_cast<size_t>(channel) * m;
  for (size_t i = first; i < first + m && i < plan.kernels.size(); ++i) {
    if (!is_finite(plan.kernels[i])) return false;
  }
  return true;
}

}  // namespace

bool holds_not_finite(const Plan& plan) {
  const FilterBank* bank = plan.experiment.bank.loaded.get();
  if (plan.experiment.mode == Mode::depthwise && bank != nullptr) return !bank->broken.empty();
  return !std::all_of(plan.kernels.begin(), plan.kernels.end(), is_finite);
}

std::string why_not_factorised(const Plan& plan, int channel) {
  if (plan.experiment.mode == Mode::spatial) {
    if (!holds_not_finite(plan)) return {};
    return "The kernel holds NaN or infinity, so it has no singular values; the separable path is left at "
           "zero.";
  }
  const FilterBank* bank = plan.experiment.bank.loaded.get();
  if (bank == nullptr && channel_is_finite(plan, channel)) return {};
  if (bank == nullptr)
    return "This channel’s kernels hold NaN or infinity, so its filters have no singular values.";
  if (std::find(bank->broken.begin(), bank->broken.end(), channel) == bank->broken.end()) return {};
  if (bank->is_pair)
    return "This channel’s weights hold NaN or infinity, so its filters have no singular values.";
  return "This channel’s weights hold NaN or infinity, so it has no singular values; the separable path "
         "leaves it out.";
}

Spectrum spectrum_of(const Plan& plan, int channel) {
  if (std::string why = why_not_factorised(plan, channel); !why.empty())
    return {{}, plan.rank, 1, Spectrum::Verdict::none, "no factorisation", std::move(why)};
  if (plan.experiment.mode == Mode::spatial) return of_kernel(plan);
  if (plan.experiment.bank.loaded && !plan.experiment.bank.loaded->is_pair) return of_bank(plan, channel);
  Spectrum s;
  s.used = s.rank = plan.rank;
  s.headline = fmt::format("exact at m = {}", s.used);
  s.detail = fmt::format("The standard filters are composed from these {}, so they fit.",
                         plan.split ? "three" : "two");
  if (plan.split && plan.split->inseparable > 0) miss_of_kernels(plan, s);
  const int possible = std::min(plan.standard.front().spec.c_out_per_group(), taps_of(plan));
  if (s.used <= kMostMaps && plan.depthwise && plan.separable.back().weights) {
    s.sigma = composed_sigma(plan, std::clamp(channel, 0, static_cast<int>(plan.input.c) - 1));
  }
  s.sigma.resize(static_cast<size_t>(std::clamp(possible, s.used, std::max(s.used, 25))), 0.0);
  return s;
}

Rebuilt rebuilt_of(const Plan& plan) {
  constexpr double kRounding = 1e-12;
  const Kernel& whole = plan.kernels.front();
  Rebuilt out{rebuild(plan.spatial, plan.rank), whole, 0, 0, 0, 1};
  for (size_t i = 0; i < whole.values.size(); ++i) {
    out.residual.values[i] -= out.kernel.values[i];
    out.largest = std::max(out.largest, std::abs(whole.values[i]));
    out.left = std::max(out.left, std::abs(out.residual.values[i]));
  }
  if (out.left <= kRounding * out.largest) out.left = 0;
  out.error = relative_error(plan.spatial.sigma, plan.rank);
  out.energy_kept = 1 - out.error * out.error;
  return out;
}

double psnr_db(double peak, double rms) {
  if (!(peak > 0)) return NAN;
  return rms > 0 ? 20 * std::log10(peak / rms) : INFINITY;
}

}  // namespace sep::ui

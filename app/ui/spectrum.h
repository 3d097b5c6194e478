// Singular values: how well the kernel, or one channel of the bank, separates. Pure; knows no ImGui.
#pragma once

#include <string>
#include <vector>

#include "core/plan.h"

namespace sep::ui {

struct Spectrum {
  std::vector<double> sigma;  ///< largest first
  int used = 1;               ///< terms (or maps a channel) that the separable path has
  int rank = 1;               ///< numerical rank
  enum class Verdict { exact, nearly, not_separable, none } verdict = Verdict::exact;
  std::string headline;  ///< "separable", "nearly separable", "not separable"
  std::string detail;    ///< one sentence
};

/// The largest relative error that is called nearly separable.
inline constexpr double kNearly = 0.05;

/// The kernel, or a weight of the bank, is NaN or infinite.
bool holds_not_finite(const Plan& plan);
/// Why there is no factorisation: "The kernel holds NaN or infinity, …". Empty where there is one.
std::string why_not_factorised(const Plan& plan, int channel);

/// Of the kernel in spatial mode; of the composed filters of one input channel in depthwise mode.
Spectrum spectrum_of(const Plan& plan, int channel);

/// What the terms in use rebuild of a spatial kernel, and what they leave.
struct Rebuilt {
  Kernel kernel, residual;            ///< residual = original − rebuilt
  double largest = 0, left = 0;       ///< largest |value| of the original, of the residual; left is 0 where
                                      ///< only rounding is left
  double error = 0, energy_kept = 1;  ///< ‖K − K_r‖_F / ‖K‖_F, and 1 − error²
};
/// Of a plan in spatial mode.
Rebuilt rebuilt_of(const Plan& plan);

/// Peak signal-to-noise ratio in dB, 20·log10(peak / rms); infinite for rms 0, NaN for a peak that is not
/// positive.
double psnr_db(double peak, double rms);

}  // namespace sep::ui

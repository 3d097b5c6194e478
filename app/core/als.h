// The third decomposition: the kernels of a depthwise separable bank split into columns and rows as well. Per
// input channel W[n] ≈ Σ_j P[n,j]·a_j b_jᵀ, the canonical polyadic decomposition of a K_h × K_w × N array,
// which has no closed form.
#pragma once

#include <atomic>
#include <optional>
#include <vector>

#include "core/factorise.h"

namespace sep {

/// Split of every channel of a bank with `multiplier` maps each.
struct BankSplit {
  int multiplier = 1;
  std::vector<float> column;     ///< [C·m, 1, K_h, 1]
  std::vector<float> row;        ///< [C·m, 1, 1, K_w]
  std::vector<float> pointwise;  ///< [N, C·m/group]
  double start_error = 0;  ///< ‖W − start‖_F / ‖W‖_F: the SVD with each v_j reduced to its best a·bᵀ
  double error = 0;        ///< after the sweeps; never above start_error
  std::vector<std::vector<double>>
      history;  ///< [C], ‖W_c − …‖_F at the start and after every sweep; never rises
};

inline constexpr int kMostSweeps = 60;

/// Largest m that can help: with min((N/group)·min(K_h,K_w), K_h·K_w) maps every bank is exact.
int most_split_maps(const BankSpectrum& spectrum);

/// Alternating least squares from the SVD (Carroll and Chang 1970; Kolda and Bader 2009, section 3.4), at
/// most kMostSweeps sweeps a channel; a sweep that does not lower the error ends it and is not kept. Works on
/// the SVD's core of min(N/group, K_h·K_w) rows, so that its cost does not grow with N. multiplier
/// 1…most_split_maps(). Bit for bit the same on every run. Nothing when *cancel became true.
std::optional<BankSplit> split_bank(const BankSpectrum& spectrum, int multiplier,
                                    const std::atomic<bool>* cancel = nullptr);

}  // namespace sep

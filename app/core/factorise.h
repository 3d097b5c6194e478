// Low rank: the mathematics of "separable". Spatial kernels by SVD, filter banks by one SVD per input
// channel.
#pragma once

#include <atomic>
#include <optional>
#include <span>
#include <vector>

#include "core/kernel.h"

namespace sep {

/// K = Σ u_i v_iᵀ, i < terms. Each factor carries √σ; the entry of largest magnitude in v is positive. Same
/// input, same factors. A kernel with NaN or infinity has no factorisation: all of it is zero then.
struct SpatialFactors {
  Size2 size;
  std::vector<double> sigma;           ///< all min(K_h,K_w) singular values, largest first
  std::vector<std::vector<double>> u;  ///< columns, K_h values each (all of them)
  std::vector<std::vector<double>> v;  ///< rows, K_w values each (all of them)
  int numerical_rank = 0;              ///< σ_i > 1e-7·σ_0; at least 1
};
SpatialFactors factorise(const Kernel& kernel);

/// The kernel that the first `rank` terms rebuild.
Kernel rebuild(const SpatialFactors& factors, int rank);

/// ‖K − K_r‖_F / ‖K‖_F from the tail of the singular values; 0 for a zero kernel.
double relative_error(std::span<const double> sigma, int rank);

/// W[N,C,K_h,K_w] ≈ Σ_j P[n,c·m+j]·D[c·m+j]: per input channel the truncated SVD of the N × K_h·K_w matrix,
/// which is the joint Frobenius optimum. depthwise is [C·m,1,K_h,K_w], pointwise [N,C·m,1,1]; sigma[c] holds
/// all singular values of channel c.
struct DepthwiseFactors {
  std::vector<float> depthwise;
  std::vector<float> pointwise;
  std::vector<std::vector<double>> sigma;
  std::vector<int> numerical_rank;
};
DepthwiseFactors factorise_bank(std::span<const float> weights, int n, int c, Size2 kernel, int multiplier);

/// All ranks of a bank at once. Per input channel c, whose group has N/group filters: W[n,c] = Σ_j
/// u[n,j]·v[j] over j < min(N/group, K_h·K_w) terms, each factor carrying √σ.
struct BankSpectrum {
  int filters = 0, channels = 0, group = 1;
  Size2 kernel;
  int terms = 0;                           ///< min(N/group, K_h·K_w)
  std::vector<std::vector<double>> sigma;  ///< [C][terms], largest first
  std::vector<std::vector<float>> u;       ///< [C][N/group · terms], row n then term
  std::vector<std::vector<float>> v;       ///< [C][terms · K_h·K_w]
  int numerical_rank = 1;                  ///< the largest of any channel
};
/// Bit for bit the same on every run. A channel with NaN or infinity has no factorisation: its terms are
/// zero. Nothing when *cancel became true.
std::optional<BankSpectrum> spectrum_of(std::span<const float> weights, int n, int c, int group, Size2 kernel,
                                        const std::atomic<bool>* cancel = nullptr);

/// The two factors of the first `multiplier` terms: depthwise [C·m,1,K_h,K_w], pointwise [N, C·m/group].
struct BankFactors {
  std::vector<float> depthwise;
  std::vector<float> pointwise;
};
BankFactors factors_of(const BankSpectrum& spectrum, int multiplier);

/// ‖W − W_m‖_F / ‖W‖_F over all channels, from the tails of the singular values.
double relative_error(const BankSpectrum& spectrum, int multiplier);

/// Rows n0…n1 of W[n,c] = Σ_j P[n,c·m+j]·D[c·m+j] over the C/group channels of n's group, as [n1−n0, C/group,
/// K_h, K_w]. Sums in double.
std::vector<float> compose_bank(std::span<const float> depthwise, std::span<const float> pointwise, int c,
                                int multiplier, Size2 kernel, int n0, int n1, int group = 1, int n = 0);

}  // namespace sep

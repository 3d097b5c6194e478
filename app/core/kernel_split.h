// Depthwise kernels that are given, each split into the column and the row nearest to it: a closed form,
// unlike the split of a whole bank in als.h.
#pragma once

#include <span>
#include <vector>

#include "core/kernel.h"

namespace sep {

/// A depthwise separable block: W[n,c] = Σ_j pointwise[n,c·m+j]·depthwise[c·m+j].
struct BlockFactors {
  int channels = 1, multiplier = 1, filters = 1, group = 1;
  Size2 kernel;
  std::span<const float> depthwise;  ///< [C·m, 1, K_h, K_w]
  std::span<const float> pointwise;  ///< [N, C·m/group]
};

struct KernelSplit {
  std::vector<float> column;  ///< [C·m, 1, K_h, 1]
  std::vector<float> row;     ///< [C·m, 1, 1, K_w]
  int inseparable = 0;        ///< kernels that miss more than kSeparable of themselves
  double error = 0;  ///< ‖W − W'‖_F / ‖W‖_F of the composed filters; 0 where every kernel separates
};

/// Relative error below which a kernel counts as separable: what float32 rounding leaves of one that is.
inline constexpr double kSeparable = 1e-6;

/// The first term of each kernel's SVD, √σ with both sides: its best rank-1 approximation (Eckart and Young
/// 1936).
KernelSplit split_kernels(const BlockFactors& block);

/// Whole kernels [maps, 1, K_h, K_w] of columns and rows.
std::vector<float> outer_products(std::span<const float> column, std::span<const float> row, Size2 kernel);

}  // namespace sep

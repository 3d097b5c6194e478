// The whole experiment as PyTorch code that runs: both paths as modules with the same weights, their counted
// multiplications, and a check that they agree.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/plan.h"

namespace sep::io {

struct NamedWeights {
  std::string name;           ///< "separable_depthwise", "standard_bias"
  std::vector<int64_t> dims;  ///< [C_out, C_in/group, K_h, K_w], or [C_out] of a bias
  std::vector<float> values;
};

/// Every weight and bias of both paths.
std::vector<NamedWeights> weights_of_paths(const Plan& plan);

inline constexpr size_t kMostInlineWeights = 3000;
/// The weights fit into the script itself.
bool fit_inline(const std::vector<NamedWeights>& weights);

/// weights: as weights_of_paths() gave them; written into the script where they fit, else it loads them from
/// weights_file, a .npz beside it. title: one line about the experiment.
std::string pytorch_script(const Plan& plan, const std::vector<NamedWeights>& weights,
                           const std::string& weights_file, const std::string& title);

}  // namespace sep::io

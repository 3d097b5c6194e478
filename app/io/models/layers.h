// Layers from bare arrays: kernels, and banks whose file says nothing about groups.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "io/models/model.h"

namespace sep::io {

/// [1,1,K_h,K_w] from one kernel, which stays beside it in double precision.
Layer layer_of_kernel(std::string name, Kernel kernel);

/// Error: an extent is below 1, kernels of more than 63×63 are only refused (Layer::refusal). where names the
/// file and the tensor: "'bank.npy'".
Result<Layer> layer_of_bank(std::string name, const std::array<int64_t, 4>& dims,
                            std::shared_ptr<const std::vector<float>> weights, const std::string& where);

/// Files without a graph: [N,1,K_h,K_w] is read as depthwise where a pointwise layer takes its N maps or the
/// name says so; pairs neighbours; says in notes what was assumed.
void guess_groups(std::vector<Layer>& layers);

/// Sets has_non_finite and adds the sentence about it, naming the first place.
void note_non_finite(Layer& layer, std::vector<std::string>& warnings);

/// Sets refusal when the spec exceeds what an experiment can hold.
void note_limits(Layer& layer);

}  // namespace sep::io

// The weights of a plan in depthwise mode: made by presets and typed values, or a given bank's; whole
// depthwise kernels, or split into columns and rows.
#pragma once

#include "core/plan.h"

namespace sep {

/// Fills weights and keys of all stages behind an input with this key, and what the plan says about them.
/// first: the kernel of map 0. Error: one sentence.
Result<void> fill_depthwise(Plan& plan, const Kernel& first, uint64_t input_key);

/// Gives a stage its weights, and the key that follows from its input's.
void set_weights(Stage& stage, std::shared_ptr<const std::vector<float>> weights, uint64_t input_key);

}  // namespace sep

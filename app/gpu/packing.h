// The order in which the shader of a variant reads its weights.
#pragma once

#include <span>
#include <vector>

#include "gpu/variant.h"

namespace sep::gpu {

/// Blocks of output channels in [c0,c1), which begins a group and holds whole groups, or lies inside one.
int blocks_of(const Geometry& geometry, const Variant& variant, int c0, int c1);

/// Texels (vec4s) of the packed weights of one block.
int64_t texels_per_block(const Geometry& geometry, const Variant& variant);

/// weights: [c1−c0, C_in/group, K_h, K_w]; bias: empty or c1−c0 values.
std::vector<float> pack_weights(const Geometry& geometry, const Variant& variant,
                                std::span<const float> weights, std::span<const float> bias, int c0, int c1);

}  // namespace sep::gpu

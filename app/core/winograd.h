// Winograd's minimal filtering F(4×4, 3×3): 16 pixels of a 3×3 convolution from 36 products instead of 144.
// Tiles of 6×6 input pixels and the kernels are transformed, multiplied place by place (summed over input
// channels there), and transformed back. Matrices: A. Lavin and S. Gray, "Fast Algorithms for Convolutional
// Neural Networks" (2015), section 4.3.
#pragma once

#include <span>
#include <vector>

namespace sep::winograd {

constexpr int kTile = 4;     ///< output pixels of a tile, each way
constexpr int kPlaces = 36;  ///< products of a tile, for one pair of channels

/// weights: [N, C, 3, 3]. Returns [36, N, C]: G·w·Gᵀ, place by place, rounded once from double.
std::vector<float> transformed(std::span<const float> weights, int n, int c);

}  // namespace sep::winograd

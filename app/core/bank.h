// The channel bank: C channels made from a 1- or 3-channel image, so that deep layers can be shown.
#pragma once

#include <cstdint>
#include <vector>

namespace sep {

inline constexpr int kBankKernel = 7;

/// Weights [channels, image_channels, 7, 7] of a standard convolution (stride 1, same, border replicate). The
/// rule: the first channels are the image's own (a unit tap in the middle). Channel c after them filters a
/// seeded mix of the colour channels (normal numbers, scaled to Σ|mix| = 1) under a Gaussian of σ = 1.6 px:
/// every third (c mod 3 = 2) plainly, Σ|w| = 1; the others with a wave (angle = golden ratio·c half turns,
/// wavelength 3…7 px by turns, sine or cosine by turns) without its mean, Σ|w| = 4.
std::vector<float> bank_weights(int channels, int image_channels, uint32_t seed);

/// Pointwise weights [n, c_in]: presets fill the first rows (luminance 1 row, opponent 2 rows, identity c_in
/// rows), then seeded normal values / √c_in. "luminance" and "opponent" act on the first three maps (Rec. 709
/// weights; R−G; B−(R+G)/2), or on map 0 alone when c_in < 3.
std::vector<float> pointwise_weights(int n, int c_in, const std::vector<const char*>& presets, uint32_t seed);

/// Counter-based generator: the k-th standard normal number of a stream. The same everywhere, in every order.
double seeded_normal(uint32_t seed, uint64_t k);

}  // namespace sep

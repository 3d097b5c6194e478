// A depthwise layer and the pointwise one behind it as one block: batch norms folded, and the standard
// convolution that equals it where nothing else stands between.
#pragma once

#include <string>
#include <vector>

#include "io/models/model.h"

namespace sep::io {

/// Weights and bias of a layer with its batch norm folded in: w·scale, b·scale + shift. The bias is empty
/// when it would be zero everywhere.
struct FoldedLayer {
  std::vector<float> weights;
  std::vector<float> bias;
};
FoldedLayer folded(const Layer& layer);

struct SeparableBlock {
  std::string name;
  ConvSpec depthwise, pointwise;
  int multiplier = 1;                                    ///< maps per channel, m
  std::vector<float> depthwise_weights, depthwise_bias;  ///< [C·m,1,K_h,K_w]
  std::vector<float> pointwise_weights, pointwise_bias;  ///< [N,C·m,1,1]
  std::vector<std::string> between;                      ///< activations that are left out of the comparison
  bool between_known = true;

  /// One standard convolution equals the block.
  bool exact() const { return between.empty() && between_known; }
};

/// index: of a depthwise layer whose pair is set. The specs are for the layer's own input where that is
/// known. Error: the layer has no pair.
Result<SeparableBlock> block_of(const Model& model, int index);

/// Spec of the standard convolution, its weights W[N,C,K_h,K_w] and its bias P·b_depthwise + b_pointwise
/// (activations between left out). Sums in double.
struct ComposedBlock {
  ConvSpec spec;
  std::vector<float> weights;
  std::vector<float> bias;
};
ComposedBlock composed(const SeparableBlock& block);

/// Why block and standard convolution differ, as a sentence; empty when they do not.
std::string block_note(const SeparableBlock& block);

}  // namespace sep::io

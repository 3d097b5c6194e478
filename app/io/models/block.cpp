// Bodies of block.h.
#include "io/models/block.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/factorise.h"
#include "io/models/bytes.h"

namespace sep::io {

namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  return text;
}

}  // namespace

FoldedLayer folded(const Layer& layer) {
  FoldedLayer out{*layer.weights, layer.bias};
  if (layer.norm_scale.empty()) return out;
  const auto channels = static_cast<size_t>(layer.spec.c_out);
  const size_t each = out.weights.size() / channels;
  if (out.bias.empty()) out.bias.assign(channels, 0);
  for (size_t n = 0; n < channels; ++n) {
    const double scale = layer.norm_scale[n];
    for (size_t i = n * each; i < (n + 1) * each; ++i)
      out.weights[i] = static_cast<float>(out.weights[i] * scale);
    out.bias[n] = static_cast<float>(out.bias[n] * scale + layer.norm_shift[n]);
  }
  if (std::all_of(out.bias.begin(), out.bias.end(), [](float b) { return b == 0; })) out.bias.clear();
  return out;
}

Result<SeparableBlock> block_of(const Model& model, int index) {
  const Layer& first = model.layers.at(static_cast<size_t>(index));
  if (first.pair < 0) {
    return fail(fmt::format("Layer {} is not followed by a pointwise layer that alone reads it.",
                            shown_name(first.name)));
  }
  const Layer& second = model.layers.at(static_cast<size_t>(first.pair));
  FoldedLayer depthwise = folded(first), pointwise = folded(second);
  SeparableBlock block;
  block.name = first.name + " + " + second.name;
  block.depthwise = first.spec;
  block.pointwise = second.spec;
  block.multiplier = first.spec.c_out_per_group();
  block.depthwise_weights = std::move(depthwise.weights);
  block.depthwise_bias = std::move(depthwise.bias);
  block.pointwise_weights = std::move(pointwise.weights);
  block.pointwise_bias = std::move(pointwise.bias);
  block.between = first.between;
  block.between_known = first.between_known;
  return block;
}

ComposedBlock composed(const SeparableBlock& block) {
  ComposedBlock out;
  out.spec = block.depthwise;
  out.spec.c_out = block.pointwise.c_out;
  out.spec.group = 1;
  out.weights = compose_bank(block.depthwise_weights, block.pointwise_weights, block.depthwise.c_in,
                             block.multiplier, block.depthwise.kernel, 0, block.pointwise.c_out);
  if (block.depthwise_bias.empty() && block.pointwise_bias.empty()) return out;
  const auto maps = static_cast<size_t>(block.depthwise.c_out);
  for (size_t n = 0; n < static_cast<size_t>(block.pointwise.c_out); ++n) {
    double sum = block.pointwise_bias.empty() ? 0 : block.pointwise_bias[n];
    for (size_t i = 0; i < maps && !block.depthwise_bias.empty(); ++i) {
      sum += static_cast<double>(block.pointwise_weights[n * maps + i]) * block.depthwise_bias[i];
    }
    out.bias.push_back(static_cast<float>(sum));
  }
  return out;
}

std::string block_note(const SeparableBlock& block) {
  if (!block.between.empty()) {
    return fmt::format(
        "{} between depthwise and pointwise is left out of the comparison: with it no single standard "
        "convolution equals "
        "this block (the costs are the same).",
        joined(block.between));
  }
  if (block.between_known) return "";
  return "The file does not say whether an activation stands between depthwise and pointwise; with one, no "
         "single standard "
         "convolution would equal this block (the costs are the same).";
}

}  // namespace sep::io

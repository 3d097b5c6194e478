// What follows a convolution in an ONNX graph: batch norm, activations, the next convolution. Inner header.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/models/onnx_graph.h"
#include "io/models/onnx_tensor.h"

namespace sep::io {

struct Chain {
  const onnx::NodeProto* norm = nullptr;   ///< batch norm that comes first
  std::vector<std::string> activations{};  ///< in order, as people call them: "ReLU6", "Swish"
  const onnx::NodeProto* conv = nullptr;   ///< the only reader of the end, when it is a Conv
};

/// Follows a value as long as one node alone reads it (or x and f(x) meet in a product, as in x·sigmoid(x)).
Chain follow(const OnnxGraph& graph, OnnxTensors& tensors, std::string_view value);

struct Norm {
  std::vector<float> scale{}, shift{};
};

/// y = x·scale + shift per channel, of an inference batch norm. Error: parameters that are not there or do
/// not match.
Result<Norm> norm_of(const OnnxGraph& graph, OnnxTensors& tensors, const onnx::NodeProto& node, int channels,
                     const std::string& where);

}  // namespace sep::io

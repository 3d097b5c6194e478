// Sizes of values in an ONNX graph, from the graph's inputs onwards, through the operators that are simple.
// Careful: what is not sure stays unknown. Inner header; ONNX's own inference is not used, it trusts the
// file.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "core/tensor.h"
#include "io/models/model.h"
#include "io/models/onnx.h"
#include "io/models/onnx_graph.h"
#include "io/models/onnx_tensor.h"

namespace sep::io {

/// Extents of a 4-D value; −1: unknown.
struct ValueShape {
  int64_t b = -1, c = -1, h = -1, w = -1;
};

class OnnxShapes {
 public:
  OnnxShapes(const OnnxGraph& graph, OnnxTensors& tensors, const OnnxShapes* outer);

  /// Sets the size of the first 4-D input as wanted, and says which it is.
  void set_input(OnnxInput& input);

  std::optional<ValueShape> of(std::string_view value) const;
  /// [B,C,H,W] where channels and size are known; an unknown batch is 1.
  std::optional<Shape> full(std::string_view value) const;

  void put_conv(const onnx::NodeProto& node, const Layer& layer);
  /// Every other operator.
  void put(const onnx::NodeProto& node);

 private:
  std::optional<ValueShape> result_of(const onnx::NodeProto& node) const;
  std::optional<ValueShape> pooled(const onnx::NodeProto& node) const;
  std::optional<ValueShape> broadcast(const onnx::NodeProto& node) const;
  std::optional<ValueShape> concatenated(const onnx::NodeProto& node) const;
  std::optional<ValueShape> padded(const onnx::NodeProto& node) const;
  std::optional<ValueShape> operand(std::string_view value) const;

  const OnnxGraph& graph_;
  OnnxTensors& tensors_;
  const OnnxShapes* outer_;
  std::map<std::string, ValueShape, std::less<>> known_;
};

}  // namespace sep::io

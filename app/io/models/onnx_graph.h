// One graph of an ONNX model, indexed: who makes a value, who reads it, which values are stored numbers.
// Inner header.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/models/bytes.h"

namespace onnx {
class AttributeProto;
class GraphProto;
class NodeProto;
class TensorProto;
}  // namespace onnx

namespace sep::io {

class OnnxGraph {
 public:
  /// outer: the graph that holds this one, whose values are visible here; nullptr for the model's own.
  OnnxGraph(const onnx::GraphProto& graph, const OnnxGraph* outer);

  const onnx::GraphProto& proto() const { return graph_; }
  /// The stored tensor behind a value: an initializer, a Constant, or one of them through Identity.
  const onnx::TensorProto* stored(std::string_view value) const;
  /// The node here that makes a value; nullptr: none does.
  const onnx::NodeProto* maker(std::string_view value) const;
  /// Nodes here that read a value, each once a reading.
  const std::vector<const onnx::NodeProto*>& readers(std::string_view value) const;
  bool is_output(std::string_view value) const;
  bool is_initializer(std::string_view value) const { return initializers_.contains(value); }

 private:
  const onnx::GraphProto& graph_;
  const OnnxGraph* outer_;
  std::map<std::string_view, const onnx::TensorProto*> initializers_;
  std::map<std::string_view, const onnx::NodeProto*> makers_;
  std::map<std::string_view, std::vector<const onnx::NodeProto*>> readers_;
  std::map<std::string_view, bool> outputs_;
};

/// An attribute of a node, or nullptr.
const onnx::AttributeProto* attribute(const onnx::NodeProto& node, std::string_view name);

/// Nothing when the node has no such input, or leaves it out.
std::optional<std::string_view> input_of(const onnx::NodeProto& node, int index);

/// True for ONNX's own operator of that name.
bool is_operator(const onnx::NodeProto& node, std::string_view name);

}  // namespace sep::io

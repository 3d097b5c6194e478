// Bodies of onnx_graph.h.
#include "io/models/onnx_graph.h"

#include "io/models/onnx_proto.h"

namespace sep::io {

OnnxGraph::OnnxGraph(const onnx::GraphProto& graph, const OnnxGraph* outer) : graph_(graph), outer_(outer) {
  for (const onnx::TensorProto& tensor : graph.initializer()) initializers_[tensor.name()] = &tensor;
  for (const onnx::NodeProto& node : graph.node()) {
    for (const std::string& value : node.output()) {
      if (!value.empty()) makers_[value] = &node;
    }
    for (const std::string& value : node.input()) {
      if (!value.empty()) readers_[value].push_back(&node);
    }
  }
  for (const onnx::ValueInfoProto& value : graph.output()) outputs_[value.name()] = true;
}

const onnx::TensorProto* OnnxGraph::stored(std::string_view value) const {
  const OnnxGraph* graph = this;
  // Each step goes to an earlier value; a circle of Identity nodes ends with the count.
  for (int steps = 0; graph != nullptr && steps < 64; ++steps) {
    const auto initializer = graph->initializers_.find(value);
    if (initializer != graph->initializers_.end()) return initializer->second;
    const onnx::NodeProto* node = graph->maker(value);
    if (node == nullptr) {
      graph = graph->outer_;
    } else if (is_operator(*node, "Constant")) {
      const onnx::AttributeProto* held = attribute(*node, "value");
      return held != nullptr && held->has_t() ? &held->t() : nullptr;
    } else if (is_operator(*node, "Identity") && input_of(*node, 0)) {
      value = *input_of(*node, 0);
    } else {
      return nullptr;
    }
  }
  return nullptr;
}

const onnx::NodeProto* OnnxGraph::maker(std::string_view value) const {
  const auto found = makers_.find(value);
  return found == makers_.end() ? nullptr : found->second;
}

const std::vector<const onnx::NodeProto*>& OnnxGraph::readers(std::string_view value) const {
  static const std::vector<const onnx::NodeProto*> kNone;
  const auto found = readers_.find(value);
  return found == readers_.end() ? kNone : found->second;
}

bool OnnxGraph::is_output(std::string_view value) const { return outputs_.contains(value); }

const onnx::AttributeProto* attribute(const onnx::NodeProto& node, std::string_view name) {
  for (const onnx::AttributeProto& found : node.attribute()) {
    if (found.name() == name) return &found;
  }
  return nullptr;
}

std::optional<std::string_view> input_of(const onnx::NodeProto& node, int index) {
  if (index >= node.input_size() || node.input(index).empty()) return std::nullopt;
  return node.input(index);
}

bool is_operator(const onnx::NodeProto& node, std::string_view name) {
  return node.op_type() == name && (node.domain().empty() || node.domain() == "ai.onnx");
}

}  // namespace sep::io

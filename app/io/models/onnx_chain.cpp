// Bodies of onnx_chain.h.
#include "io/models/onnx_chain.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <optional>

#include "io/models/onnx_proto.h"

namespace sep::io {

namespace {

struct ActivationName {
  std::string_view op;
  std::string_view shown;
};
constexpr ActivationName kActivations[] = {
    {"Relu", "ReLU"},
    {"LeakyRelu", "LeakyReLU"},
    {"PRelu", "PReLU"},
    {"Elu", "ELU"},
    {"Selu", "SELU"},
    {"Celu", "CELU"},
    {"ThresholdedRelu", "ThresholdedReLU"},
    {"Sigmoid", "Sigmoid"},
    {"HardSigmoid", "HardSigmoid"},
    {"HardSwish", "HardSwish"},
    {"Tanh", "Tanh"},
    {"Softplus", "Softplus"},
    {"Softsign", "Softsign"},
    {"Clip", "Clip"},
    {"Gelu", "GELU"},
    {"Mish", "Mish"},
    {"Swish", "Swish"},
    {"Silu", "Swish"},
};

std::string_view activation_name(const onnx::NodeProto& node) {
  for (const ActivationName& entry : kActivations) {
    if (node.op_type() == entry.op) return entry.shown;
  }
  return {};
}

bool changes_nothing(const onnx::NodeProto& node) {
  return is_operator(node, "Identity") || is_operator(node, "Dropout");
}

std::optional<double> clip_end(const OnnxGraph& graph, OnnxTensors& tensors, const onnx::NodeProto& node,
                               int input, std::string_view name) {
  if (const onnx::AttributeProto* held = attribute(node, name)) return held->f();
  const std::optional<std::string_view> value = input_of(node, input);
  const onnx::TensorProto* stored = value ? graph.stored(*value) : nullptr;
  if (stored == nullptr || stored->dims_size() > 1 || (stored->dims_size() == 1 && stored->dims(0) != 1))
    return {};
  const Result<Floats> number = tensors.floats(*stored);
  return number && (*number)->size() == 1 ? std::optional<double>((**number)[0]) : std::nullopt;
}

std::string clip_name(const OnnxGraph& graph, OnnxTensors& tensors, const onnx::NodeProto& node) {
  const std::optional<double> low = clip_end(graph, tensors, node, 1, "min");
  const std::optional<double> high = clip_end(graph, tensors, node, 2, "max");
  if (low == 0 && high == 6) return "ReLU6";
  return low && high ? fmt::format("Clip {:g}…{:g}", *low, *high) : "Clip";
}

bool reads_first(const onnx::NodeProto& node, std::string_view value) {
  return input_of(node, 0) == value && node.output_size() >= 1 && !node.output(0).empty();
}

/// x·f(x): the product, when a value's two readers are f and the product of both.
const onnx::NodeProto* gated_product(const OnnxGraph& graph, std::string_view value, std::string& name) {
  const std::vector<const onnx::NodeProto*>& readers = graph.readers(value);
  if (readers.size() != 2) return nullptr;
  for (const size_t gate : {size_t{0}, size_t{1}}) {
    const onnx::NodeProto& f = *readers[gate];
    const onnx::NodeProto& product = *readers[1 - gate];
    const bool sigmoid = is_operator(f, "Sigmoid"), hard = is_operator(f, "HardSigmoid");
    if ((!sigmoid && !hard) || !reads_first(f, value) || !is_operator(product, "Mul") ||
        product.input_size() != 2)
      continue;
    const std::string& opened = f.output(0);
    const bool meet = (product.input(0) == value && product.input(1) == opened) ||
                      (product.input(1) == value && product.input(0) == opened);
    if (!meet || graph.readers(opened).size() != 1 || product.output_size() < 1) continue;
    name = sigmoid ? "Swish" : "HardSwish";
    return &product;
  }
  return nullptr;
}

bool is_inference_norm(const onnx::NodeProto& node) {
  if (!is_operator(node, "BatchNormalization")) return false;
  const onnx::AttributeProto* training = attribute(node, "training_mode");
  const onnx::AttributeProto* spatial = attribute(node, "spatial");
  const bool one_output = node.output_size() == 1 || (node.output_size() > 1 && node.output(1).empty());
  return one_output && (training == nullptr || training->i() == 0) &&
         (spatial == nullptr || spatial->i() != 0);
}

}  // namespace

Chain follow(const OnnxGraph& graph, OnnxTensors& tensors, std::string_view value) {
  Chain chain;
  for (int steps = 0; steps < 32; ++steps) {
    if (graph.is_output(value)) return chain;
    std::string gated;
    if (const onnx::NodeProto* product = gated_product(graph, value, gated)) {
      chain.activations.push_back(gated);
      value = product->output(0);
      continue;
    }
    const std::vector<const onnx::NodeProto*>& readers = graph.readers(value);
    if (readers.size() != 1 || !reads_first(*readers[0], value)) return chain;
    const onnx::NodeProto& node = *readers[0];
    if (is_operator(node, "Conv")) {
      chain.conv = &node;
      return chain;
    }
    if (is_inference_norm(node) && chain.norm == nullptr && chain.activations.empty())
      chain.norm = &node;
    else if (const std::string_view name = activation_name(node); !name.empty())
      chain.activations.push_back(name == "Clip" ? clip_name(graph, tensors, node) : std::string(name));
    else if (!changes_nothing(node))
      return chain;
    value = node.output(0);
  }
  return chain;
}

Result<Norm> norm_of(const OnnxGraph& graph, OnnxTensors& tensors, const onnx::NodeProto& node, int channels,
                     const std::string& where) {
  static constexpr const char* kNames[] = {"scale", "B", "mean", "variance"};
  std::array<Floats, 4> parts;
  for (int i = 0; i < 4; ++i) {
    const std::optional<std::string_view> value = input_of(node, i + 1);
    const onnx::TensorProto* stored = value ? graph.stored(*value) : nullptr;
    if (stored == nullptr) return Norm{};
    Result<Floats> numbers = tensors.floats(*stored);
    if (!numbers) return tl::unexpected(numbers.error());
    parts[static_cast<size_t>(i)] = *numbers;
    if (static_cast<int64_t>((*numbers)->size()) == channels) continue;
    return fail(fmt::format("{}: the {} of its batch norm has {} numbers for {} channels.", where, kNames[i],
                            (*numbers)->size(), channels));
  }
  if (auto room = tensors.claim(*graph.stored(*input_of(node, 1)), 2 * int64_t{channels}); !room) {
    return tl::unexpected(room.error());
  }
  const onnx::AttributeProto* held = attribute(node, "epsilon");
  const double epsilon = held != nullptr ? static_cast<double>(held->f()) : 1e-5;
  Norm norm;
  for (size_t c = 0; c < static_cast<size_t>(channels); ++c) {
    const auto part = [&](size_t i) { return static_cast<double>((*parts[i])[c]); };
    const double scale = part(0) / std::sqrt(part(3) + epsilon);
    norm.scale.push_back(static_cast<float>(scale));
    norm.shift.push_back(static_cast<float>(part(1) - part(2) * scale));
  }
  return norm;
}

}  // namespace sep::io

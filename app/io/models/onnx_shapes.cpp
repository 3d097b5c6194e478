// Bodies of onnx_shapes.h.
#include "io/models/onnx_shapes.h"

#include <algorithm>
#include <array>

#include "io/models/onnx_attributes.h"
#include "io/models/onnx_proto.h"

namespace sep::io {

namespace {

constexpr int64_t kMostExtent = 1'000'000;

constexpr std::string_view kSameShape[] = {"Relu",
                                           "LeakyRelu",
                                           "Elu",
                                           "Selu",
                                           "Celu",
                                           "ThresholdedRelu",
                                           "Sigmoid",
                                           "HardSigmoid",
                                           "HardSwish",
                                           "Tanh",
                                           "Softplus",
                                           "Softsign",
                                           "Clip",
                                           "Gelu",
                                           "Mish",
                                           "Swish",
                                           "Identity",
                                           "Dropout",
                                           "BatchNormalization",
                                           "InstanceNormalization",
                                           "LRN",
                                           "Softmax",
                                           "Neg",
                                           "Abs",
                                           "Exp",
                                           "Sqrt",
                                           "Erf",
                                           "Cast",
                                           "QuantizeLinear",
                                           "DequantizeLinear",
                                           "LpNormalization",
                                           "GroupNormalization"};
constexpr std::string_view kBroadcast[] = {"Add", "Sub", "Mul",  "Div", "Max",
                                           "Min", "Sum", "Mean", "Pow", "PRelu"};
constexpr std::string_view kPools[] = {"MaxPool", "AveragePool", "LpPool"};
constexpr std::string_view kGlobalPools[] = {"GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool"};

template <size_t N>
bool one_of(const onnx::NodeProto& node, const std::string_view (&names)[N]) {
  return std::any_of(std::begin(names), std::end(names),
                     [&](std::string_view name) { return is_operator(node, name); });
}

int64_t believable(int64_t extent) { return extent >= 1 && extent <= kMostExtent ? extent : -1; }

bool broadcast_extent(int64_t& into, int64_t other) {
  if (into == other || other == 1) return true;
  if (into == 1 || into == -1)
    into = other;
  else if (other != -1)
    return false;
  return true;
}

struct Axis {
  int64_t kernel, stride, dilation, before, after;
  bool ceil;
};

/// Output extent of a pool; −1: unknown or empty.
int64_t pooled_extent(int64_t in, const Axis& axis, AutoPad auto_pad) {
  if (in < 1) return -1;
  const int64_t span = (axis.kernel - 1) * axis.dilation + 1;
  if (auto_pad == AutoPad::same_upper || auto_pad == AutoPad::same_lower)
    return (in + axis.stride - 1) / axis.stride;
  const int64_t pads = auto_pad == AutoPad::valid ? 0 : axis.before + axis.after;
  const int64_t room = in + pads - span;
  if (room < 0) return -1;
  int64_t out = room / axis.stride + 1;
  // A window that would begin in the padding at the end is not made.
  if (axis.ceil && room % axis.stride != 0 && out * axis.stride < in + axis.before) ++out;
  return out;
}

}  // namespace

OnnxShapes::OnnxShapes(const OnnxGraph& graph, OnnxTensors& tensors, const OnnxShapes* outer)
    : graph_(graph), tensors_(tensors), outer_(outer) {
  for (const onnx::ValueInfoProto& input : graph.proto().input()) {
    const onnx::TensorShapeProto& shape = input.type().tensor_type().shape();
    if (graph.is_initializer(input.name()) || shape.dim_size() != 4) continue;
    std::array<int64_t, 4> extent{};
    for (int i = 0; i < 4; ++i) extent[static_cast<size_t>(i)] = believable(shape.dim(i).dim_value());
    known_[input.name()] = {extent[0], extent[1], extent[2], extent[3]};
  }
}

void OnnxShapes::set_input(OnnxInput& input) {
  for (const onnx::ValueInfoProto& given : graph_.proto().input()) {
    const auto found = known_.find(given.name());
    if (found == known_.end()) continue;
    ValueShape& s = found->second;
    input.assumed = input.wanted == 0 && (s.h < 1 || s.w < 1) && input.otherwise > 0;
    const int side = input.wanted > 0 ? input.wanted : input.assumed ? input.otherwise : 0;
    if (side > 0) s.h = s.w = side;
    input.size = {static_cast<int>(std::max<int64_t>(0, s.h)), static_cast<int>(std::max<int64_t>(0, s.w))};
    input.channels = static_cast<int>(std::max<int64_t>(0, s.c));
    return;
  }
}

std::optional<ValueShape> OnnxShapes::of(std::string_view value) const {
  const OnnxShapes* shapes = this;
  for (; shapes != nullptr; shapes = shapes->outer_) {
    const auto found = shapes->known_.find(value);
    if (found != shapes->known_.end()) return found->second;
    if (shapes->graph_.maker(value) != nullptr) return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Shape> OnnxShapes::full(std::string_view value) const {
  const std::optional<ValueShape> shape = of(value);
  if (!shape || shape->c < 1 || shape->h < 1 || shape->w < 1) return std::nullopt;
  return Shape{std::max<int64_t>(shape->b, 1), shape->c, shape->h, shape->w};
}

void OnnxShapes::put_conv(const onnx::NodeProto& node, const Layer& layer) {
  const std::optional<ValueShape> in = of(*input_of(node, 0));
  ValueShape out{in ? in->b : -1, layer.spec.c_out, -1, -1};
  if (const std::optional<Shape> shape = layer_output(layer)) {
    out.h = shape->h;
    out.w = shape->w;
  }
  known_[node.output(0)] = out;
}

void OnnxShapes::put(const onnx::NodeProto& node) {
  if (node.output_size() < 1 || node.output(0).empty()) return;
  if (const std::optional<ValueShape> shape = result_of(node)) known_[node.output(0)] = *shape;
}

std::optional<ValueShape> OnnxShapes::result_of(const onnx::NodeProto& node) const {
  if (!input_of(node, 0)) return std::nullopt;
  if (one_of(node, kBroadcast)) return broadcast(node);
  if (is_operator(node, "Concat")) return concatenated(node);
  if (is_operator(node, "Pad")) return padded(node);
  if (one_of(node, kPools)) return pooled(node);
  std::optional<ValueShape> shape = of(*input_of(node, 0));
  if (one_of(node, kSameShape)) return shape;
  if (!one_of(node, kGlobalPools) || !shape) return std::nullopt;
  return ValueShape{shape->b, shape->c, 1, 1};
}

std::optional<ValueShape> OnnxShapes::pooled(const onnx::NodeProto& node) const {
  const Result<SpatialAttributes> read = spatial_attributes(node, "");
  std::optional<ValueShape> shape = of(*input_of(node, 0));
  if (!read || !read->kernel_shape || !shape) return std::nullopt;
  const auto axis = [&](size_t i) {
    return Axis{(*read->kernel_shape)[i], read->strides[i], read->dilations[i], read->pads[i],
                read->pads[i + 2],        read->ceil_mode};
  };
  shape->h = pooled_extent(shape->h, axis(0), read->auto_pad);
  shape->w = pooled_extent(shape->w, axis(1), read->auto_pad);
  return shape;
}

std::optional<ValueShape> OnnxShapes::operand(std::string_view value) const {
  const onnx::TensorProto* stored = graph_.stored(value);
  if (stored == nullptr) return of(value);
  if (stored->dims_size() > 4) return std::nullopt;
  std::array<int64_t, 4> extent{1, 1, 1, 1};
  const int missing = 4 - stored->dims_size();
  for (int i = missing; i < 4; ++i) extent[static_cast<size_t>(i)] = believable(stored->dims(i - missing));
  return ValueShape{extent[0], extent[1], extent[2], extent[3]};
}

std::optional<ValueShape> OnnxShapes::broadcast(const onnx::NodeProto& node) const {
  ValueShape out{1, 1, 1, 1};
  for (const std::string& value : node.input()) {
    const std::optional<ValueShape> in = operand(value);
    if (!in) return std::nullopt;
    const bool fits = broadcast_extent(out.b, in->b) && broadcast_extent(out.c, in->c) &&
                      broadcast_extent(out.h, in->h) && broadcast_extent(out.w, in->w);
    if (!fits) return std::nullopt;
  }
  return out;
}

std::optional<ValueShape> OnnxShapes::concatenated(const onnx::NodeProto& node) const {
  const onnx::AttributeProto* axis = attribute(node, "axis");
  if (axis == nullptr || (axis->i() != 1 && axis->i() != -3)) return std::nullopt;
  ValueShape out{-1, 0, -1, -1};
  for (const std::string& value : node.input()) {
    const std::optional<ValueShape> in = of(value);
    if (!in || in->c < 1) return std::nullopt;
    if (!broadcast_extent(out.b, in->b) || !broadcast_extent(out.h, in->h) || !broadcast_extent(out.w, in->w))
      return std::nullopt;
    out.c = believable(out.c + in->c);
    if (out.c < 1) return std::nullopt;
  }
  return out;
}

std::optional<ValueShape> OnnxShapes::padded(const onnx::NodeProto& node) const {
  std::optional<ValueShape> shape = of(*input_of(node, 0));
  if (!shape || input_of(node, 3)) return std::nullopt;
  std::vector<int64_t> pads;
  if (const onnx::AttributeProto* held = attribute(node, "pads")) {
    pads.assign(held->ints().begin(), held->ints().end());
  } else if (const std::optional<std::string_view> value = input_of(node, 1)) {
    const onnx::TensorProto* stored = graph_.stored(*value);
    if (stored == nullptr) return std::nullopt;
    if (Result<std::vector<int64_t>> numbers = tensors_.whole_numbers(*stored, 8)) pads = *numbers;
  }
  if (pads.size() != 8) return std::nullopt;
  const bool sane = std::all_of(pads.begin(), pads.end(),
                                [](int64_t pad) { return pad >= -kMostExtent && pad <= kMostExtent; });
  if (!sane || pads[0] != 0 || pads[1] != 0 || pads[4] != 0 || pads[5] != 0) return std::nullopt;
  if (shape->h > 0) shape->h = believable(shape->h + pads[2] + pads[6]);
  if (shape->w > 0) shape->w = believable(shape->w + pads[3] + pads[7]);
  return shape;
}

}  // namespace sep::io

// Collects the layers of an ONNX model.
#include "io/models/onnx.h"

#include <fmt/format.h>
#include <google/protobuf/io/coded_stream.h>

#include <algorithm>
#include <limits>
#include <set>

#include "io/models/layers.h"
#include "io/models/onnx_attributes.h"
#include "io/models/onnx_chain.h"
#include "io/models/onnx_proto.h"
#include "io/models/onnx_shapes.h"
#include "io/models/onnx_skeleton.h"
#include "io/stop.h"

namespace sep::io {

namespace {

constexpr size_t kMaxWarnings = 50;
constexpr int kParserDepth = 64;

class Collector {
 public:
  Collector(const ByteSource& source, OnnxTensors& tensors, Model& model, OnnxInput* input)
      : source_(source), tensors_(tensors), model_(model), input_(input) {}

  /// One graph and those inside its nodes; prefix goes before the names of its layers.
  Result<void> collect(const onnx::GraphProto& proto, const OnnxGraph* outer, const OnnxShapes* outer_shapes,
                       const std::string& prefix) {
    const OnnxGraph graph(proto, outer);
    OnnxShapes shapes(graph, tensors_, outer_shapes);
    if (outer == nullptr && input_ != nullptr) shapes.set_input(*input_);
    std::map<const onnx::NodeProto*, int> index;
    for (const onnx::NodeProto& node : proto.node()) {
      if (is_operator(node, "Conv")) {
        const size_t before = model_.layers.size();
        if (auto fine = conv(node, graph, shapes, prefix); !fine) return fine;
        if (model_.layers.size() > before) index[&node] = static_cast<int>(before);
      } else {
        ++others_[node.op_type()];
        shapes.put(node);
      }
      for (const onnx::AttributeProto& held : node.attribute()) {
        if (!held.has_g()) continue;
        const std::string inner = prefix +
                                  clean_text(node.name().empty() ? node.op_type() : node.name(), 60) + "/" +
                                  clean_text(held.name(), 60) + "/";
        if (auto fine = collect(held.g(), &graph, &shapes, inner); !fine) return fine;
      }
    }
    connect(graph, index);
    return {};
  }

  /// The operators that were met, the most frequent first: for the sentence about a model without
  /// convolutions.
  std::string other_operators() const {
    std::vector<std::pair<int64_t, std::string>> order;
    for (const auto& [name, count] : others_) order.emplace_back(-count, name);
    std::sort(order.begin(), order.end());
    std::string text;
    for (size_t i = 0; i < order.size() && i < 4; ++i) {
      text += fmt::format("{}{} {}", i > 0 ? ", " : "", -order[i].first, clean_text(order[i].second, 40));
    }
    return text;
  }

 private:
  void leave_out(const std::string& name, const std::string& reason) {
    if (model_.warnings.size() < kMaxWarnings) {
      model_.warnings.push_back(fmt::format("Conv {} is left out: {}.", shown_name(name), reason));
    } else if (model_.warnings.size() == kMaxWarnings) {
      model_.warnings.emplace_back("More Conv nodes are left out.");
    }
  }

  std::string unique_name(const onnx::NodeProto& node, const std::string& prefix) {
    std::string name = !node.name().empty() ? node.name() : node.output_size() > 0 ? node.output(0) : "";
    if (name.empty()) name = "Conv";
    name = prefix + clean_text(name, 200);
    std::string candidate = name;
    // The count of each name is kept, so that many equal names do not take for ever.
    while (!names_.insert(candidate).second) candidate = fmt::format("{} #{}", name, ++repeats_[name] + 1);
    return candidate;
  }

  Result<void> conv(const onnx::NodeProto& node, const OnnxGraph& graph, OnnxShapes& shapes,
                    const std::string& prefix) {
    const std::string name = unique_name(node, prefix);
    const std::string where = fmt::format("{}, node {}", source_.name(), shown_name(name));
    const std::optional<std::string_view> x = input_of(node, 0), w = input_of(node, 1);
    if (!x || !w || node.output_size() != 1) {
      return fail(fmt::format("{}: a Conv needs an input, weights and one output.", where));
    }
    const onnx::TensorProto* tensor = graph.stored(*w);
    if (tensor == nullptr) {
      const onnx::NodeProto* maker = graph.maker(*w);
      leave_out(name, maker != nullptr ? fmt::format("its weights are computed by a {} node, not stored",
                                                     clean_text(maker->op_type(), 40))
                                       : "its weights are an input of the model, not stored");
      return {};
    }
    if (tensor->dims_size() != 4) {
      leave_out(name, fmt::format("its weights have the shape {}, and only 2-D convolutions are shown",
                                  dims_text(*tensor)));
      return {};
    }
    Result<Layer> layer = read(node, *tensor, where);
    if (!layer) return tl::unexpected(layer.error());
    layer->name = name;
    if (auto fine = add_bias(node, graph, where, *layer); !fine) return fine;
    if (auto fine = add_followers(node, graph, where, *layer); !fine) return fine;
    add_input(shapes.full(*x), *layer);
    shapes.put_conv(node, *layer);
    // Tensors were looked through once, when they were read; here only those that need a sentence are again.
    layer->has_non_finite = !tensors_.finite(*tensor) || !all_finite(layer->bias);
    if (layer->has_non_finite && model_.warnings.size() < kMaxWarnings)
      note_non_finite(*layer, model_.warnings);
    model_.layers.push_back(std::move(*layer));
    return {};
  }

  Result<Layer> read(const onnx::NodeProto& node, const onnx::TensorProto& tensor, const std::string& where) {
    const Result<SpatialAttributes> held = spatial_attributes(node, where);
    if (!held) return tl::unexpected(held.error());
    if (held->kernel_shape &&
        !std::equal(held->kernel_shape->begin(), held->kernel_shape->end(), tensor.dims().begin() + 2)) {
      return fail(fmt::format("{}: its kernel_shape is {}, but its weights have the shape {}.", where,
                              shape_text(*held->kernel_shape), dims_text(tensor)));
    }
    const int64_t n = tensor.dims(0), c = tensor.dims(1), kh = tensor.dims(2), kw = tensor.dims(3);
    constexpr int64_t kMost = int64_t{1} << 24;
    if (std::min({n, c, kh, kw}) < 1 || std::max({n, c, kh, kw}) > kMost || held->group > kMost / c) {
      return fail(fmt::format("{}: its weights have the shape {} with group {}; extents must be 1 to {}.",
                              where, dims_text(tensor), held->group, kMost));
    }
    if (n % held->group != 0) {
      return fail(
          fmt::format("{}: its {} output channels cannot be divided into {} groups.", where, n, held->group));
    }
    if (std::max(kh * held->dilations[0], kw * held->dilations[1]) > kMost) {
      return fail(fmt::format("{}: its kernel of {}×{} with dilation {}×{} is larger than any image.", where,
                              kh, kw, held->dilations[0], held->dilations[1]));
    }
    Result<Floats> weights = tensors_.floats(tensor);
    if (!weights) return tl::unexpected(weights.error());
    const auto narrow = [](int64_t value) { return static_cast<int>(value); };
    Layer layer;
    layer.spec = {
        narrow(c * held->group),
        narrow(n),
        narrow(held->group),
        {narrow(kh), narrow(kw)},
        {narrow(held->strides[0]), narrow(held->strides[1])},
        {narrow(held->dilations[0]), narrow(held->dilations[1])},
        {narrow(held->pads[0]), narrow(held->pads[1]), narrow(held->pads[2]), narrow(held->pads[3])},
        Border::zero};
    layer.auto_pad = held->auto_pad;
    if (layer.auto_pad != AutoPad::explicit_pads) layer.spec.pads = {};
    layer.kind = kind_of_layer(layer.spec);
    layer.weights = std::move(*weights);
    note_limits(layer);
    return layer;
  }

  Result<void> add_bias(const onnx::NodeProto& node, const OnnxGraph& graph, const std::string& where,
                        Layer& layer) {
    const std::optional<std::string_view> value = input_of(node, 2);
    if (!value) return {};
    const onnx::TensorProto* tensor = graph.stored(*value);
    if (tensor == nullptr) {
      if (layer.refusal.empty()) layer.refusal = "its bias is computed in the graph, not stored";
      return {};
    }
    const Result<Floats> bias = tensors_.floats(*tensor);
    if (!bias) return tl::unexpected(bias.error());
    if (static_cast<int64_t>((*bias)->size()) != layer.spec.c_out) {
      return fail(fmt::format("{}: its bias has {} numbers for {} output channels.", where, (*bias)->size(),
                              layer.spec.c_out));
    }
    if (auto room = tensors_.claim(*tensor, layer.spec.c_out); !room) return room;
    layer.bias = **bias;
    return {};
  }

  Result<void> add_followers(const onnx::NodeProto& node, const OnnxGraph& graph, const std::string& where,
                             Layer& layer) {
    const Chain chain = follow(graph, tensors_, node.output(0));
    layer.between = chain.activations;
    if (chain.norm == nullptr) return {};
    Result<Norm> norm = norm_of(graph, tensors_, *chain.norm, layer.spec.c_out, where);
    if (!norm) return tl::unexpected(norm.error());
    layer.norm_scale = std::move(norm->scale);
    layer.norm_shift = std::move(norm->shift);
    return {};
  }

  static void add_input(const std::optional<Shape>& input, Layer& layer) {
    if (!input || input->c != layer.spec.c_in) return;
    layer.input = input;
    layer.spec = spec_for(layer, {static_cast<int>(input->h), static_cast<int>(input->w)});
  }

  /// Pairs each depthwise layer with the pointwise one that alone reads it.
  void connect(const OnnxGraph& graph, const std::map<const onnx::NodeProto*, int>& index) {
    for (const auto& [node, at] : index) {
      Layer& layer = model_.layers[static_cast<size_t>(at)];
      if (layer.kind != ConvKind::depthwise) continue;
      const auto next = index.find(follow(graph, tensors_, node->output(0)).conv);
      if (next == index.end()) continue;
      const Layer& second = model_.layers[static_cast<size_t>(next->second)];
      const bool plain = second.kind == ConvKind::pointwise && second.spec.stride == Size2{1, 1} &&
                         second.spec.pads == Pads{} && second.spec.c_in == layer.spec.c_out;
      if (plain) layer.pair = next->second;
    }
  }

  const ByteSource& source_;
  OnnxTensors& tensors_;
  Model& model_;
  OnnxInput* input_;
  std::set<std::string> names_;
  std::map<std::string, int> repeats_;
  std::map<std::string, int64_t> others_;
};

bool parse_message(const std::string& bytes, onnx::ModelProto& model) {
  google::protobuf::io::CodedInputStream stream(reinterpret_cast<const uint8_t*>(bytes.data()),
                                                static_cast<int>(bytes.size()));
  stream.SetRecursionLimit(kParserDepth);
  stream.SetTotalBytesLimit(static_cast<int>(bytes.size()));
  return model.ParseFromCodedStream(&stream) && stream.ConsumedEntireMessage();
}

}  // namespace

Result<Model> parse_onnx(const ByteSource& source, const std::string& name,
                         const std::filesystem::path& folder, OnnxInput* input) {
  Result<OnnxSkeleton> skeleton = read_onnx_skeleton(source);
  if (!skeleton) return tl::unexpected(skeleton.error());
  onnx::ModelProto proto;
  if (!parse_message(skeleton->message, proto)) {
    return fail(
        fmt::format("{} is not a valid ONNX model: its parts do not have the types that ONNX gives them.",
                    source.name()));
  }
  std::string().swap(skeleton->message);
  OnnxTensors tensors(source, skeleton->places, folder);
  Model model{name, {}, {}};
  for (const onnx::TensorProto& tensor : proto.graph().initializer())
    will_go_through(tensor.dims_size() == 4 ? tensors.stored_bytes(tensor) : 0);
  Collector collector(source, tensors, model, input);
  if (auto fine = collector.collect(proto.graph(), nullptr, nullptr, ""); !fine)
    return tl::unexpected(fine.error());
  if (skeleton->has_functions)
    model.warnings.emplace_back(
        "The model defines functions of its own; convolutions in them are not shown.");
  if (!model.layers.empty()) return model;
  if (!model.warnings.empty())
    return fail(fmt::format("{} holds no layer that can be shown. {}", source.name(), model.warnings[0]));
  const std::string others = collector.other_operators();
  return fail(fmt::format("{} holds no convolution{}.", source.name(),
                          others.empty() ? ": its graph is empty" : ", only " + others));
}

}  // namespace sep::io

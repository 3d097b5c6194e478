// Bodies of model_network.h.
#include "io/models/model_network.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/file_bytes.h"
#include "io/models/bytes.h"
#include "io/models/onnx.h"

namespace sep::io {
namespace {

bool has_norm(const Layer& layer) { return !layer.norm_scale.empty(); }

/// No layer separates channels already: the model is shown made separable, as VGG-16 is.
bool all_standard(const Model& model) {
  return std::ranges::all_of(model.layers, [](const Layer& l) { return l.spec.group == 1; });
}

NetworkRow row_of(const Layer& layer, bool separate) {
  const Shape& in = *layer.input;
  const ConvSpec spec = spec_for(layer, {static_cast<int>(in.h), static_cast<int>(in.w)});
  NetworkRow row;
  row.name = clean_text(layer.name, 60);
  row.kind = separate ? LayerKind::separable : LayerKind::convolution;
  row.input = Shape{1, in.c, in.h, in.w};
  row.kernel = spec.kernel;
  row.stride = spec.stride;
  row.dilation = spec.dilation;
  row.padding = Padding::explicit_pads;
  row.pads = spec.pads;
  row.filters = spec.c_out;
  row.group = spec.group;
  row.batch_norm = has_norm(layer) ? BatchNorm::last : BatchNorm::none;
  row.bias = !layer.bias.empty();
  row.width = Scaling::fixed;
  return row;
}

/// A depthwise layer with the pointwise one that it feeds.
NetworkRow row_of_pair(const Layer& depthwise, const Layer& pointwise) {
  NetworkRow row = row_of(depthwise, true);
  row.multiplier = depthwise.spec.c_out / depthwise.spec.c_in;
  row.filters = pointwise.spec.c_out;
  row.group = 1;
  row.batch_norm = has_norm(depthwise)   ? BatchNorm::each
                   : has_norm(pointwise) ? BatchNorm::last
                                         : BatchNorm::none;
  row.bias = !pointwise.bias.empty();
  row.inner_bias = !depthwise.bias.empty();
  return row;
}

void note_unknown(Network& network, const std::vector<std::string>& unknown, size_t all) {
  if (unknown.empty()) return;
  network.notes.push_back(
      fmt::format("The sizes of {} of {} convolutions are not known, {} first: they are left out.",
                  unknown.size(), all, unknown.front()));
}

void add_rows(Network& network, const Model& model) {
  const bool separate = all_standard(model);
  std::vector<bool> taken(model.layers.size(), false);
  for (const Layer& l : model.layers) {
    if (l.pair >= 0) taken[static_cast<size_t>(l.pair)] = true;
  }
  std::vector<std::string> unknown;
  for (size_t i = 0; i < model.layers.size(); ++i) {
    const Layer& l = model.layers[i];
    if (taken[i]) continue;
    const bool larger = l.spec.kernel.h * l.spec.kernel.w > 1;
    if (!l.input)
      unknown.push_back(clean_text(l.name, 60));
    else if (l.pair >= 0)
      network.rows.push_back(row_of_pair(l, model.layers[static_cast<size_t>(l.pair)]));
    else
      network.rows.push_back(row_of(l, separate && larger));
  }
  note_unknown(network, unknown, model.layers.size());
  if (separate) network.published_as = PathId::standard;
}

Network empty_network(const std::filesystem::path& file, const OnnxInput& input) {
  Network n;
  n.name = n.title = file.filename().string();
  n.source = "ONNX model";
  n.about = "Convolutions of this model, in the file's order; the rest of it is not counted.";
  n.input = input.size;
  n.channels = std::max(1, input.channels);
  if (input.assumed)
    n.notes.push_back(
        fmt::format("The file leaves the size of its input open: {}×{} pixels are assumed; another "
                    "resolution can be set.",
                    input.size.h, input.size.w));
  return n;
}

}  // namespace

Result<Network> network_of_model(const std::filesystem::path& file, int resolution) {
  Result<OpenFile> open = open_regular(file);
  if (!open) return tl::unexpected(open.error());
  const FileSource source(quoted(file), std::move(*open));
  OnnxInput input;
  input.wanted = resolution;
  input.otherwise = kAssumedSide;
  Result<Model> model = parse_onnx(source, file.filename().string(),
                                   file.parent_path().empty() ? "." : file.parent_path(), &input);
  if (!model) return tl::unexpected(model.error());
  Network network = empty_network(file, input);
  add_rows(network, *model);
  network.notes.insert(network.notes.end(), model->warnings.begin(), model->warnings.end());
  if (network.rows.empty())
    return fail(fmt::format(
        "{}: no convolution's size is known: the model's input is no [B,C,H,W], or operators that are not "
        "followed stand before the first one.",
        source.name()));
  return network;
}

}  // namespace sep::io

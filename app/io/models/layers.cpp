// Bodies of layers.h.
#include "io/models/layers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <limits>

#include "io/models/bytes.h"

namespace sep::io {

namespace {

bool says_depthwise(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
  return name.find("depthwise") != std::string::npos || name.find("dwconv") != std::string::npos ||
         name.find("conv_dw") != std::string::npos || name.find("dw_conv") != std::string::npos;
}

bool single_channel(const Layer& layer) { return layer.spec.c_in == 1 && layer.spec.group == 1; }

bool takes_maps_of(const Layer& next, const Layer& layer) {
  return next.kind == ConvKind::pointwise && next.spec.c_in == layer.spec.c_out;
}

}  // namespace

Layer layer_of_kernel(std::string name, Kernel kernel) {
  Layer layer;
  layer.name = std::move(name);
  layer.spec.kernel = kernel.size;
  layer.weights = std::make_shared<const std::vector<float>>(kernel.values.begin(), kernel.values.end());
  layer.kernel = std::move(kernel);
  note_limits(layer);
  return layer;
}

Result<Layer> layer_of_bank(std::string name, const std::array<int64_t, 4>& dims,
                            std::shared_ptr<const std::vector<float>> weights, const std::string& where) {
  for (const int64_t extent : dims) {
    if (extent < 1 || extent > std::numeric_limits<int>::max()) {
      return fail(fmt::format("{}: its shape is {}; every extent of a filter bank must be at least 1.", where,
                              shape_text(dims)));
    }
  }
  Layer layer;
  layer.name = std::move(name);
  layer.spec.c_out = static_cast<int>(dims[0]);
  layer.spec.c_in = static_cast<int>(dims[1]);
  layer.spec.kernel = {static_cast<int>(dims[2]), static_cast<int>(dims[3])};
  layer.kind = kind_of_layer(layer.spec);
  layer.weights = std::move(weights);
  note_limits(layer);
  return layer;
}

void guess_groups(std::vector<Layer>& layers) {
  for (size_t i = 0; i < layers.size(); ++i) {
    Layer& layer = layers[i];
    if (layer.kernel) continue;
    layer.between_known = false;
    if (!single_channel(layer) || layer.spec.c_out == 1) continue;
    const bool followed = i + 1 < layers.size() && takes_maps_of(layers[i + 1], layer);
    const bool alone = layers.size() == 1 || i == 0;
    if (!followed && !says_depthwise(layer.name) && alone) {
      layer.note = "read as filters of one channel; the file does not say whether it is depthwise";
      continue;
    }
    layer.spec.group = layer.spec.c_in = layer.spec.c_out;
    layer.kind = ConvKind::depthwise;
    layer.note = "read as depthwise, one filter a channel; the file does not say so";
    if (followed) layer.pair = static_cast<int>(i + 1);
  }
}

void note_non_finite(Layer& layer, std::vector<std::string>& warnings) {
  const std::vector<float>& w = *layer.weights;
  const auto odd = [](float value) { return !std::isfinite(value); };
  const auto in_weights = std::count_if(w.begin(), w.end(), odd);
  const auto in_bias = std::count_if(layer.bias.begin(), layer.bias.end(), odd);
  layer.has_non_finite = in_weights + in_bias > 0;
  if (!layer.has_non_finite) return;
  if (in_weights == 0) {
    warnings.push_back(fmt::format("Layer {}: {} of its {} biases are not finite (NaN or infinite).",
                                   shown_name(layer.name), in_bias, layer.bias.size()));
    return;
  }
  auto first = std::find_if(w.begin(), w.end(), odd) - w.begin();
  const auto x = first % layer.spec.kernel.w;
  const auto y = (first /= layer.spec.kernel.w) % layer.spec.kernel.h;
  const auto c = (first /= layer.spec.kernel.h) % layer.spec.c_in_per_group();
  const auto n = first / layer.spec.c_in_per_group();
  warnings.push_back(fmt::format(
      "Layer {}: {} of its {} weights are not finite (NaN or infinite), the first at [{}, {}, {}, {}].",
      shown_name(layer.name), in_weights, w.size(), n, c, y, x));
}

void note_limits(Layer& layer) {
  const ConvSpec& spec = layer.spec;
  const auto [kernel, stride, dilation] =
      std::tuple{std::max(spec.kernel.h, spec.kernel.w), std::max(spec.stride.h, spec.stride.w),
                 std::max(spec.dilation.h, spec.dilation.w)};
  if (kernel > kMaxKernel) {
    layer.refusal = fmt::format("its kernel is {}×{}; at most {}×{} can be run", spec.kernel.h, spec.kernel.w,
                                kMaxKernel, kMaxKernel);
  } else if (stride > kMaxStride) {
    layer.refusal = fmt::format("its stride is {}; at most {} can be run", stride, kMaxStride);
  } else if (dilation > kMaxDilation) {
    layer.refusal = fmt::format("its dilation is {}; at most {} can be run", dilation, kMaxDilation);
  }
}

}  // namespace sep::io

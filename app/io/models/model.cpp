// What every layer has: kind, spec for an input, sizes, its place by name.
#include "io/models/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "io/models/bytes.h"
#include "io/models/layers.h"

namespace sep::io {

namespace {

/// ONNX SAME_LOWER: the odd cell goes to the beginning.
Pads lower(const Pads& upper) { return {upper.bottom, upper.right, upper.top, upper.left}; }

size_t common_prefix(std::string_view a, std::string_view b) {
  return static_cast<size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin());
}

}  // namespace

const char* kind_name(ConvKind kind) {
  switch (kind) {
    case ConvKind::standard:
      return "standard";
    case ConvKind::grouped:
      return "grouped";
    case ConvKind::depthwise:
      return "depthwise";
    case ConvKind::pointwise:
      return "pointwise";
  }
  return "";
}

ConvKind kind_of_layer(const ConvSpec& spec) {
  if (spec.group == 1) return spec.kernel == Size2{1, 1} ? ConvKind::pointwise : ConvKind::standard;
  return spec.group == spec.c_in ? ConvKind::depthwise : ConvKind::grouped;
}

ConvSpec spec_for(const Layer& layer, Size2 input) {
  ConvSpec spec = layer.spec;
  if (layer.auto_pad == AutoPad::valid) spec.pads = {};
  if (layer.auto_pad == AutoPad::same_upper || layer.auto_pad == AutoPad::same_lower) {
    const Pads upper = same_pads(input, spec.kernel, spec.stride, spec.dilation);
    spec.pads = layer.auto_pad == AutoPad::same_upper ? upper : lower(upper);
  }
  return spec;
}

std::optional<Shape> layer_output(const Layer& layer) {
  if (!layer.input) return std::nullopt;
  const ConvSpec spec = spec_for(layer, {static_cast<int>(layer.input->h), static_cast<int>(layer.input->w)});
  const Result<Shape> out = output_shape(spec, *layer.input);
  return out ? std::optional(*out) : std::nullopt;
}

std::optional<int64_t> layer_multiplications(const Layer& layer) {
  const std::optional<Shape> out = layer_output(layer);
  if (!out) return std::nullopt;
  // As core's multiplications(), but the sizes are a file's: no overflow.
  int64_t product = 1;
  for (const int64_t factor : {out->b, out->h, out->w, layer.spec.weight_count()}) {
    if (__builtin_mul_overflow(product, factor, &product)) return std::nullopt;
  }
  return product;
}

Result<int> find_layer(const Model& model, const std::string& name) {
  for (size_t i = 0; i < model.layers.size(); ++i) {
    if (model.layers[i].name == name) return static_cast<int>(i);
  }
  std::vector<const Layer*> order;
  for (const Layer& layer : model.layers) order.push_back(&layer);
  std::stable_sort(order.begin(), order.end(), [&](const Layer* a, const Layer* b) {
    return common_prefix(a->name, name) > common_prefix(b->name, name);
  });
  std::string names;
  for (size_t i = 0; i < order.size() && i < 8; ++i)
    names += (i > 0 ? ", " : "") + clean_text(order[i]->name, 60);
  return fail(fmt::format("{} has no layer {}; it has {}{}.", shown_name(model.name), shown_name(name), names,
                          order.size() > 8 ? fmt::format(" and {} more", order.size() - 8) : ""));
}

Result<Layer> kernel_layer(const Tensor& image, const std::string& name) {
  const Shape& shape = image.shape;
  if (shape.h > kMaxKernel || shape.w > kMaxKernel) {
    return fail(fmt::format("{} has {}×{} pixels; as a kernel an image may have at most {}×{}.",
                            shown_name(name), shape.h, shape.w, kMaxKernel, kMaxKernel));
  }
  const auto plane = static_cast<size_t>(shape.h * shape.w);
  if (shape.c < 1 || plane == 0) return fail(fmt::format("{} has no pixels.", shown_name(name)));
  for (size_t i = plane; i < static_cast<size_t>(shape.c) * plane; ++i) {
    if (image.values[i] == image.values[i % plane]) continue;
    return fail(fmt::format("{} is a coloured image; as a kernel it must be grey (pixel [{}, {}] is not).",
                            shown_name(name), i % plane / static_cast<size_t>(shape.w),
                            i % static_cast<size_t>(shape.w)));
  }
  return layer_of_kernel(name, {{static_cast<int>(shape.h), static_cast<int>(shape.w)},
                                {image.values.begin(), image.values.begin() + static_cast<int64_t>(plane)}});
}

}  // namespace sep::io

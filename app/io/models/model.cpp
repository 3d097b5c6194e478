// What every layer has: kind, spec for an input, sizes, its place by name.
#include "io/models/model.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "io/models/bytes.h"
#include "io/models/layers.h"

namespace sep::io {

namespace {

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
  if (layer.auto_pad == AutoPad::same_upper)
    spec.pads = same_pads(input, spec.kernel, spec.stride, spec.dilation);
  if (layer.auto_pad == AutoPad::same_lower)
    spec.pads = same_lower_pads(input, spec.kernel, spec.stride, spec.dilation);
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

}  // namespace sep::io

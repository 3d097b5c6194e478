// Bodies of network_layer.h.
#include "core/network_layer.h"

#include <fmt/format.h>

namespace sep {
namespace {

/// What a stage of a block has beside its weights.
struct Extras {
  bool batch_norm = false;
  bool bias = false;
};

ConvSpec spec_of(const NetworkRow& row, const Shape& in, Size2 stride, int c_out, int group) {
  ConvSpec spec{static_cast<int>(in.c), c_out, group, row.kernel, stride, row.dilation, {}, Border::zero};
  const Size2 size{static_cast<int>(in.h), static_cast<int>(in.w)};
  if (row.padding == Padding::same) spec.pads = same_pads(size, row.kernel, stride, row.dilation);
  if (row.padding == Padding::explicit_pads) spec.pads = row.pads;
  return spec;
}

ConvSpec pointwise_spec(const Shape& in, int c_out) {
  return {static_cast<int>(in.c), c_out, 1, {1, 1}, {1, 1}, {1, 1}, {}, Border::zero};
}

/// Adds one operation to a path and its counts to the path's.
Result<Shape> add(PathCost& path, const char* name, const ConvSpec& spec, const Shape& in, const Shape& out,
                  Extras extras) {
  const long double weights = 1.0L * spec.c_out * spec.c_in_per_group() * spec.kernel.h * spec.kernel.w;
  const long double count = weights * static_cast<long double>(out.h) * static_cast<long double>(out.w);
  if (count > static_cast<long double>(kMaxCount)) {
    return fail(fmt::format("it needs {:.1e} multiplications, more than are counted here ({:.1e})",
                            static_cast<double>(count), static_cast<double>(kMaxCount)));
  }
  OperationCost op{name, spec, in, out, multiplications(spec, out), spec.weight_count(), 0, 0};
  if (extras.batch_norm) op.batch_norm = int64_t{2} * spec.c_out;
  if (extras.bias) op.bias = spec.c_out;
  path.multiplications += op.multiplications;
  path.weights += op.weights;
  path.batch_norm += op.batch_norm;
  path.bias += op.bias;
  path.operations.push_back(std::move(op));
  return out;
}

Result<Shape> add(PathCost& path, const char* name, const ConvSpec& spec, const Shape& in, Extras extras) {
  const auto out = output_shape(spec, in);
  if (!out) return fail(out.error().message);
  return add(path, name, spec, in, *out, extras);
}

/// Depthwise then 1×1 on one path, the whole convolution on the other.
Result<Shape> add_block(LayerCost& layer, const NetworkRow& row, const Shape& in, int filters,
                        const char* last_name) {
  const int c = static_cast<int>(in.c);
  const int multiplier = row.kind == LayerKind::separable ? row.multiplier : 1;
  const Extras last{row.batch_norm != BatchNorm::none, row.bias};
  const auto depthwise = add(layer.separable, "depthwise", spec_of(row, in, layer.stride, c * multiplier, c),
                             in, {row.batch_norm == BatchNorm::each, row.inner_bias});
  if (!depthwise) return depthwise;
  if (auto out = add(layer.separable, last_name, pointwise_spec(*depthwise, filters), *depthwise, last); !out)
    return out;
  return add(layer.standard, "convolution", spec_of(row, in, layer.stride, filters, 1), in, last);
}

Result<Shape> add_inverted_residual(LayerCost& layer, const NetworkRow& row, int filters) {
  Shape wide = layer.in;
  if (row.expansion > 1) {
    const ConvSpec expand = pointwise_spec(layer.in, static_cast<int>(layer.in.c) * row.expansion);
    const Extras extras{row.batch_norm == BatchNorm::each, row.bias};
    for (PathCost* path : {&layer.separable, &layer.standard}) {
      const auto out = add(*path, "expand", expand, layer.in, extras);
      if (!out) return out;
      wide = *out;
    }
  }
  return add_block(layer, row, wide, filters, "project");
}

Result<Shape> add_convolution(LayerCost& layer, const NetworkRow& row, int filters) {
  const Extras extras{row.batch_norm != BatchNorm::none, row.bias};
  if (auto out = add(layer.separable, "convolution", spec_of(row, layer.in, layer.stride, filters, row.group),
                     layer.in, extras);
      !out) {
    return out;
  }
  return add(layer.standard, "convolution", spec_of(row, layer.in, layer.stride, filters, 1), layer.in,
             extras);
}

/// A fully connected layer is a convolution whose kernel is as large as the image.
Result<Shape> add_fully_connected(LayerCost& layer, const NetworkRow& row, int filters) {
  ConvSpec spec = pointwise_spec(layer.in, filters);
  spec.kernel = {static_cast<int>(layer.in.h), static_cast<int>(layer.in.w)};
  const Shape out{1, filters, 1, 1};
  const Extras extras{row.batch_norm != BatchNorm::none, row.bias};
  if (auto done = add(layer.separable, "fully connected", spec, layer.in, out, extras); !done) return done;
  return add(layer.standard, "fully connected", spec, layer.in, out, extras);
}

Result<Shape> pooled(const LayerCost& layer, const NetworkRow& row) {
  if (row.global) return Shape{1, layer.in.c, 1, 1};
  const int c = static_cast<int>(layer.in.c);
  return output_shape(spec_of(row, layer.in, layer.stride, c, c), layer.in);
}

Result<Shape> add_all(LayerCost& layer, const NetworkRow& row, int filters) {
  switch (row.kind) {
    case LayerKind::convolution:
      return add_convolution(layer, row, filters);
    case LayerKind::separable:
      return add_block(layer, row, layer.in, filters, "pointwise");
    case LayerKind::inverted_residual:
      return add_inverted_residual(layer, row, filters);
    case LayerKind::pool:
      return pooled(layer, row);
    case LayerKind::fully_connected:
      break;
  }
  return add_fully_connected(layer, row, filters);
}

}  // namespace

Result<LayerCost> layer_cost(const NetworkRow& row, const Shape& in, int filters, bool first) {
  LayerCost layer;
  layer.name = row.name;
  layer.kind = row.kind;
  layer.stride = first ? row.stride : Size2{1, 1};
  layer.in = in;
  const auto out = add_all(layer, row, filters);
  if (!out) return fail(out.error().message);
  layer.out = *out;
  return layer;
}

}  // namespace sep

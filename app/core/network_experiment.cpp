// From a layer of a network to the experiment that shows it.
#include <fmt/format.h>

#include <algorithm>

#include "core/network.h"

namespace sep {
namespace {

constexpr int kMaxShownChannels = 512, kMaxShownFilters = 1024, kMaxShownKernel = 31;

/// value, or the most that is shown, with a note that says so.
int shown(const std::string& layer, const char* what, int value, int most, std::vector<std::string>& notes) {
  if (value <= most) return value;
  notes.push_back(
      fmt::format("{} has {} {}; an experiment shows at most {}, so its counts are not this layer's.", layer,
                  value, what, most));
  return most;
}

}  // namespace

std::optional<LayerDescription> describe(const Network& network, const LayerCost& layer) {
  if (layer.kind == LayerKind::pool || layer.kind == LayerKind::fully_connected) return std::nullopt;
  const NetworkRow& row = network.rows.at(layer.row);
  const OperationCost& whole = layer.standard.operations.back();
  LayerDescription out;
  out.name = layer.name;
  out.kernel = whole.spec.kernel;
  out.channels = whole.spec.c_in;
  out.filters = whole.spec.c_out;
  out.multiplier = layer.kind == LayerKind::separable ? row.multiplier : 1;
  out.stride = whole.spec.stride;
  out.dilation = whole.spec.dilation;
  out.padding = row.padding;
  out.pads = row.pads;
  out.size = {static_cast<int>(whole.in.h), static_cast<int>(whole.in.w)};
  return out;
}

LayerExperiment to_experiment(const LayerDescription& layer, Experiment base) {
  LayerExperiment out{std::move(base), {}};
  Experiment& e = out.experiment;
  e.mode = Mode::depthwise;
  e.input.height = layer.size.h;
  e.input.width = layer.size.w;
  e.input.channels = shown(layer.name, "input channels", layer.channels, kMaxShownChannels, out.notes);
  e.filters = shown(layer.name, "filters", layer.filters, kMaxShownFilters, out.notes);
  e.kernel = KernelSource{};
  e.kernel.size = {shown(layer.name, "kernel rows", layer.kernel.h, kMaxShownKernel, out.notes),
                   shown(layer.name, "kernel columns", layer.kernel.w, kMaxShownKernel, out.notes)};
  e.kernels.clear();
  e.pointwise = PointwiseSource{};
  e.multiplier = std::min(layer.multiplier, e.kernel.size.h * e.kernel.size.w);
  e.stride = {std::min(layer.stride.h, kMaxStride), std::min(layer.stride.w, kMaxStride)};
  e.dilation = {std::min(layer.dilation.h, kMaxDilation), std::min(layer.dilation.w, kMaxDilation)};
  e.padding = layer.padding;
  e.pads = layer.padding == Padding::explicit_pads ? layer.pads : Pads{};
  e.border = Border::zero;
  e.groups = 1;
  e.split = {};
  e.mutes = {};
  e.view.filter = e.view.channel = 0;
  return out;
}

}  // namespace sep

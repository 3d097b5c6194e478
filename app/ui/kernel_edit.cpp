// Bodies of kernel_edit.h.
#include "ui/kernel_edit.h"

#include <algorithm>

#include "core/plan_shapes.h"

namespace sep::ui {
namespace {

bool is_set(const KernelSource& s) { return s.values.has_value() || !s.preset.empty(); }

/// The source that map i was given; nullptr when it follows the default cycle.
const KernelSource* given(const Experiment& e, int map) {
  const auto i = static_cast<size_t>(map);
  if (e.mode == Mode::depthwise && i < e.kernels.size() && is_set(e.kernels[i])) return &e.kernels[i];
  return map == 0 ? &e.kernel : nullptr;
}

Kernel values_of(const KernelSource& source, Size2 size) {
  if (source.values) return *source.values;
  if (auto made = make_kernel(source.preset, size)) return std::move(*made);
  return {size, std::vector<double>(static_cast<size_t>(size.h) * static_cast<size_t>(size.w), 0.0)};
}

}  // namespace

int edited_map(const Experiment& e, int channels, int map_in_channel) {
  if (e.mode == Mode::spatial) return 0;
  const int channel = std::clamp(e.view.channel, 0, std::max(0, channels - 1));
  return channel * e.multiplier + std::clamp(map_in_channel, 0, std::max(0, e.multiplier - 1));
}

Kernel kernel_of_map(const Experiment& e, int map) {
  const Size2 size = kernel_size(e.kernel);
  if (const KernelSource* source = given(e, map)) return values_of(*source, size);
  return default_depthwise_kernel(map, values_of(e.kernel, size));
}

std::string preset_of_map(const Experiment& e, int map) {
  const KernelSource* source = given(e, map);
  return source != nullptr && !source->values ? source->preset : std::string();
}

std::string origin_of_map(const Experiment& e, int map) {
  const KernelSource* source = given(e, map);
  return source != nullptr ? source->preset : std::string();
}

std::string source_label(const Experiment& e, int map) {
  const KernelSource* source = given(e, map);
  if (source == nullptr) return "by default";
  const KernelPreset* preset = find_preset(source->preset);
  const std::string name = preset != nullptr ? std::string(preset->label) : source->preset;
  if (!source->values) return name;
  return name.empty() ? "own values" : name + ", edited";
}

Experiment with_map(Experiment e, int map, KernelSource source) {
  if (e.mode == Mode::spatial || (map == 0 && given(e, 0) == &e.kernel)) {
    const Size2 size = kernel_size(source);
    e.kernel = std::move(source);
    // typed kernels of other maps, and the rank, follow the new size
    e = with(std::move(e), Parameter::kernel_h, size.h);
    return with(std::move(e), Parameter::kernel_w, size.w);
  }
  KernelSource unset;
  unset.preset.clear();
  if (e.kernels.size() <= static_cast<size_t>(map)) e.kernels.resize(static_cast<size_t>(map) + 1, unset);
  e.kernels[static_cast<size_t>(map)] = std::move(source);
  return e;
}

Experiment with_value(Experiment e, int map, int y, int x, double value) {
  Kernel kernel = kernel_of_map(e, map);
  if (y < 0 || x < 0 || y >= kernel.size.h || x >= kernel.size.w) return e;
  kernel.at(y, x) = value;
  KernelSource source;
  source.preset = origin_of_map(e, map);
  source.size = kernel.size;
  source.values = std::move(kernel);
  return with_map(std::move(e), map, std::move(source));
}

}  // namespace sep::ui

// Bodies of bank_edit.h.
#include "ui/filters/bank_edit.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/factorise.h"
#include "core/plan_shapes.h"
#include "ui/format.h"

namespace sep::ui {

bool has_bank(const Experiment& e) { return e.mode == Mode::depthwise && e.bank.loaded != nullptr; }

Experiment without_bank(Experiment e) {
  constexpr int kMostFilters = 1024, kMostChannels = 512;
  const Size2 size = kernel_size(e.kernel);
  e.bank = {};
  e.kernel = {};
  const KernelPreset* preset = find_preset(e.kernel.preset);
  if (preset != nullptr) e.kernel.size = nearest_size(*preset, size);
  e.kernels.clear();
  e.pointwise.values.clear();
  e.input.channels = std::min(e.input.channels, kMostChannels);
  return with(std::move(e), Parameter::filters, std::min(e.filters, kMostFilters));
}

std::string bank_text(const FilterBank& bank) {
  std::string text = fmt::format("K {} · C {} · N {}", size_text(bank.kernel), grouped(bank.channels),
                                 grouped(bank.filters));
  if (bank.group > 1) text += fmt::format(" · {} groups", grouped(bank.group));
  return text;
}

std::vector<double> channel_errors(const Plan& plan) {
  if (plan.split) return plan.split->channels;
  std::vector<double> out;
  for (const std::vector<double>& sigma : plan.experiment.bank.loaded->spectrum.sigma)
    out.push_back(relative_error(sigma, plan.rank));
  return out;
}

std::string relative_to(const std::string& file, const std::filesystem::path& folder) {
  if (file.empty()) return file;
  const auto relative = std::filesystem::path(file).lexically_relative(folder);
  return relative.empty() || *relative.begin() == ".." ? file : relative.string();
}

}  // namespace sep::ui

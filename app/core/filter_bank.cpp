// Bodies of filter_bank.h.
#include "core/filter_bank.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/hash.h"

namespace sep {
namespace {

/// Input channels with a value that is not finite; weights [N, C/group, taps].
std::vector<int> broken_channels(const std::vector<float>& weights, int filters, int channels, int group,
                                 Size2 kernel) {
  const size_t taps = static_cast<size_t>(kernel.h) * static_cast<size_t>(kernel.w);
  const int per_group = channels / group, rows = filters / group;
  std::vector<bool> broken(static_cast<size_t>(channels));
  for (size_t i = 0; i < weights.size(); ++i) {
    if (std::isfinite(weights[i])) continue;
    const auto row = static_cast<int>(i / taps);
    broken[static_cast<size_t>(row / per_group / rows * per_group + row % per_group)] = true;
  }
  std::vector<int> out;
  for (int c = 0; c < channels; ++c) {
    if (broken[static_cast<size_t>(c)]) out.push_back(c);
  }
  return out;
}

/// Map i of a pair: its kernel, and what every filter makes of it.
bool map_is_finite(const FilterBank& pair, int i) {
  const auto maps = static_cast<size_t>(pair.channels) * static_cast<size_t>(pair.multiplier);
  const size_t taps = static_cast<size_t>(pair.kernel.h) * static_cast<size_t>(pair.kernel.w),
               at = static_cast<size_t>(i);
  for (size_t t = 0; t < taps; ++t) {
    if (!std::isfinite(pair.depthwise[at * taps + t])) return false;
  }
  for (size_t n = 0; n < static_cast<size_t>(pair.filters); ++n) {
    if (!std::isfinite(pair.pointwise[n * maps + at])) return false;
  }
  return true;
}

std::string wrong_count(const char* what, size_t given, int64_t wanted) {
  if (static_cast<int64_t>(given) == wanted) return {};
  return fmt::format("{} {} given, {} expected", given, what, wanted);
}

std::string wrong_bias(const FilterBank& bank) {
  return bank.bias.empty() ? "" : wrong_count("bias values", bank.bias.size(), bank.filters);
}

}  // namespace

Result<std::shared_ptr<const FilterBank>> make_bank(std::string name, int filters, int channels, int group,
                                                    Size2 kernel, std::vector<float> weights,
                                                    std::vector<float> bias,
                                                    const std::atomic<bool>* cancel) {
  auto bank = std::make_shared<FilterBank>();
  bank->name = std::move(name);
  bank->channels = channels;
  bank->filters = filters;
  bank->group = group;
  bank->kernel = kernel;
  bank->standard = std::move(weights);
  bank->bias = std::move(bias);
  if (group < 1 || channels % group != 0 || filters % group != 0) {
    return fail(fmt::format("{} groups do not divide {} channels and {} filters", group, channels, filters));
  }
  const int64_t wanted = int64_t{filters} * (channels / group) * kernel.h * kernel.w;
  if (std::string wrong = wrong_count("weights", bank->standard.size(), wanted); !wrong.empty())
    return fail(std::move(wrong));
  if (std::string wrong = wrong_bias(*bank); !wrong.empty()) return fail(std::move(wrong));
  bank->broken = broken_channels(bank->standard, filters, channels, group, kernel);
  auto spectrum = spectrum_of(bank->standard, filters, channels, group, kernel, cancel);
  if (!spectrum) return fail("cancelled");
  bank->spectrum = std::move(*spectrum);
  bank->key = Hash()
                  .add(bank->standard)
                  .add(bank->bias)
                  .add(static_cast<uint64_t>(group))
                  .add(static_cast<uint64_t>(filters))
                  .value();
  return bank;
}

Result<std::shared_ptr<const FilterBank>> make_pair(std::string name, int channels, int multiplier,
                                                    int filters, Size2 kernel, std::vector<float> depthwise,
                                                    std::vector<float> pointwise, std::vector<float> bias,
                                                    std::vector<std::string> left_out) {
  auto bank = std::make_shared<FilterBank>();
  bank->name = std::move(name);
  bank->channels = channels;
  bank->filters = filters;
  bank->kernel = kernel;
  bank->multiplier = multiplier;
  bank->is_pair = true;
  bank->depthwise = std::move(depthwise);
  bank->pointwise = std::move(pointwise);
  bank->bias = std::move(bias);
  bank->left_out = std::move(left_out);
  const int64_t maps = int64_t{channels} * multiplier;
  for (std::string wrong :
       {wrong_count("depthwise weights", bank->depthwise.size(), maps * kernel.h * kernel.w),
        wrong_count("pointwise weights", bank->pointwise.size(), maps * filters), wrong_bias(*bank)}) {
    if (!wrong.empty()) return fail(std::move(wrong));
  }
  for (int c = 0; c < channels; ++c) {
    for (int j = 0; j < multiplier; ++j) {
      if (map_is_finite(*bank, c * multiplier + j)) continue;
      bank->broken.push_back(c);
      break;
    }
  }
  bank->key = Hash().add(bank->depthwise).add(bank->pointwise).add(bank->bias).value();
  return bank;
}

}  // namespace sep

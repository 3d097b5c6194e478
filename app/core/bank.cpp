// Bodies of bank.h.
#include "core/bank.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

namespace sep {
namespace {

/// SplitMix64's mixing steps (Steele, Lea, Flood 2014): a good hash of a counter.
uint64_t mix(uint64_t z) {
  z += 0x9E3779B97F4A7C15ULL;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

double uniform(uint32_t seed, uint64_t k) {
  const uint64_t bits = mix(mix(seed) ^ k);
  return (static_cast<double>(bits >> 11) + 0.5) * 0x1.0p-53;
}

constexpr double kTurn = 2 * std::numbers::pi;

constexpr double kOrientedGain =
    4;  // edges answer weakly; with this they reach the range of the image itself

/// The filter of bank channel c, 7×7, without the colour mix: every third a plain blur, the others oriented
/// waves without mean.
void bank_filter(int c, double (&taps)[kBankKernel][kBankKernel]) {
  const bool blur = c % 3 == 2;
  const double angle = std::fmod(c * (std::numbers::phi - 1), 1.0) * std::numbers::pi;
  const double wavelength = 3 + c % 5;
  const double phase = (c % 2) * std::numbers::pi / 2;
  constexpr int kHalf = kBankKernel / 2;
  double mean = 0;
  for (int y = 0; y < kBankKernel; ++y) {
    for (int x = 0; x < kBankKernel; ++x) {
      const double dy = y - kHalf, dx = x - kHalf;
      const double along = dx * std::cos(angle) + dy * std::sin(angle);
      taps[y][x] = std::exp(-(dx * dx + dy * dy) / (2 * 1.6 * 1.6)) *
                   (blur ? 1 : std::cos(kTurn * along / wavelength + phase));
      mean += taps[y][x] / (kBankKernel * kBankKernel);
    }
  }
  double total = 0;
  for (auto& row : taps) {
    for (double& tap : row) {
      if (!blur) tap -= mean;
      total += std::abs(tap);
    }
  }
  for (auto& row : taps) {
    for (double& tap : row) tap *= (blur ? 1 : kOrientedGain) / total;
  }
}

void add_rows_of_preset(const char* preset, int c_in, std::vector<std::vector<double>>& rows) {
  const bool colour = c_in >= 3;
  const auto row_of = [&](double r, double g, double b) {
    std::vector<double> row{r, g, b};
    row.resize(static_cast<size_t>(c_in), 0.0);
    return row;
  };
  if (std::strcmp(preset, "luminance") == 0) {
    rows.push_back(colour ? row_of(0.2126, 0.7152, 0.0722) : row_of(1, 0, 0));
  } else if (std::strcmp(preset, "opponent") == 0 && colour) {
    rows.push_back(row_of(1, -1, 0));
    rows.push_back(row_of(-0.5, -0.5, 1));
  } else if (std::strcmp(preset, "identity") == 0) {
    for (int i = 0; i < c_in; ++i) {
      rows.emplace_back(static_cast<size_t>(c_in), 0.0);
      rows.back()[static_cast<size_t>(i)] = 1;
    }
  }
}

}  // namespace

double seeded_normal(uint32_t seed, uint64_t k) {
  const double radius = std::sqrt(-2 * std::log(uniform(seed, 2 * k)));
  return radius * std::cos(kTurn * uniform(seed, 2 * k + 1));
}

std::vector<float> bank_weights(int channels, int image_channels, uint32_t seed) {
  constexpr int kTaps = kBankKernel * kBankKernel;
  std::vector<float> out(static_cast<size_t>(channels) * image_channels * kTaps, 0.0F);
  for (int c = 0; c < channels; ++c) {
    float* weights = out.data() + static_cast<size_t>(c) * image_channels * kTaps;
    if (c < image_channels) {
      weights[static_cast<size_t>(c) * kTaps + kTaps / 2] = 1;
      continue;
    }
    double taps[kBankKernel][kBankKernel];
    bank_filter(c, taps);
    std::vector<double> colour(static_cast<size_t>(image_channels));
    double sum = 0;
    for (int i = 0; i < image_channels; ++i) {
      colour[static_cast<size_t>(i)] =
          image_channels == 1 ? 1 : seeded_normal(seed, static_cast<uint64_t>(c) * 4 + i);
      sum += std::abs(colour[static_cast<size_t>(i)]);
    }
    for (int i = 0; i < image_channels; ++i) {
      for (int t = 0; t < kTaps; ++t) {
        weights[i * kTaps + t] =
            static_cast<float>(taps[t / kBankKernel][t % kBankKernel] * colour[static_cast<size_t>(i)] / sum);
      }
    }
  }
  return out;
}

std::vector<float> pointwise_weights(int n, int c_in, const std::vector<const char*>& presets,
                                     uint32_t seed) {
  std::vector<std::vector<double>> rows;
  for (const char* preset : presets) add_rows_of_preset(preset, c_in, rows);
  std::vector<float> out(static_cast<size_t>(n) * c_in);
  for (int i = 0; i < n; ++i) {
    for (int c = 0; c < c_in; ++c) {
      const size_t at = static_cast<size_t>(i) * c_in + c;
      const double value =
          i < static_cast<int>(rows.size()) ? rows[i][c] : seeded_normal(seed, at) / std::sqrt(c_in);
      out[at] = static_cast<float>(value);
    }
  }
  return out;
}

}  // namespace sep

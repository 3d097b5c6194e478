// Bodies of kernel.h: the registry of presets. A new preset is one function and one row of the table.
#include "core/kernel.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <numbers>

namespace sep {
namespace {

using Line = std::vector<double>;

Kernel zeros(Size2 size) { return {size, std::vector<double>(static_cast<size_t>(size.h) * size.w, 0.0)}; }

/// The tap that "same" padding puts on the output pixel.
int middle(int k) { return (k - 1) / 2; }

Kernel outer(const Line& column, const Line& row) {
  Kernel out = zeros({static_cast<int>(column.size()), static_cast<int>(row.size())});
  for (int y = 0; y < out.size.h; ++y) {
    for (int x = 0; x < out.size.w; ++x) out.at(y, x) = column[y] * row[x];
  }
  return out;
}

template <class F>
Kernel sampled(Size2 size, F value) {
  Kernel out = zeros(size);
  for (int y = 0; y < size.h; ++y) {
    for (int x = 0; x < size.w; ++x) out.at(y, x) = value(y - (size.h - 1) / 2.0, x - (size.w - 1) / 2.0);
  }
  return out;
}

Kernel scaled(Kernel k, double factor) {
  for (double& v : k.values) v *= factor;
  return k;
}

double sum(const Kernel& k) {
  double total = 0;
  for (const double v : k.values) total += v;
  return total;
}

double sum_abs(const Kernel& k) {
  double total = 0;
  for (const double v : k.values) total += std::abs(v);
  return total;
}

Kernel without_mean(Kernel k) {
  const double mean = sum(k) / static_cast<double>(k.values.size());
  for (double& v : k.values) v -= mean;
  return k;
}

/// Row of Pascal's triangle over 2^power.
Line binomial_line(int k, int power) {
  Line line(static_cast<size_t>(k), 0.0);
  double value = std::ldexp(1.0, -power);
  for (int i = 0; i < k; ++i) {
    line[i] = value;
    value = value * (k - 1 - i) / (i + 1);
  }
  return line;
}

/// [−1,0,1] smoothed by the binomial of k − 2, with the response to a ramp that [−1,0,1] has.
Line derivative_line(int k) {
  const Line smooth = binomial_line(k - 2, k - 3);
  Line line(static_cast<size_t>(k), 0.0);
  for (int i = 0; i < k - 2; ++i) {
    line[i] -= smooth[i];
    line[i + 2] += smooth[i];
  }
  return line;
}

double sigma_of(int k) { return 0.3 * ((k - 1) * 0.5 - 1) + 0.8; }

Line gaussian_line(int k) {
  Line line(static_cast<size_t>(k));
  double total = 0;
  for (int i = 0; i < k; ++i) {
    const double d = (i - (k - 1) / 2.0) / sigma_of(k);
    total += line[i] = std::exp(-d * d / 2);
  }
  for (double& v : line) v /= total;
  return line;
}

Kernel transposed(const Kernel& k) {
  Kernel out = zeros({k.size.w, k.size.h});
  for (int y = 0; y < k.size.h; ++y) {
    for (int x = 0; x < k.size.w; ++x) out.at(x, y) = k.at(y, x);
  }
  return out;
}

Kernel identity(Size2 size) {
  Kernel out = zeros(size);
  out.at(middle(size.h), middle(size.w)) = 1;
  return out;
}
Kernel box(Size2 size) { return outer(Line(size.h, 1.0 / size.h), Line(size.w, 1.0 / size.w)); }
Kernel gaussian(Size2 size) { return outer(gaussian_line(size.h), gaussian_line(size.w)); }
Kernel binomial(Size2 size) {
  return outer(binomial_line(size.h, size.h - 1), binomial_line(size.w, size.w - 1));
}
Kernel sobel_x(Size2 size) { return outer(binomial_line(size.h, size.h - 3), derivative_line(size.w)); }
Kernel sobel_y(Size2 size) { return transposed(sobel_x({size.w, size.h})); }

Kernel prewitt_x(Size2 size) {
  const Kernel slope = sampled(size, [](double, double x) { return x; });
  double gain = 0;
  for (int x = 0; x < size.w; ++x) gain += slope.at(0, x) * slope.at(0, x);
  return size == Size2{3, 3} ? slope : scaled(slope, 6 / (gain * size.h));
}
Kernel prewitt_y(Size2 size) { return transposed(prewitt_x({size.w, size.h})); }
Kernel scharr_x(Size2) { return outer({3, 10, 3}, {-1, 0, 1}); }
Kernel scharr_y(Size2) { return outer({-1, 0, 1}, {3, 10, 3}); }

Kernel laplacian(Size2 size) {
  if (size == Size2{3, 3}) return {size, {0, 1, 0, 1, -4, 1, 0, 1, 0}};
  const double sy = size.h / 6.0, sx = size.w / 6.0;
  const Kernel log = sampled(size, [&](double y, double x) {
    const double r = (y * y) / (sy * sy) + (x * x) / (sx * sx);
    return (r - 2) * std::exp(-r / 2);
  });
  const Kernel centred = without_mean(log);
  return scaled(centred, 8 / sum_abs(centred));
}

Kernel sharpen(Size2 size) {
  if (size == Size2{3, 3}) return {size, {0, -1, 0, -1, 5, -1, 0, -1, 0}};
  Kernel out = scaled(gaussian(size), -1);
  out.at(middle(size.h), middle(size.w)) += 2;
  return out;
}

Kernel emboss(Size2 size) {
  if (size == Size2{3, 3}) return {size, {-2, -1, 0, -1, 1, 1, 0, 1, 2}};
  Kernel relief = sampled(size, [&](double y, double x) {
    const double r = (y * y) / (size.h * size.h / 16.0) + (x * x) / (size.w * size.w / 16.0);
    return (x / size.w + y / size.h) * std::exp(-r / 2);
  });
  relief = scaled(relief, 8 / sum_abs(relief));
  relief.at(middle(size.h), middle(size.w)) += 1;
  return relief;
}

/// Share of each cell that lies in the ellipse, by 16×16 points; sums to 1.
Kernel disc(Size2 size) {
  constexpr int kPoints = 16;
  const double ry = size.h / 2.0, rx = size.w / 2.0;
  const Kernel cover = sampled(size, [&](double y, double x) {
    int inside = 0;
    for (int i = 0; i < kPoints * kPoints; ++i) {
      const int line = i / kPoints, place = i % kPoints;
      const double py = (y + (line + 0.5) / kPoints - 0.5) / ry;
      const double px = (x + (place + 0.5) / kPoints - 0.5) / rx;
      inside += py * py + px * px <= 1;
    }
    return static_cast<double>(inside);
  });
  return scaled(cover, 1 / sum(cover));
}

Kernel motion(Size2 size) {
  Kernel out = zeros(size);
  const int steps = std::max(size.h, size.w);
  for (int i = 0; i < steps; ++i) {
    out.at(i * size.h / steps, i * size.w / steps) += 1.0 / steps;
  }
  return out;
}

Kernel gabor_at(Size2 size, double angle, double periods, double phase) {
  const Kernel wave = sampled(size, [&](double y, double x) {
    const double ny = y / size.h, nx = x / size.w;
    const double along = nx * std::cos(angle) + ny * std::sin(angle);
    return std::exp(-(nx * nx + ny * ny) * 10) * std::cos(2 * std::numbers::pi * along * periods + phase);
  });
  const double total = sum_abs(wave);
  return total > 0 ? scaled(wave, 2 / total) : wave;
}
Kernel gabor(Size2 size) { return gabor_at(size, std::numbers::pi / 4, 1.5, 0); }

constexpr std::array kPresets{
    KernelPreset{"binomial", "Binomial", "Smooths; rows of Pascal's triangle, so it separates exactly.", 1,
                 31, false, false, binomial},
    KernelPreset{"gaussian", "Gaussian", "Smooths with a bell curve; separates exactly.", 1, 31, false, false,
                 gaussian},
    KernelPreset{"box", "Box", "Averages every pixel under it; separates exactly.", 1, 31, false, false, box},
    KernelPreset{"sobel-x", "Sobel x", "Finds vertical edges: smooths down, differences across.", 3, 31,
                 false, false, sobel_x},
    KernelPreset{"sobel-y", "Sobel y", "Finds horizontal edges: smooths across, differences down.", 3, 31,
                 false, false, sobel_y},
    KernelPreset{"prewitt-x", "Prewitt x", "Finds vertical edges with a plain average down.", 3, 31, false,
                 false, prewitt_x},
    KernelPreset{"prewitt-y", "Prewitt y", "Finds horizontal edges with a plain average across.", 3, 31,
                 false, false, prewitt_y},
    KernelPreset{"scharr-x", "Scharr x", "Finds vertical edges with better rotation symmetry than Sobel.", 3,
                 3, true, true, scharr_x},
    KernelPreset{"scharr-y", "Scharr y", "Finds horizontal edges with better rotation symmetry than Sobel.",
                 3, 3, true, true, scharr_y},
    KernelPreset{"laplacian", "Laplacian",
                 "Second derivative in all directions; a sum of two separable terms, not one.", 3, 31, false,
                 false, laplacian},
    KernelPreset{"sharpen", "Sharpen", "Adds what a blur takes away; needs two terms.", 3, 31, false, false,
                 sharpen},
    KernelPreset{"emboss", "Emboss", "Light from one corner; does not separate.", 3, 31, false, false,
                 emboss},
    KernelPreset{"disc", "Disc", "Out-of-focus blur: a round average; does not separate.", 1, 31, false,
                 false, disc},
    KernelPreset{"motion", "Diagonal motion blur", "Averages along the diagonal: full rank, the worst case.",
                 1, 31, false, false, motion},
    KernelPreset{"gabor", "Gabor", "A slanted wave in a bell; needs two terms.", 3, 31, false, false, gabor},
    KernelPreset{"identity", "Identity", "Leaves the image as it is.", 1, 31, false, false, identity},
};

bool has_size(const KernelPreset& p, Size2 s) { return nearest_size(p, s) == s; }

bool all_whole(const Kernel& kernel, int d) {
  return std::all_of(kernel.values.begin(), kernel.values.end(), [d](double v) {
    const double scaled_value = v * d;
    return std::abs(scaled_value - std::round(scaled_value)) <= 1e-9 * std::max(1.0, std::abs(scaled_value));
  });
}

}  // namespace

std::span<const KernelPreset> kernel_presets() { return kPresets; }

const KernelPreset* find_preset(std::string_view id) {
  const auto* found =
      std::find_if(kPresets.begin(), kPresets.end(), [&](const KernelPreset& p) { return p.id == id; });
  return found == kPresets.end() ? nullptr : found;
}

Size2 nearest_size(const KernelPreset& p, Size2 wanted) {
  const auto nearest = [&](int k) {
    k = std::clamp(k, p.min_size, p.max_size);
    return p.odd_only && k % 2 == 0 ? k - 1 : k;
  };
  const Size2 size{nearest(wanted.h), nearest(wanted.w)};
  return p.square_only ? Size2{size.h, size.h} : size;
}

Result<Kernel> make_kernel(std::string_view id, Size2 size) {
  const KernelPreset* preset = find_preset(id);
  if (preset == nullptr) {
    std::string known;
    for (const KernelPreset& p : kPresets) known += fmt::format("{}{}", known.empty() ? "" : ", ", p.id);
    return fail(fmt::format("there is no kernel preset \"{}\"; there are {}", id, known));
  }
  if (has_size(*preset, size)) return preset->make(size);
  if (preset->min_size == preset->max_size) {
    return fail(fmt::format("{} exists only at {}×{}, not {}×{}", preset->label, preset->min_size,
                            preset->min_size, size.h, size.w));
  }
  return fail(fmt::format("{} has sizes {} to {} on a side, not {}×{}", preset->label, preset->min_size,
                          preset->max_size, size.h, size.w));
}

int common_divisor(const Kernel& kernel) {
  for (int d = 1; d <= 65536; ++d) {
    if (all_whole(kernel, d)) return d;
  }
  return 0;
}

Kernel default_depthwise_kernel(int j, const Kernel& first) {
  static constexpr std::array<std::string_view, 7> kCycle{"sobel-x", "sobel-y", "laplacian", "gabor",
                                                          "emboss",  "disc",    "motion"};
  if (j == 0) return first;
  if (first.size.h * first.size.w == 1) return {first.size, {1.0 / (1 + j)}};
  int seen = 0;
  for (const std::string_view id : kCycle) {
    if (!has_size(*find_preset(id), first.size)) continue;
    const Kernel kernel = *make_kernel(id, first.size);
    if (kernel == first || ++seen != j) continue;
    return sum(kernel) > 0.99 ? kernel : scaled(kernel, 2 / sum_abs(kernel));
  }
  const int extra = j - seen;
  return gabor_at(first.size, extra * (std::numbers::phi - 1) * std::numbers::pi, 1 + extra % 3 * 0.5,
                  extra % 2 * 1.2);
}

}  // namespace sep

// Bodies of winograd.h.
#include "core/winograd.h"

#include <array>

namespace sep::winograd {
namespace {

using Six = std::array<double, 6>;

/// G·(a, b, c)ᵀ
Six spread(double a, double b, double c) {
  const double outer = (a + c) / 6, wide = (a + 4 * c) / 24;
  return {a / 4, -outer - b / 6, -outer + b / 6, wide + b / 12, wide - b / 12, c};
}

}  // namespace

std::vector<float> transformed(std::span<const float> weights, int n, int c) {
  const size_t kernels = static_cast<size_t>(n) * static_cast<size_t>(c);
  std::vector<float> out(kPlaces * kernels);
  for (size_t k = 0; k < kernels; ++k) {
    const auto w = weights.subspan(k * 9, 9);
    std::array<Six, 3> columns;
    for (size_t x = 0; x < 3; ++x) columns[x] = spread(w[x], w[3 + x], w[6 + x]);
    for (size_t y = 0; y < 6; ++y) {
      const Six row = spread(columns[0][y], columns[1][y], columns[2][y]);
      for (size_t x = 0; x < 6; ++x) out[(y * 6 + x) * kernels + k] = static_cast<float>(row[x]);
    }
  }
  return out;
}

}  // namespace sep::winograd

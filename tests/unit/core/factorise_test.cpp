// Low rank against theory: exact at full rank, the error of rank r is the tail of the singular values.
#include "core/factorise.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/bank.h"

namespace sep {
namespace {

double frobenius(std::span<const double> a, std::span<const double> b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
  return std::sqrt(sum);
}

TEST(Spatial, ErrorIsTheTail) {
  const Kernel disc = *make_kernel("disc", {9, 7});
  const SpatialFactors f = factorise(disc);
  double norm = 0;
  for (const double v : disc.values) norm += v * v;
  norm = std::sqrt(norm);
  for (int r = 0; r <= 7; ++r) {
    double tail = 0;
    for (size_t i = static_cast<size_t>(r); i < f.sigma.size(); ++i) tail += f.sigma[i] * f.sigma[i];
    EXPECT_NEAR(frobenius(disc.values, rebuild(f, r).values), std::sqrt(tail), 1e-12) << "rank " << r;
    EXPECT_NEAR(relative_error(f.sigma, r), std::sqrt(tail) / norm, 1e-12);
  }
}

TEST(Spatial, LargestEntryOfVIsPositiveAndFactorsShareSigma) {
  const SpatialFactors f = factorise(*make_kernel("sobel-y", {3, 3}));
  EXPECT_GT(f.v[0][1], 0);
  double u2 = 0, v2 = 0;
  for (const double u : f.u[0]) u2 += u * u;
  for (const double v : f.v[0]) v2 += v * v;
  EXPECT_NEAR(u2, f.sigma[0], 1e-12);
  EXPECT_NEAR(v2, f.sigma[0], 1e-12);
}

TEST(Bank, FullMultiplierReproducesAndTailIsTheError) {
  constexpr int kN = 6, kC = 3;
  const Size2 k{2, 3};
  std::vector<float> w(kN * kC * 6);
  double norm = 0;
  for (size_t i = 0; i < w.size(); ++i) {
    w[i] = static_cast<float>(seeded_normal(3, i));
    norm += double{w[i]} * w[i];
  }
  for (int m = 1; m <= 6; ++m) {
    const DepthwiseFactors f = factorise_bank(w, kN, kC, k, m);
    const std::vector<float> back = compose_bank(f.depthwise, f.pointwise, kC, m, k, 0, kN);
    double error = 0, tail = 0;
    for (size_t i = 0; i < w.size(); ++i) error += (double{w[i]} - back[i]) * (double{w[i]} - back[i]);
    for (const auto& sigma : f.sigma) {
      for (size_t i = static_cast<size_t>(m); i < sigma.size(); ++i) tail += sigma[i] * sigma[i];
    }
    EXPECT_NEAR(std::sqrt(error), std::sqrt(tail), 1e-6 * std::sqrt(norm)) << "m = " << m;
  }
}

TEST(Bank, IsTheSameOnEveryRun) {
  const std::vector<float> w = bank_weights(8, 3, 5);
  EXPECT_EQ(factorise_bank(w, 8, 3, {7, 7}, 4).depthwise, factorise_bank(w, 8, 3, {7, 7}, 4).depthwise);
}

}  // namespace
}  // namespace sep

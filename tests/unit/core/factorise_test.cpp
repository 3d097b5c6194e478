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

/// U·diag(sigma)·Vᵀ with orthonormal U (rows × terms) and V (terms × taps) from cosines (DCT-II bases), whose
/// singular values are therefore sigma by construction.
std::vector<float> known_matrix(int rows, int taps, const std::vector<double>& sigma) {
  const auto basis = [](int n, int k, int i) {
    return std::sqrt((k == 0 ? 1.0 : 2.0) / n) *
           std::cos(3.14159265358979323846 * k * (2 * i + 1) / (2.0 * n));
  };
  std::vector<float> w(static_cast<size_t>(rows) * static_cast<size_t>(taps));
  for (int i = 0; i < rows; ++i) {
    for (int t = 0; t < taps; ++t) {
      double sum = 0;
      for (size_t j = 0; j < sigma.size(); ++j)
        sum += sigma[j] * basis(rows, static_cast<int>(j), i) * basis(taps, static_cast<int>(j), t);
      w[static_cast<size_t>(i * taps + t)] = static_cast<float>(sum);
    }
  }
  return w;
}

TEST(Bank, ErrorOfRankIsTheTailOfSingularValuesKnownBeforehand) {
  const std::vector<double> sigma{9, 5, 4, 2, 1, 0.5, 0.25, 0.1, 0.01};
  constexpr int kRows = 40;
  const std::vector<float> w = known_matrix(kRows, 9, sigma);
  double norm = 0;
  for (const double s : sigma) norm += s * s;
  norm = std::sqrt(norm);
  for (int m = 1; m <= 9; ++m) {
    const DepthwiseFactors f = factorise_bank(w, kRows, 1, {3, 3}, m);
    const std::vector<float> back = compose_bank(f.depthwise, f.pointwise, 1, m, {3, 3}, 0, kRows);
    double error = 0, tail = 0;
    for (size_t i = 0; i < w.size(); ++i) error += (double{w[i]} - back[i]) * (double{w[i]} - back[i]);
    for (size_t i = static_cast<size_t>(m); i < sigma.size(); ++i) tail += sigma[i] * sigma[i];
    EXPECT_NEAR(std::sqrt(error), std::sqrt(tail), 1e-6 * norm) << "m = " << m;
    EXPECT_NEAR(f.sigma[0][static_cast<size_t>(m) - 1], sigma[static_cast<size_t>(m) - 1], 1e-6 * norm);
  }
}

TEST(Bank, SpectrumIsBitEqualOnEveryRunAndCancelledBetweenChannels) {
  std::vector<float> w(static_cast<size_t>(32) * 16 * 9);
  for (size_t i = 0; i < w.size(); ++i) w[i] = static_cast<float>(seeded_normal(11, i));
  const auto first = spectrum_of(w, 32, 16, 1, {3, 3}), second = spectrum_of(w, 32, 16, 1, {3, 3});
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->sigma, second->sigma);
  EXPECT_EQ(first->u, second->u);
  EXPECT_EQ(first->v, second->v);
  const std::atomic<bool> stop{true};
  EXPECT_FALSE(spectrum_of(w, 32, 16, 1, {3, 3}, &stop));
}

TEST(Bank, IsTheSameOnEveryRun) {
  const std::vector<float> w = bank_weights(8, 3, 5);
  EXPECT_EQ(factorise_bank(w, 8, 3, {7, 7}, 4).depthwise, factorise_bank(w, 8, 3, {7, 7}, 4).depthwise);
}

}  // namespace
}  // namespace sep

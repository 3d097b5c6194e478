// Three stages: alternating least squares never rises, never ends above its start, and is exact where it can
// be.
#include "core/als.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/bank.h"

namespace sep {
namespace {

std::vector<float> normal(size_t count, uint32_t seed) {
  std::vector<float> out(count);
  for (size_t i = 0; i < count; ++i) out[i] = static_cast<float>(seeded_normal(seed, i));
  return out;
}

/// ‖W − Σ_j P·a bᵀ‖_F / ‖W‖_F from the weights that the stages get.
double error_of(const std::vector<float>& w, const BankSplit& s, int n, int c, int group, Size2 k) {
  std::vector<float> depthwise;
  const auto kh = static_cast<size_t>(k.h), kw = static_cast<size_t>(k.w);
  for (size_t map = 0; map < s.column.size() / kh; ++map) {
    for (size_t y = 0; y < kh; ++y) {
      for (size_t x = 0; x < kw; ++x) depthwise.push_back(s.column[map * kh + y] * s.row[map * kw + x]);
    }
  }
  const auto back = compose_bank(depthwise, s.pointwise, c, s.multiplier, k, 0, n, group, n);
  double error = 0, norm = 0;
  for (size_t i = 0; i < w.size(); ++i) {
    error += (double{w[i]} - back[i]) * (double{w[i]} - back[i]);
    norm += double{w[i]} * w[i];
  }
  return std::sqrt(error / norm);
}

struct Case {
  int n, c, group;
  Size2 k;
};

TEST(Split, NeverRisesAndIsExactWithAllMaps) {
  for (const Case& t : {Case{12, 4, 1, {3, 3}},
                        {2, 3, 1, {3, 5}},
                        {8, 4, 2, {2, 4}},
                        {1, 2, 1, {4, 3}},
                        {5, 2, 1, {1, 3}},
                        {6, 2, 1, {1, 1}}}) {
    const auto w = normal(static_cast<size_t>(t.n) * (t.c / t.group) * t.k.h * t.k.w, 7);
    const auto spectrum = spectrum_of(w, t.n, t.c, t.group, t.k);
    for (int m = 1; m <= most_split_maps(*spectrum); ++m) {
      const auto s = split_bank(*spectrum, m);
      ASSERT_TRUE(s);
      EXPECT_LE(s->error, s->start_error) << m;
      EXPECT_NEAR(error_of(w, *s, t.n, t.c, t.group, t.k), s->error, 1e-6) << m;
      EXPECT_GE(s->error, relative_error(*spectrum, m) - 1e-6) << "the SVD's kernels are free: m = " << m;
      for (const auto& history : s->history) {
        EXPECT_LE(history.size(), size_t{kMostSweeps} + 1);
        for (size_t i = 1; i < history.size(); ++i)
          EXPECT_LE(history[i], history[i - 1]) << m << ", sweep " << i;
      }
      if (m == most_split_maps(*spectrum)) {
        EXPECT_LT(s->error, 1e-6);
      }
    }
  }
}

TEST(Split, IsExactWhereTheKernelsSeparate) {
  constexpr int kN = 10, kC = 3;
  const auto a = normal(kC * 2 * 3, 1), b = normal(kC * 2 * 5, 2), p = normal(kN * kC * 2, 3);
  std::vector<float> depthwise;
  for (size_t map = 0; map < kC * 2; ++map) {
    for (size_t y = 0; y < 3; ++y) {
      for (size_t x = 0; x < 5; ++x) depthwise.push_back(a[map * 3 + y] * b[map * 5 + x]);
    }
  }
  const auto w = compose_bank(depthwise, p, kC, 2, {3, 5}, 0, kN);
  const auto s = split_bank(*spectrum_of(w, kN, kC, 1, {3, 5}), 2);
  ASSERT_TRUE(s);
  EXPECT_GT(s->start_error, 1e-3);  // the SVD mixes the two terms
  EXPECT_LT(s->error, 0.05 * s->start_error);
  const auto one = compose_bank({depthwise.begin(), depthwise.begin() + kC * 15},
                                {p.begin(), p.begin() + kN * kC}, kC, 1, {3, 5}, 0, kN);
  EXPECT_LT(split_bank(*spectrum_of(one, kN, kC, 1, {3, 5}), 1)->error, 1e-6);
}

TEST(Split, IsBitEqualOnEveryRunAndCancelled) {
  const auto spectrum = spectrum_of(normal(16 * 8 * 9, 5), 16, 8, 1, {3, 3});
  const auto x = split_bank(*spectrum, 4), y = split_bank(*spectrum, 4);
  EXPECT_EQ(x->column, y->column);
  EXPECT_EQ(x->row, y->row);
  EXPECT_EQ(x->pointwise, y->pointwise);
  EXPECT_EQ(x->history, y->history);
  const std::atomic<bool> stop{true};
  EXPECT_FALSE(split_bank(*spectrum, 4, &stop));
}

/// Many channels are shared out to threads; each comes out as it does alone.
TEST(Split, DoesNotDependOnHowChannelsAreSharedOut) {
  constexpr int kN = 6, kC = 70, kTaps = 9, kMaps = 2;
  const auto w = normal(kN * kC * kTaps, 8);
  const auto whole = split_bank(*spectrum_of(w, kN, kC, 1, {3, 3}), kMaps);
  ASSERT_TRUE(whole);
  for (const int c : {0, 1, 33, 69}) {
    std::vector<float> one;
    for (int n = 0; n < kN; ++n) {
      const auto first = w.begin() + (n * kC + c) * kTaps;
      one.insert(one.end(), first, first + kTaps);
    }
    const auto alone = split_bank(*spectrum_of(one, kN, 1, 1, {3, 3}), kMaps);
    for (size_t i = 0; i < kMaps * 3; ++i) {
      EXPECT_EQ(whole->column[static_cast<size_t>(c) * kMaps * 3 + i], alone->column[i]) << c;
      EXPECT_EQ(whole->row[static_cast<size_t>(c) * kMaps * 3 + i], alone->row[i]) << c;
    }
    EXPECT_EQ(whole->history[static_cast<size_t>(c)], alone->history[0]) << c;
  }
}

}  // namespace
}  // namespace sep

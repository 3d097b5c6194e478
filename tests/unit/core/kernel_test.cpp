// Every preset at every size it claims, and the values that textbooks print.
#include "core/kernel.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "core/factorise.h"

namespace sep {
namespace {

TEST(Presets, ExistAtEverySizeTheyClaim) {
  for (const KernelPreset& p : kernel_presets()) {
    for (int h = 1; h <= 31; ++h) {
      for (int w = 1; w <= 31; ++w) {
        const auto kernel = make_kernel(p.id, {h, w});
        ASSERT_EQ(kernel.has_value(), nearest_size(p, {h, w}) == (Size2{h, w}))
            << p.id << " " << h << "×" << w;
        if (!kernel) continue;
        ASSERT_EQ(kernel->values.size(), static_cast<size_t>(h * w)) << p.id;
        double total = 0;
        for (const double v : kernel->values) {
          ASSERT_TRUE(std::isfinite(v)) << p.id << " " << h << "×" << w;
          total += std::abs(v);
        }
        ASSERT_GT(total, 1e-6) << p.id << " " << h << "×" << w << " is zero";
      }
    }
  }
}

TEST(Presets, AreTheTextbooks) {
  EXPECT_EQ(make_kernel("sobel-x", {3, 3})->values, (std::vector<double>{-1, 0, 1, -2, 0, 2, -1, 0, 1}));
  EXPECT_EQ(make_kernel("sobel-y", {3, 3})->values, (std::vector<double>{-1, -2, -1, 0, 0, 0, 1, 2, 1}));
  EXPECT_EQ(make_kernel("prewitt-x", {3, 3})->values, (std::vector<double>{-1, 0, 1, -1, 0, 1, -1, 0, 1}));
  EXPECT_EQ(make_kernel("binomial", {5, 5})->at(2, 2), 36.0 / 256);
  EXPECT_EQ(common_divisor(*make_kernel("binomial", {5, 5})), 256);
  EXPECT_EQ(common_divisor(*make_kernel("box", {3, 3})), 9);
}

TEST(Presets, AveragesSumToOne) {
  for (const char* id : {"box", "gaussian", "binomial", "disc", "motion", "identity"}) {
    for (const Size2 size : {Size2{1, 1}, Size2{3, 3}, Size2{4, 7}, Size2{31, 31}}) {
      const auto k = make_kernel(id, size);
      EXPECT_NEAR(std::accumulate(k->values.begin(), k->values.end(), 0.0), 1, 1e-12) << id;
    }
  }
}

TEST(Presets, RanksAreWhatTheirSentencesSay) {
  const auto rank = [](const char* id, int k) { return factorise(*make_kernel(id, {k, k})).numerical_rank; };
  for (const char* id :
       {"box", "gaussian", "binomial", "sobel-x", "sobel-y", "prewitt-x", "prewitt-y", "identity"}) {
    EXPECT_EQ(rank(id, 3), 1) << id;
    EXPECT_EQ(rank(id, 7), 1) << id;
  }
  EXPECT_EQ(rank("laplacian", 3), 2);
  EXPECT_EQ(rank("sharpen", 5), 2);
  EXPECT_EQ(rank("gabor", 9), 2);
  EXPECT_EQ(rank("motion", 9), 9);
  EXPECT_GT(rank("disc", 9), 2);
}

TEST(MakeKernel, SaysWhatExists) {
  EXPECT_NE(make_kernel("sobol", {3, 3}).error().message.find("sobel-x"), std::string::npos);
  EXPECT_NE(make_kernel("scharr-x", {5, 5}).error().message.find("only at 3×3"), std::string::npos);
}

TEST(DepthwiseCycle, IsDifferentAtEverySize) {
  for (const int k : {2, 3, 4, 5, 9, 31}) {
    const Kernel first = *make_kernel("binomial", {k, k});
    std::vector<Kernel> seen;
    for (int j = 0; j < 12; ++j) {
      const Kernel kernel = default_depthwise_kernel(j, first);
      for (const Kernel& other : seen) EXPECT_NE(kernel, other) << "map " << j << " at " << k;
      seen.push_back(kernel);
    }
  }
}

}  // namespace
}  // namespace sep

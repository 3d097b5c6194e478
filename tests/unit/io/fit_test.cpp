#include <gtest/gtest.h>

#include <numeric>

#include "io/image.h"

namespace sep::io {
namespace {

Tensor ramp(int h, int w) {
  Tensor t = make_tensor({1, 1, h, w});
  std::iota(t.values.begin(), t.values.end(), 0.0F);
  return t;
}

TEST(Fit, AreaAverageOfWholeBlocks) {
  const Tensor t = fit_image(ramp(4, 4), {}, {1, 1, 2, 2});
  EXPECT_EQ(t.values, (std::vector<float>{2.5F, 4.5F, 10.5F, 12.5F}));
}

TEST(Fit, AreaAverageSharesPixelsByArea) {
  Tensor t = make_tensor({1, 1, 1, 3});
  t.values = {0, 3, 9};
  const Tensor out = fit_image(t, {}, {1, 1, 1, 2});
  EXPECT_FLOAT_EQ(out.values[0], (0 + 1.5F) / 1.5F);
  EXPECT_FLOAT_EQ(out.values[1], (1.5F + 9) / 1.5F);
}

TEST(Fit, AreaAverageKeepsTheMean) {
  const Tensor t = ramp(37, 53), out = fit_image(t, {}, {1, 1, 11, 17});
  const auto mean = [](const Tensor& x) {
    return std::accumulate(x.values.begin(), x.values.end(), 0.0) / static_cast<double>(x.values.size());
  };
  EXPECT_NEAR(mean(out), mean(t), 1e-4 * mean(t));
}

TEST(Fit, CropIsAboutTheMiddle) {
  InputSource input;
  input.fit = Fit::crop;
  EXPECT_EQ(fit_image(ramp(4, 5), input, {1, 1, 2, 3}).values, (std::vector<float>{6, 7, 8, 11, 12, 13}));
}

TEST(Fit, OwnSizeIsTheImageItself) {
  EXPECT_EQ(fit_image(ramp(3, 4), {}, {1, 1, 3, 4}).values, ramp(3, 4).values);
}

}  // namespace
}  // namespace sep::io

// The growth chart and the spectrum agree with plan() and with the theory.
#include <gtest/gtest.h>

#include <cmath>

#include "ui/cost_curve.h"
#include "ui/spectrum.h"

namespace sep::ui {
namespace {

ImageInfo image() { return {{40, 52}, 3, 7}; }

void expect_equal_to_plans(const Experiment& e) {
  const auto now = plan(e, image());
  ASSERT_TRUE(now) << now.error().message;
  const CostCurve curve = cost_curve(*now);
  ASSERT_GE(curve.points.size(), 5U);
  for (const CostPoint& p : curve.points) {
    Experiment other = with(e, curve.square ? Parameter::kernel : Parameter::kernel_w, p.k);
    if (other.mode == Mode::spatial)
      other.rank = std::min(now->rank, std::min(p.k, curve.square ? p.k : now->kernels[0].size.h));
    if (value_of(other, image(), Parameter::kernel_w) != p.k) continue;  // the preset does not have this size
    const auto there = plan(other, image());
    ASSERT_TRUE(there) << there.error().message;
    EXPECT_EQ(p.separable, there->totals.separable) << "K = " << p.k;
    EXPECT_EQ(p.standard, there->totals.standard) << "K = " << p.k;
  }
}

TEST(CostCurve, EqualsThePlanAtEverySize) {
  Experiment e;
  expect_equal_to_plans(e);
  e.padding = Padding::same;
  e.stride = {2, 3};
  e.dilation = {2, 1};
  expect_equal_to_plans(e);
  e.kernel.size = {7, 4};
  expect_equal_to_plans(e);
  e.kernel.preset = "motion";
  e.kernel.size = {9, 9};
  e.rank = 3;
  expect_equal_to_plans(e);
}

TEST(CostCurve, EqualsThePlanInDepthwiseMode) {
  Experiment e;
  e.mode = Mode::depthwise;
  e.filters = 20;
  e.multiplier = 3;
  expect_equal_to_plans(e);
  e.padding = Padding::explicit_pads;
  e.pads = {1, 2, 3, 4};
  expect_equal_to_plans(e);
  e.split = Split::spatial;
  e.stride = {1, 2};
  expect_equal_to_plans(e);
}

TEST(Spectrum, KernelOfRankOneIsSeparable) {
  const auto p = plan(Experiment{}, image());
  ASSERT_TRUE(p);
  const Spectrum s = spectrum_of(*p, 0);
  EXPECT_EQ(s.verdict, Spectrum::Verdict::exact);
  EXPECT_EQ(s.headline, "separable");
}

TEST(Spectrum, DiagonalBlurIsNot) {
  Experiment e;
  e.kernel.preset = "motion";
  const auto p = plan(e, image());
  ASSERT_TRUE(p);
  const Spectrum s = spectrum_of(*p, 0);
  EXPECT_EQ(s.verdict, Spectrum::Verdict::not_separable);
  EXPECT_EQ(s.rank, 5);
}

TEST(Spectrum, OfABankEqualsItsSvd) {
  Experiment e;
  e.mode = Mode::depthwise;
  e.filters = 12;
  e.multiplier = 3;
  const auto p = plan(e, image());
  ASSERT_TRUE(p);
  const auto bank = weights_of(*p, p->standard.front(), 0, 12);
  const DepthwiseFactors truth = factorise_bank(bank, 12, 3, {5, 5}, 3);
  for (int channel = 0; channel < 3; ++channel) {
    const Spectrum s = spectrum_of(*p, channel);
    const auto& sigma = truth.sigma[static_cast<size_t>(channel)];
    for (size_t i = 0; i < 3; ++i)
      EXPECT_NEAR(s.sigma[i], sigma[i], 1e-5 * sigma[0]) << "channel " << channel << ", value " << i;
  }
}

}  // namespace
}  // namespace sep::ui

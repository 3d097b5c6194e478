// The spectrum agrees with the theory.
#include <gtest/gtest.h>

#include <cmath>

#include "ui/spectrum.h"

namespace sep::ui {
namespace {

ImageInfo image() { return {{40, 52}, 3, 7}; }

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

// Contrast is at least 4.5:1 wherever the window writes.
#include "view/theme.h"

#include <gtest/gtest.h>

#include "ui/heat.h"

namespace sep::ui {
namespace {

TEST(Theme, TextContrast) {
  const view::Theme t;
  for (const ImU32 ink :
       {t.text, t.dim, t.accent, t.kernel, t.channels, t.filters, t.pixels, t.good, t.warning}) {
    EXPECT_GE(contrast(ink, t.background), 4.5);
    EXPECT_GE(contrast(ink, t.panel), 4.5);
    EXPECT_GE(contrast(ink, t.raised), 4.5);
  }
}

TEST(Theme, NumbersOnTheHeatMap) {
  for (int i = -100; i <= 100; ++i) {
    const ImU32 fill = diverging(i / 100.0, 1);
    EXPECT_GE(contrast(ink_on(fill), fill), 4.5) << "at " << i / 100.0;
  }
}

TEST(Theme, HeatMapIsSymmetricAboutZero) {
  EXPECT_EQ(diverging(0, 1), diverging(0, 5));
  EXPECT_EQ(diverging(2, 1), diverging(1, 1));
  EXPECT_NE(diverging(0.5, 1), diverging(-0.5, 1));
  EXPECT_EQ(diverging(0, 0), diverging(0, 1));
}

}  // namespace
}  // namespace sep::ui

// Contrast is at least 4.5:1 wherever the window writes.
#include "view/theme.h"

#include <gtest/gtest.h>

#include "ui/heat.h"
#include "ui/look_actions.h"
#include "ui/palette.h"

namespace sep::ui {
namespace {

TEST(Theme, TextContrast) {
  for (const view::Palette palette : {view::Palette::dark, view::Palette::light, view::Palette::projector}) {
    view::Theme t;
    set_colours(t, palette);
    for (const ImU32 ink :
         {t.text, t.dim, t.accent, t.kernel, t.channels, t.filters, t.pixels, t.good, t.warning}) {
      EXPECT_GE(contrast(ink, t.background), 4.5) << std::hex << ink;
      EXPECT_GE(contrast(ink, t.panel), 4.5) << std::hex << ink;
      EXPECT_GE(contrast(ink, t.raised), 4.5) << std::hex << ink;
    }
  }
}

TEST(Theme, PresenterTypeIsLarge) {
  constexpr float kSmallest = 13, kHeadline = 40;  // as in view/theme.h
  EXPECT_GE(kSmallest * kPresenterScale, 18);
  EXPECT_GE(kHeadline * kPresenterScale, 48);
}

TEST(Palette, FindsByLettersInOrder) {
  EXPECT_LT(match("xyz", "View: Larger interface"), 0);
  EXPECT_GE(match("", "anything"), 0);
  EXPECT_GE(match("li", "Window: Light theme"), 0);
  EXPECT_GT(match("light", "Window: Light theme"), match("light", "File: Save layer right there"));
  EXPECT_GT(match("du", "View: Depthwise unit"), match("du", "View: adjust"));
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

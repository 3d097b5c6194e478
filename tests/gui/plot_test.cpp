// Axes of charts: where values lie and what is written beside them.
#include <gtest/gtest.h>

#include "ui/charts/plot_scale.h"

namespace sep::ui {
namespace {

std::string labels(const Scale& s, int most) {
  std::string out;
  for (const Tick& t : ticks_of(s, most)) out += (out.empty() ? "" : " | ") + t.label;
  return out;
}

TEST(PlotScale, IsLogarithmicWhereValuesSpanDecades) {
  EXPECT_TRUE(scale_of(4'800, 1'228'800).logarithmic);
  EXPECT_FALSE(scale_of(500'000, 1'228'800).logarithmic);
  EXPECT_FALSE(scale_of(0, 1e9).logarithmic);
  EXPECT_TRUE(exact_scale(1, 512).logarithmic);
  EXPECT_FALSE(exact_scale(1, 11).logarithmic);
}

TEST(PlotScale, HoldsItsValues) {
  for (const double high : {1.0, 999.0, 1'000.0, 1'228'800.0, 3e12}) {
    for (const double low : {0.0, high / 3, high / 1000, high}) {
      const Scale s = scale_of(low, high);
      EXPECT_GE(s.at(low), -1e-9) << low << " to " << high;
      EXPECT_LE(s.at(high), 1 + 1e-9) << low << " to " << high;
      EXPECT_LE(s.high, 2 * high * (1 + 1e-9));
    }
  }
}

TEST(PlotScale, PlacesGoBackToValues) {
  for (const Scale& s : {Scale{0, 8, false}, Scale{2, 2'000, true}}) {
    for (const double place : {0.0, 0.25, 0.5, 1.0}) EXPECT_NEAR(s.at(s.value(place)), place, 1e-12);
  }
}

TEST(PlotScale, TicksAreRoundAndFew) {
  EXPECT_EQ(labels({0, 1'500'000, false}, 5), "0 | 500 k | 1 M | 1.5 M");
  EXPECT_EQ(labels({1, 11, false}, 12), "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11");
  EXPECT_EQ(labels({1, 5, false}, 12), "1 | 1.5 | 2 | 2.5 | 3 | 3.5 | 4 | 4.5 | 5");
  EXPECT_EQ(ticks_of({1, 5, false}, 12, 1).size(), 5U);
  EXPECT_EQ(labels({1, 1'000, true}, 10), "1 | 2 | 5 | 10 | 20 | 50 | 100 | 200 | 500 | 1 k");
  EXPECT_EQ(labels({1'000, 2'000'000, true}, 5), "1 k | 10 k | 100 k | 1 M");
  EXPECT_EQ(labels({0, 6e8, false}, 2), "0 | 600 M");  // a low chart has room for two numbers: both ends
  EXPECT_EQ(labels({0, 1.5e9, false}, 2), "0 | 1.5 G");
  for (const int most : {2, 3, 5, 9, 20}) {
    for (const Scale& s : {Scale{0, 3e7, false}, Scale{1, 1e9, true}, Scale{1e-3, 2, true}})
      EXPECT_LE(ticks_of(s, most).size(), static_cast<size_t>(most));
  }
}

}  // namespace
}  // namespace sep::ui

// The charts' numbers: those of plan() at every point, and those that were published.
#include "core/cost_series.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace sep {
namespace {

ImageInfo image() { return {{40, 52}, 3, 7}; }

Plan planned(const Experiment& e, const ImageInfo& info = image()) {
  auto p = plan(e, info);
  EXPECT_TRUE(p) << p.error().message;
  return std::move(*p);
}

Parameter parameter_of(SeriesAxis axis, bool square) {
  return axis == SeriesAxis::kernel     ? (square ? Parameter::kernel : Parameter::kernel_w)
         : axis == SeriesAxis::channels ? Parameter::channels
         : axis == SeriesAxis::filters  ? Parameter::filters
                                        : Parameter::rank;
}

Experiment at(const Plan& now, const CostSeries& s, int value) {
  Experiment e = now.experiment;
  if (s.axis == SeriesAxis::size) return with_side(std::move(e), now.image, value);
  (e.mode == Mode::spatial ? e.rank : e.multiplier) = now.rank;
  return with(std::move(e), parameter_of(s.axis, s.square), value);
}

/// Every point that a slider reaches is what plan() says there.
void expect_equal_to_plans(const Experiment& e) {
  const Plan now = planned(e);
  for (const SeriesAxis axis : series_axes(e.mode)) {
    const CostSeries s = cost_series(now, axis);
    EXPECT_TRUE(std::ranges::is_sorted(s.points, {}, &SeriesPoint::value));
    EXPECT_EQ(s.present(), (SeriesPoint{s.now, now.totals.separable, now.totals.standard}));
    int compared = 0;
    for (const SeriesPoint& p : s.points) {
      const Experiment there = at(now, s, p.value);
      const ImageInfo large{{4096, 5324}, 3, 7};
      const ImageInfo& info = axis == SeriesAxis::size ? large : image();
      if (axis == SeriesAxis::kernel && value_of(there, info, Parameter::kernel_w) != p.value)
        continue;  // the preset does not have this size
      const auto truth = plan(there, info);
      ASSERT_TRUE(truth) << truth.error().message;
      EXPECT_EQ(p.separable, truth->totals.separable) << static_cast<int>(axis) << " at " << p.value;
      EXPECT_EQ(p.standard, truth->totals.standard) << static_cast<int>(axis) << " at " << p.value;
      ++compared;
    }
    EXPECT_GE(compared, std::min<int>(3, static_cast<int>(s.points.size()))) << static_cast<int>(axis);
  }
}

Experiment wang() {
  Experiment e;
  e.mode = Mode::depthwise;
  e.kernel = {"binomial", {5, 5}, {}};
  e.filters = 256;
  return e;
}

const SeriesPoint& point(const CostSeries& s, int value) {
  const auto found = std::ranges::find(s.points, value, &SeriesPoint::value);
  EXPECT_NE(found, s.points.end()) << value;
  return *found;
}

TEST(CostSeries, EqualsThePlanInSpatialMode) {
  Experiment e;
  expect_equal_to_plans(e);
  e.padding = Padding::same;
  e.stride = {2, 3};
  e.dilation = {2, 1};
  expect_equal_to_plans(e);
  e.kernel.size = {7, 4};
  expect_equal_to_plans(e);
  e.kernel = {"motion", {9, 9}, {}};
  e.rank = 3;
  expect_equal_to_plans(e);
}

TEST(CostSeries, EqualsThePlanInDepthwiseMode) {
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
  e.input.channels = 6;
  e.groups = 2;
  expect_equal_to_plans(e);
}

TEST(CostSeries, WangsExampleIsItsPresentPoint) {
  const Plan now = planned(wang(), {{12, 12}, 3, 1});
  for (const SeriesAxis axis : series_axes(Mode::depthwise)) {
    const SeriesPoint p = cost_series(now, axis).present();
    EXPECT_EQ(p.separable, 53'952);
    EXPECT_EQ(p.standard, 1'228'800);
    EXPECT_NEAR(p.times_fewer(), 22.8, 0.05);
  }
}

/// Howard et al. 2017, section 3.1: 1/N + 1/K², whatever C, N, K and the image.
TEST(CostSeries, RatioIsThatOfTheMobileNetPaper) {
  const Plan now = planned(wang(), {{64, 64}, 3, 1});
  for (const SeriesPoint& p : cost_series(now, SeriesAxis::kernel).points)
    EXPECT_NEAR(p.ratio(), 1.0 / 256 + 1.0 / (p.value * p.value), 1e-12) << "K = " << p.value;
  for (const SeriesPoint& p : cost_series(now, SeriesAxis::filters).points)
    EXPECT_NEAR(p.ratio(), 1.0 / p.value + 1.0 / 25, 1e-12) << "N = " << p.value;
  for (const SeriesAxis axis : {SeriesAxis::channels, SeriesAxis::size}) {
    for (const SeriesPoint& p : cost_series(now, axis).points)
      EXPECT_NEAR(p.ratio(), 1.0 / 256 + 1.0 / 25, 1e-12) << p.value;
  }
  for (const SeriesPoint& p : cost_series(now, SeriesAxis::terms).points)
    EXPECT_NEAR(p.ratio(), p.value * (1.0 / 256 + 1.0 / 25), 1e-12) << "m = " << p.value;
}

TEST(CostSeries, ReachesBeyondTheImageAndKeepsItsProportions) {
  const Plan now = planned(wang(), {{12, 24}, 3, 1});
  const CostSeries s = cost_series(now, SeriesAxis::size);
  EXPECT_EQ(s.now, 24);
  EXPECT_EQ(point(s, 4096).standard, int64_t{2044} * 4092 * 25 * 3 * 256);
  EXPECT_EQ(s.points.front().value, 12);  // at 8 the height of 4 has no room for the kernel
}

TEST(CostSeries, GroupsStay) {
  Experiment e = wang();
  e.input.channels = 12;
  e.groups = 4;
  const CostSeries s = cost_series(planned(e), SeriesAxis::channels);
  for (const SeriesPoint& p : s.points) EXPECT_EQ(p.value % 4, 0);
}

TEST(MovedBytes, AreInputWeightsAndOutputOnce) {
  const Plan now = planned(wang(), {{12, 12}, 3, 1});
  EXPECT_EQ(moved_bytes(now.standard.front()), 4 * (12 * 12 * 3 + 256 * 3 * 25 + 8 * 8 * 256));
  EXPECT_EQ(moved_bytes(now.separable.front()), 4 * (12 * 12 * 3 + 3 * 25 + 8 * 8 * 3));
}

}  // namespace
}  // namespace sep

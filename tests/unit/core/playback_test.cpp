// Stepping as a function of time: frames do not matter, every control goes on from where the path stands.
#include "core/playback.h"

#include <gtest/gtest.h>

#include <limits>

namespace sep {
namespace {

/// 12 elements of 6 terms, then 24 of 2: 120 multiplications, 36 elements.
Steps two_stages() {
  Stage a, b;
  a.spec.c_in = a.spec.c_out = a.spec.group = 1;
  a.spec.kernel = {2, 3};
  a.out = {1, 1, 3, 4};
  b.spec.c_in = 2;
  b.spec.c_out = 2;
  b.spec.kernel = {1, 1};
  b.out = {1, 2, 3, 4};
  return Steps(std::vector<Stage>{a, b});
}

Playback playing(Granularity g, double rate) { return {g, rate, true, 0, 10}; }

TEST(Playback, IsAFunctionOfTimeAlone) {
  const Steps s = two_stages();
  const Playback p = playing(Granularity::element, 4);
  EXPECT_EQ(position_at(p, s, 9), 0);
  EXPECT_EQ(position_at(p, s, 10), 0);
  EXPECT_EQ(position_at(p, s, 10.24), 0);
  EXPECT_EQ(position_at(p, s, 10.25), 6);
  EXPECT_EQ(position_at(p, s, 13), 72);
  EXPECT_EQ(position_at(p, s, 13.25), 74);
  EXPECT_EQ(position_at(p, s, 19), 120);
  EXPECT_EQ(position_at(p, s, std::numeric_limits<double>::infinity()), 120);
}

TEST(Playback, MovesUntilTheEnd) {
  const Steps s = two_stages();
  const Playback p = playing(Granularity::row, 1);
  EXPECT_TRUE(moves(p, s, 18.9));
  EXPECT_FALSE(moves(p, s, 19));
  EXPECT_DOUBLE_EQ(until_next_s(p, s, 10.25), 0.75);
  EXPECT_EQ(until_next_s(p, s, 19), 0);
  EXPECT_EQ(until_next_s({Granularity::row, 1, false, 6, 10}, s, 11), 0);
}

TEST(Playback, EveryControlGoesOnFromWhereItStands) {
  const Steps s = two_stages();
  Playback p = playing(Granularity::multiplication, 10);
  p = toggled(p, s, 12.5);
  EXPECT_FALSE(p.playing);
  EXPECT_EQ(position_at(p, s, 1e9), 25);
  p = stepped(p, s, -1, 13);
  EXPECT_EQ(position_at(p, s, 13), 24);
  p = paced(p, s, Granularity::channel, 0, 14);
  EXPECT_EQ(p.rate, kLeastRate);
  p = stepped(p, s, 1, 14);
  EXPECT_EQ(position_at(p, s, 14), 72);
  p = toggled(p, s, 20);
  EXPECT_EQ(position_at(p, s, 24), 96);
  p = jumped(p, s, 500, 24);
  EXPECT_EQ(position_at(p, s, 24), 120);
  p = toggled(p, s, 30);  // at the end it begins again
  EXPECT_TRUE(p.playing);
  EXPECT_EQ(position_at(p, s, 30), 0);
}

}  // namespace
}  // namespace sep

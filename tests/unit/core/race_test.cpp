// The race: exact times and positions, whatever the totals.
#include "core/race.h"

#include <gtest/gtest.h>

#include <random>

namespace sep {
namespace {

TEST(Race, WangsExample) {
  const Race race(53'952, 1'228'800);
  EXPECT_EQ(race.finish_micros(PathId::standard), 30'000'000);
  EXPECT_EQ(race.finish_micros(PathId::separable), 1'317'188) << "30 s · 53952 / 1228800 = 1.3171875 s";
  EXPECT_DOUBLE_EQ(race.multiplications_per_second(), 40'960);
  EXPECT_EQ(race.verdict(), "separable finishes 22.8× earlier");
  EXPECT_EQ(race.lane(PathId::standard, 15'000'000).position, 614'400);
  EXPECT_TRUE(race.lane(PathId::separable, 15'000'000).finished);
  EXPECT_EQ(race.clock_text(1'317'188), "1.31 s of 30 s");
}

TEST(Race, BothWorkAtTheSameSpeed) {
  std::mt19937_64 rng(3);
  for (int n = 0; n < 2000; ++n) {
    const uint64_t scale = uint64_t{1} << rng() % 30;
    const auto total = [&] { return static_cast<int64_t>(scale + rng() % (scale << 10)); };
    const Race race(total(), total(), static_cast<int64_t>(rng() % 100'000'000));
    const auto t = static_cast<int64_t>(rng() % static_cast<uint64_t>(race.end_micros() + 2));
    const RaceLane a = race.lane(PathId::separable, t), b = race.lane(PathId::standard, t);
    if (!a.finished && !b.finished) {
      EXPECT_EQ(a.position, b.position);
    }
    for (const PathId path : {PathId::separable, PathId::standard}) {
      const int64_t end = race.finish_micros(path);
      EXPECT_TRUE(race.lane(path, end).finished);
      EXPECT_FALSE(race.lane(path, end - 1).finished);
      const RaceLane lane = race.lane(path, t);
      EXPECT_GE(race.lane(path, t + 1).position, lane.position);
      EXPECT_LE(race.time_of(lane.position), t);
    }
  }
}

TEST(Race, StartsAtNothingAndEndsWhole) {
  const Race race(10, 7, 1000);
  for (const int64_t t : {int64_t{-5}, int64_t{0}}) EXPECT_EQ(race.lane(PathId::standard, t).position, 0);
  EXPECT_EQ(race.lane(PathId::separable, 1'000'000).position, 10);
  EXPECT_EQ(race.winner(), PathId::standard);
  EXPECT_EQ(race.finish_micros(PathId::separable), 1429);
  EXPECT_EQ(race.verdict(), "standard finishes 1.4× earlier");
  EXPECT_EQ(Race(5, 5).verdict(), "both finish together");
}

TEST(Race, MultiplyDivideIsExact) {
  EXPECT_EQ(multiply_divide(1'000'000'000'000'000, 30'000'000, 1'000'000'000'000'000), 30'000'000);
  EXPECT_EQ(multiply_divide((int64_t{1} << 60) - 1, (int64_t{1} << 60) - 3, int64_t{1} << 60),
            (int64_t{1} << 60) - 4);
  EXPECT_EQ(multiply_divide(int64_t{1} << 50, int64_t{1} << 50, 1), INT64_MAX);
  std::mt19937_64 rng(5);
  for (int n = 0; n < 1000; ++n) {
    const auto a = static_cast<int64_t>(rng() >> 33), b = static_cast<int64_t>(rng() >> 33);
    const auto c = static_cast<int64_t>(rng() >> 40) + 1;
    EXPECT_EQ(multiply_divide(a, b, c), a * b / c);
  }
}

TEST(Race, OdometersKeepTheirWidth) {
  EXPECT_EQ(odometer_text(53'952, 1'228'800), "0,053,952");
  EXPECT_EQ(odometer_text(0, 999), "000");
  EXPECT_EQ(odometer_text(7, 1000), "0,007");
  EXPECT_EQ(odometer_sentence({53'952, 1'228'800, false}), "multiplication 53,952 of 1,228,800");
}

}  // namespace
}  // namespace sep

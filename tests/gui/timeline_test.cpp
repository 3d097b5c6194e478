// The timeline of step and race: what its buttons do, as a pure function of time.
#include "ui/timeline.h"

#include <gtest/gtest.h>

namespace sep::ui {
namespace {

Plan wang() {
  Experiment e;
  e.mode = Mode::depthwise;
  e.kernel.size = {5, 5};
  e.filters = 256;
  auto made = plan(e, {{12, 12}, 3, 1});
  EXPECT_TRUE(made.has_value());
  return *made;
}

struct At {
  int64_t separable, standard;
  friend bool operator==(const At&, const At&) = default;
};
std::ostream& operator<<(std::ostream& out, const At& a) {
  return out << a.separable << " and " << a.standard;
}
At at(const Timeline& t, const Plan& p, double now) {
  return {position(t, p, PathId::separable, now), position(t, p, PathId::standard, now)};
}

TEST(Timeline, NothingIsMaskedWhileItIsClosed) {
  const Plan p = wang();
  Timeline t;
  EXPECT_FALSE(positions(t, p, 0).has_value());
  t = with_step(t, true, 0);
  ASSERT_TRUE(positions(t, p, 0).has_value());
  EXPECT_EQ(positions(t, p, 0)->separable, 0);
  EXPECT_FALSE(positions(closed(t, p, 1), p, 1).has_value());
}

TEST(Timeline, StepsBothPathsForwardAndBack) {
  const Plan p = wang();
  Timeline t = with_step({}, true, 0);
  t = stepped(t, p, 1, 0);
  EXPECT_EQ(at(t, p, 9), (At{25, 75}));
  t = stepped(t, p, 3, 0);
  EXPECT_EQ(at(t, p, 9), (At{100, 300}));
  t = stepped(t, p, -4, 0);
  EXPECT_EQ(at(t, p, 9), (At{0, 0}));
  t = with_moving(t, p, PathId::separable, false, 0);
  t = stepped(t, p, 2, 0);
  EXPECT_EQ(at(t, p, 9), (At{0, 150}));
  t = with_moving(t, p, PathId::standard, false, 0);  // the only one: the other one moves now
  EXPECT_TRUE(t.moves_separable && !t.moves_standard);
}

TEST(Timeline, APathAtItsEndWaitsForTheOther) {
  const Plan p = wang();
  Timeline t = jumped(with_step({}, true, 0), p, PathId::separable, 53'952, 0);
  t = stepped(stepped(t, p, 2, 0), p, -1, 0);
  EXPECT_EQ(at(t, p, 0), (At{53'952, 75}));
  EXPECT_EQ(followed_path(t, p, 0), PathId::standard);
  t = at_end(t, p, true, 0);
  EXPECT_EQ(at(t, p, 0), (At{53'952, 1'228'800}));
  t = stepped(t, p, -1, 0);
  EXPECT_EQ(at(t, p, 0), (At{53'949, 1'228'725}));
}

TEST(Timeline, PlaysPausesAndBeginsAgain) {
  const Plan p = wang();
  Timeline t = paced(with_step({}, true, 0), p, Granularity::row, 4, 0);
  t = toggled(t, p, 10);
  EXPECT_TRUE(moving(t, p, 10));
  EXPECT_EQ(at(t, p, 10.76), (At{3 * 8 * 25, 3 * 8 * 75}));
  EXPECT_NEAR(until_next_s(t, p, 10.76), 0.24, 1e-6);
  t = toggled(t, p, 11.1);
  EXPECT_FALSE(moving(t, p, 50));
  EXPECT_EQ(at(t, p, 50), (At{4 * 8 * 25, 4 * 8 * 75}));
  t = at_end(t, p, true, 50);
  t = toggled(t, p, 60);
  EXPECT_EQ(at(t, p, 60), (At{0, 0}));
  EXPECT_TRUE(moving(t, p, 60));
}

TEST(Timeline, OnlyMultiplicationsMarkTheOne) {
  const Plan p = wang();
  Timeline t = with_step({}, true, 0);
  EXPECT_FALSE(positions(t, p, 0)->one);
  t = paced(t, p, Granularity::multiplication, 8, 0);
  EXPECT_TRUE(positions(t, p, 0)->one);
  EXPECT_FALSE(positions(race_started(t, 0), p, 0)->one);
}

TEST(Timeline, RacesAtOneRate) {
  const Plan p = wang();
  Timeline t = race_started({}, 100);
  EXPECT_EQ(at(t, p, 101), (At{40'960, 40'960}));
  EXPECT_EQ(at(t, p, 115), (At{53'952, 614'400}));
  EXPECT_TRUE(moving(t, p, 129.9));
  EXPECT_FALSE(moving(t, p, 130.1));
  EXPECT_EQ(at(t, p, 1000), (At{53'952, 1'228'800}));
  const Timeline paused = toggled(t, p, 115);
  EXPECT_EQ(at(paused, p, 500), (At{53'952, 614'400}));
  EXPECT_EQ(at(toggled(paused, p, 500), p, 501), (At{53'952, 655'360}));
  EXPECT_EQ(at(toggled(t, p, 200), p, 201), (At{40'960, 40'960}));  // after the end it begins again
}

TEST(Timeline, SettingTheSecondsKeepsThePositions) {
  const Plan p = wang();
  const Timeline t = race_started({}, 0);
  const Timeline slower = with_seconds(t, p, 60, 15);
  EXPECT_EQ(at(slower, p, 15), (At{53'952, 614'400}));
  EXPECT_EQ(at(slower, p, 16), (At{53'952, 634'880}));
  EXPECT_EQ(race_time(slower, p, 15), 30'000'000);
}

TEST(Timeline, ScrubbingTheRaceSetsItsClock) {
  const Plan p = wang();
  const Timeline t = jumped(race_started({}, 0), p, PathId::standard, 307'200, 3);
  EXPECT_EQ(at(t, p, 3), (At{53'952, 307'200}));
}

}  // namespace
}  // namespace sep::ui

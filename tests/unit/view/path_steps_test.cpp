// What is outlined while a path is stepped: the element at hand, what its stage reads for it, the one
// multiplication; nothing of the other path.
#include "view/path_steps.h"

#include <gtest/gtest.h>

#include <random>

#include "../core/random_plans.h"

namespace sep::view {
namespace {

struct Case {
  Plan plan;
  PathId path{};
  Cursor at;
  const Stage& stage() const {
    const auto& stages = path == PathId::standard ? plan.standard : plan.separable;
    return stages[static_cast<size_t>(at.stage)];
  }
  TensorRef ref() const { return {path == PathId::standard ? Place::standard : Place::separable, at.stage}; }
};

Case random_case(std::mt19937& rng) {
  for (;;) {
    auto plan = random_plan(rng);
    if (!plan) continue;
    const PathId path = rng() % 2 == 0 ? PathId::standard : PathId::separable;
    const Steps steps(path == PathId::standard ? plan->standard : plan->separable);
    const auto position = static_cast<int64_t>(rng() % static_cast<unsigned long>(steps.total()));
    return {std::move(*plan), path, steps.at(position)};
  }
}

bool holds_one(const AxisSet& set, int at) { return set == AxisSet::range(at, at + 1); }

TEST(PathSteps, OutlinesTheElementAndWhatItsStageReads) {
  std::mt19937 rng(41);
  for (int n = 0; n < 400; ++n) {
    const Case c = random_case(rng);
    const auto links = cursor_links(c.plan, c.path, c.at, false);
    ASSERT_TRUE(links.has_value()) << n;
    const auto& own = c.path == PathId::standard ? links->standard : links->separable;
    for (const TensorLink& l : c.path == PathId::standard ? links->separable : links->standard)
      EXPECT_TRUE(l.empty() && l.weights.empty()) << n;
    bool chosen = false;
    for (size_t k = 0; k < own.size(); ++k) {
      const bool made = own[k].ref == c.ref(), read = k + 1 < own.size() && own[k + 1].ref == c.ref();
      EXPECT_TRUE(made || read || own[k].empty()) << n << " tensor " << k;
      EXPECT_TRUE(made || own[k].weights.empty()) << n;
      if (made) {
        chosen = true;
        EXPECT_TRUE(holds_one(own[k].rows.cells, c.at.y) && holds_one(own[k].cols.cells, c.at.x)) << n;
        EXPECT_EQ(own[k].channels.first, c.at.channel) << n;
        EXPECT_EQ(own[k].weights.rows.size(), c.stage().spec.kernel.h) << n;
      }
    }
    EXPECT_TRUE(chosen) << n;
  }
}

TEST(PathSteps, OutlinesTheOneMultiplication) {
  std::mt19937 rng(42);
  for (int n = 0; n < 400; ++n) {
    const Case c = random_case(rng);
    const auto links = cursor_links(c.plan, c.path, c.at, true);
    ASSERT_TRUE(links.has_value()) << n;
    const auto& own = c.path == PathId::standard ? links->standard : links->separable;
    size_t k = 0;
    while (!(own[k].ref == c.ref())) ++k;
    ASSERT_GE(k, 1U);
    const Shape in = shape_of(c.plan, own[k - 1].ref), out = c.stage().out;
    const ConvSpec& spec = c.stage().spec;
    const int y = row_axis(spec, {static_cast<int>(in.h), static_cast<int>(in.w)},
                           {static_cast<int>(out.h), static_cast<int>(out.w)})
                      .read_position(c.at.y, c.at.i);
    const int x = column_axis(spec, {static_cast<int>(in.h), static_cast<int>(in.w)},
                              {static_cast<int>(out.h), static_cast<int>(out.w)})
                      .read_position(c.at.x, c.at.j);
    EXPECT_TRUE(holds_one(own[k - 1].rows.window, y)) << n;
    EXPECT_TRUE(holds_one(own[k - 1].cols.window, x)) << n;
    if (y >= 0 && y < in.h && x >= 0 && x < in.w) {
      EXPECT_TRUE(own[k - 1].holds(c.at.c_in, y, x)) << n;
      EXPECT_EQ(own[k - 1].channels.end - own[k - 1].channels.first, 1) << n;
    }
    EXPECT_TRUE(holds_one(own[k].weights.rows, c.at.i) && holds_one(own[k].weights.cols, c.at.j)) << n;
    EXPECT_EQ(own[k].weights.c_in.first, c.at.c_in - input_channels(spec, c.at.channel).first) << n;
  }
}

TEST(PathSteps, NothingComesAfterTheEnd) {
  std::mt19937 rng(43);
  const Case c = random_case(rng);
  const Steps steps(c.plan.separable);
  EXPECT_FALSE(cursor_links(c.plan, PathId::separable, steps.at(steps.total()), false).has_value());
}

}  // namespace
}  // namespace sep::view

// The order of the steps: jumping anywhere equals stepping there, for random experiments and every step size.
#include "core/steps.h"

#include <gtest/gtest.h>

#include <limits>

#include "random_plans.h"

namespace sep {
namespace {

constexpr std::array kAll{Granularity::multiplication, Granularity::element, Granularity::row,
                          Granularity::channel, Granularity::stage};

const std::vector<Stage>& path_of(const Plan& p, std::mt19937& rng) {
  return rng() % 2 == 0 ? p.separable : p.standard;
}

/// All multiplications of a path in the order of plain loops.
std::vector<Cursor> by_loops(const std::vector<Stage>& path) {
  std::vector<Cursor> all;
  for (size_t n = 0; n < path.size(); ++n) {
    const ConvSpec& k = path[n].spec;
    const int per = k.c_in / k.group;
    for (int c = 0; c < path[n].out.c; ++c) {
      for (int y = 0; y < path[n].out.h; ++y) {
        for (int x = 0; x < path[n].out.w; ++x) {
          int64_t term = 0;
          for (int ci = 0; ci < per; ++ci) {
            for (int i = 0; i < k.kernel.h; ++i) {
              for (int j = 0; j < k.kernel.w; ++j) {
                all.push_back(
                    {static_cast<int>(n), 0, c, y, x, term++, c / (k.c_out / k.group) * per + ci, i, j});
              }
            }
          }
        }
      }
    }
  }
  return all;
}

TEST(Steps, JumpingEqualsStepping) {
  for_random_plans(21, 60, [](const Plan& p, std::mt19937& rng) {
    const auto& path = path_of(p, rng);
    const Steps steps(path);
    const auto all = by_loops(path);
    ASSERT_EQ(steps.total(), static_cast<int64_t>(all.size()));
    for (size_t k = 0; k < all.size(); ++k) {
      ASSERT_EQ(steps.at(static_cast<int64_t>(k)), all[k]) << k;
      ASSERT_EQ(steps.position_of(all[k]), static_cast<int64_t>(k));
    }
    EXPECT_EQ(steps.at(steps.total()).stage, steps.stages());
    EXPECT_EQ(steps.position_of(steps.at(steps.total())), steps.total());
  });
}

/// Whether a step of this size begins at multiplication k.
bool begins(const std::vector<Cursor>& all, size_t k, Granularity g) {
  const Cursor& c = all[k];
  const bool element = c.term == 0, row = element && c.x == 0, channel = row && c.y == 0;
  const bool stage = channel && c.channel == 0;
  return g == Granularity::multiplication || (g == Granularity::element && element) ||
         (g == Granularity::row && row) || (g == Granularity::channel && channel) ||
         (g == Granularity::stage && stage);
}

TEST(Steps, EverySizeStopsWhereItsPartsBegin) {
  for_random_plans(22, 40, [](const Plan& p, std::mt19937& rng) {
    const auto& path = path_of(p, rng);
    const Steps steps(path);
    const auto all = by_loops(path);
    for (const Granularity g : kAll) {
      std::vector<int64_t> stops;
      for (size_t k = 0; k < all.size(); ++k) {
        if (begins(all, k, g)) stops.push_back(static_cast<int64_t>(k));
      }
      stops.push_back(steps.total());
      ASSERT_EQ(steps.step_count(g) + 1, static_cast<int64_t>(stops.size()));
      int64_t position = 0;
      for (size_t n = 0; n < stops.size(); ++n, position = steps.next(position, g)) {
        ASSERT_EQ(position, stops[n]);
        ASSERT_EQ(steps.steps_done(position, g), static_cast<int64_t>(n));
        ASSERT_EQ(steps.position_after(static_cast<int64_t>(n), g), stops[n]);
        ASSERT_EQ(steps.advance(0, g, static_cast<int64_t>(n)), stops[n]);
      }
      const auto from = static_cast<int64_t>(rng() % all.size());
      const auto after = std::upper_bound(stops.begin(), stops.end(), from);
      ASSERT_EQ(steps.next(from, g), *after);
      const auto before = std::lower_bound(stops.begin(), stops.end(), from);
      ASSERT_EQ(steps.previous(from, g), before == stops.begin() ? 0 : *(before - 1));
    }
  });
}

TEST(Steps, ManyStepsAtOnceEqualOneByOne) {
  for_random_plans(23, 60, [](const Plan& p, std::mt19937& rng) {
    const Steps steps(path_of(p, rng));
    for (const Granularity g : kAll) {
      const auto from = static_cast<int64_t>(rng() % static_cast<uint64_t>(steps.total() + 1));
      int64_t forward = from, back = from;
      for (int n = 0; n <= 7; ++n) {
        ASSERT_EQ(steps.advance(from, g, n), forward);
        ASSERT_EQ(steps.advance(from, g, -n), back);
        forward = steps.next(forward, g);
        back = steps.previous(back, g);
      }
      ASSERT_EQ(steps.advance(from, g, std::numeric_limits<int64_t>::max()), steps.total());
      ASSERT_EQ(steps.advance(from, g, std::numeric_limits<int64_t>::min()), 0);
    }
  });
}

TEST(Steps, ProgressCountsWhatIsDone) {
  for_random_plans(24, 40, [](const Plan& p, std::mt19937& rng) {
    const auto& path = path_of(p, rng);
    const Steps steps(path);
    const auto all = by_loops(path);
    const auto position = static_cast<int64_t>(rng() % (all.size() + 1));
    for (int s = 0; s < steps.stages(); ++s) {
      const int64_t terms =
          path[static_cast<size_t>(s)].spec.weight_count() / path[static_cast<size_t>(s)].spec.c_out;
      int64_t done = 0, complete = 0;
      for (int64_t k = 0; k < position; ++k) {
        const Cursor& c = all[static_cast<size_t>(k)];
        if (c.stage != s) continue;
        ++done;
        complete += c.term == terms - 1;
      }
      const StageProgress now = steps.progress(s, position);
      ASSERT_EQ(now.done, done);
      ASSERT_EQ(now.total, path[static_cast<size_t>(s)].multiplications);
      ASSERT_EQ(now.elements, complete);
      ASSERT_EQ(now.partial, done - complete * terms);
      const Cursor& any = all[rng() % all.size()];
      const int64_t end = steps.completion(any.stage, 0, any.channel, any.y, any.x);
      ASSERT_EQ(steps.computed(any.stage, 0, any.channel, any.y, any.x, position), position >= end);
    }
  });
}

TEST(Steps, BatchesComeOneAfterAnother) {
  Stage s;
  s.spec.kernel = {1, 2};
  s.out = {3, 1, 2, 2};
  const Steps steps(std::span(&s, 1));
  EXPECT_EQ(steps.total(), 24);
  EXPECT_EQ(steps.at(8).b, 1);
  EXPECT_EQ(steps.position_of(steps.at(23)), 23);
  EXPECT_EQ(steps.step_count(Granularity::channel), 3);
}

TEST(Steps, WangsExampleFromFirstToLast) {
  Experiment e;
  e.mode = Mode::depthwise;
  e.filters = 256;
  const auto p = plan(e, {{12, 12}, 3, 1});
  const Steps steps(p->standard);
  EXPECT_EQ(steps.total(), 1'228'800);
  EXPECT_EQ(steps.step_count(Granularity::element), 16'384);
  EXPECT_EQ(steps.at(53'952).channel, 11) << "when the separable path has finished, the standard one is here";
  const Steps separable(p->separable);
  EXPECT_EQ(separable.stage_start(1), 4'800);
  EXPECT_EQ(separable.at(4'800).stage, 1);
}

}  // namespace
}  // namespace sep

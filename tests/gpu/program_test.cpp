// Programs that are prepared in another thread, contexts that come and go, and the engine that never waits
// for a compiler.
#include <chrono>
#include <thread>

#include "core/plan.h"
#include "gpu/variant.h"
#include "gpu/warmer.h"
#include "support.h"

namespace sep::gpu::testing {
namespace {

constexpr auto kPatience = std::chrono::seconds(120);

bool becomes_ready(const ProgramCache& programs, const ProgramKey& key) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!programs.ready(key) && std::chrono::steady_clock::now() < end)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  return programs.ready(key);
}

ProgramKey special_key(const ConvSpec& spec) {
  return variant_of(geometry_of(spec), true, Fit::special).key();
}

TEST(Programs, ArePreparedInAnotherThread) {
  ProgramCache programs(SEPSCOPE_SHADERS);
  const ProgramKey key = special_key({2, 2, 2, {3, 3}, {1, 1}, {1, 2}, {1, 1, 1, 1}, Border::zero});
  EXPECT_FALSE(programs.ready(key));
  programs.prepare(key);
  if (!driver_keeps_programs()) {
    EXPECT_FALSE(programs.ready(key));
    return;
  }
  EXPECT_TRUE(becomes_ready(programs, key));
  EXPECT_TRUE(programs.get(key.first, key.second));
}

TEST(Programs, EndWhileOneIsPrepared) {
  ProgramCache programs(SEPSCOPE_SHADERS);
  for (const ProgramKey& key : likely_programs(engine().limits())) programs.prepare(key);
}

TEST(Programs, LikelyOnesAreFew) {
  for (const Family family : kFamilies) EXPECT_LE(likely_programs(engine(family).limits()).size(), 48U);
}

TEST(Contexts, OneEndsAndTheOtherLivesOn) {
  std::thread([] {
    const auto other = OffscreenContext::create();
    EXPECT_TRUE(other) << other.error().message;
  }).join();
  const Tensor x = noise({1, 1, 5, 6}, 1);
  EXPECT_TRUE(
      engine().convolve(x, std::vector{1.0F}, {}, {1, 1, 1, {1, 1}, {1, 1}, {1, 1}, {}, Border::zero}));
}

/// What ran the standard path of a 3×5 kernel on a new image.
std::string standard_variant(Engine& e, uint64_t key) {
  Experiment experiment;
  experiment.kernel = {"box", {3, 5}, {}};
  auto made = plan(experiment, {{30, 40}, 1, key});
  EXPECT_TRUE(made) << made.error().message;
  EXPECT_TRUE(e.set_image(noise({1, 1, 30, 40}, 1), key));
  EXPECT_TRUE(e.set_plan(std::make_shared<const Plan>(std::move(*made))));
  constexpr double kBudgetMs = 1;
  while (!e.done()) EXPECT_TRUE(e.advance(kBudgetMs));
  return e.variant({Slot::standard, 0});
}

TEST(Programs, FramesNeverWaitForASpecialOne) {
  const auto e = engine_with(engine().limits());
  uint64_t key = 100;
  const std::string first = standard_variant(*e, key);
  EXPECT_EQ(first.find("5 taps"), std::string::npos) << first;
  if (!driver_keeps_programs()) return;
  const auto end = std::chrono::steady_clock::now() + kPatience;
  std::string later = first;
  while (later == first && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    later = standard_variant(*e, ++key);
  }
  EXPECT_NE(later.find("5 taps"), std::string::npos) << later;
}

TEST(Programs, TimesThatNeedOneComeWithIt) {
  if (!driver_keeps_programs()) return;
  const auto e = engine_with(engine().limits());
  Experiment experiment;
  experiment.kernel = {"gaussian", {5, 3}, {}};
  EXPECT_TRUE(e->set_image(noise({1, 2, 30, 34}, 1), 950));
  EXPECT_TRUE(e->set_plan(std::make_shared<const Plan>(*plan(experiment, {{30, 34}, 2, 950}))));
  while (!e->settled()) EXPECT_TRUE(e->advance(1.0));
  EXPECT_TRUE(e->fused() || e->awaits_programs());
  const auto end = std::chrono::steady_clock::now() + kPatience;
  const auto all_there = [&] {
    return e->fused() && e->times().separable_ms > 0 && e->times().standard_ms > 0;
  };
  while (!all_there() && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    while (!e->settled()) EXPECT_TRUE(e->advance(1.0));
  }
  EXPECT_TRUE(e->fused());
  EXPECT_GT(e->times().separable_ms, 0) << "the stages' own programs have come too";
  EXPECT_GT(e->times().standard_ms, 0);
}

TEST(Programs, WhatSomebodyWaitsForComesFirst) {
  if (!driver_keeps_programs()) return;
  ProgramCache programs(SEPSCOPE_SHADERS);
  const auto key = [](int k) {
    return special_key({2, 2, 2, {k, k}, {1, 1}, {1, 1}, {0, 1, 0, 0}, Border::zero});
  };
  for (const int k : {6, 7, 8, 9, 10}) programs.prepare(key(k), Haste::someday);
  programs.prepare(key(10), Haste::now);
  const auto end = std::chrono::steady_clock::now() + kPatience;
  bool overtaken = false;  // by one that was asked for before it, but for which nobody waits
  while (!programs.ready(key(10)) && std::chrono::steady_clock::now() < end) {
    const bool other = programs.ready(key(9));
    overtaken = overtaken || (other && !programs.ready(key(10)));
    std::this_thread::yield();
  }
  EXPECT_TRUE(programs.ready(key(10)));
  EXPECT_FALSE(overtaken);
  EXPECT_FALSE(programs.coming(key(11)));
}

TEST(Programs, WinogradComesBetweenFramesAndSaysWhatItMultiplies) {
  const auto e = engine_with(engine().limits());
  Experiment experiment;
  experiment.mode = Mode::depthwise;
  experiment.kernel = {"gaussian", {3, 3}, {}};
  experiment.filters = 32;
  experiment.padding = Padding::same;
  const auto run = [&](uint64_t key) {
    auto p = std::make_shared<const Plan>(*plan(experiment, {{40, 44}, 32, key}));
    EXPECT_TRUE(e->set_image(noise({1, 32, 40, 44}, 1), key));
    EXPECT_TRUE(e->set_plan(p));
    while (!e->done()) EXPECT_TRUE(e->advance(1.0));
    return p;
  };
  auto p = run(900);
  const int64_t formula = p->standard.front().multiplications;
  EXPECT_EQ(e->multiplications_made({Slot::standard, 0}), formula);
  if (!driver_keeps_programs()) return;
  const auto end = std::chrono::steady_clock::now() + kPatience;
  const auto winograd = [&] { return e->variant({Slot::standard, 0}).find("Winograd") != std::string::npos; };
  for (uint64_t key = 901; !winograd() && std::chrono::steady_clock::now() < end; ++key) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    p = run(key);
  }
  ASSERT_TRUE(winograd()) << e->variant({Slot::standard, 0});
  EXPECT_EQ(e->multiplications_made({Slot::standard, 0}), 32 * 32 * 36 * 10 * 12)
      << "10 rows of 11 tiles, in fours";
  EXPECT_LT(e->multiplications_made({Slot::standard, 0}), formula / 3);
  EXPECT_LT(e->difference()->max_abs, 1e-4);
  // its time without Winograd comes beside it
  EXPECT_EQ(e->saving({Slot::standard, 0}), "as Winograd’s");
  while (!e->times_of_every_product() && std::chrono::steady_clock::now() < end) {
    EXPECT_TRUE(e->advance(1.0));
    if (e->settled()) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  const auto times = e->times_of_every_product();
  ASSERT_TRUE(times);
  EXPECT_GT(times->standard_ms, 0);
  EXPECT_EQ(times->separable_ms, e->times().separable_ms) << "it saves nothing";
  EXPECT_TRUE(winograd()) << "what is shown is still its";
}

}  // namespace
}  // namespace sep::gpu::testing

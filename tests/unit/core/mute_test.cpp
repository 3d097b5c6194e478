// Mutes: both paths lose the same, costs and the other channels stay, indices that are not there do nothing.
#include "core/mute.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "core/links.h"
#include "core/plan.h"

namespace sep {
namespace {

constexpr ImageInfo kImage{{24, 20}, 3, 1};

Experiment depthwise() {
  Experiment e;
  e.mode = Mode::depthwise;
  e.filters = 8;
  e.multiplier = 2;
  return e;
}

Plan made(const Experiment& e) {
  auto result = plan(e, kImage);
  EXPECT_TRUE(result) << result.error().message;
  return std::move(*result);
}

std::vector<float> standard_of(const Plan& p) {
  return weights_of(p, p.standard[0], 0, p.standard[0].spec.c_out);
}

/// Σ_j P·D as both factors stand in the plan.
std::vector<float> composed(const Plan& p) {
  return compose_bank(*p.separable[0].weights, *p.separable[1].weights, static_cast<int>(p.input.c), p.rank,
                      p.standard[0].spec.kernel, 0, p.standard[0].spec.c_out, p.standard[0].spec.group,
                      p.standard[0].spec.c_out);
}

TEST(Mute, ComposedFiltersLoseTheChannelOnBothPaths) {
  Experiment e = depthwise();
  const Plan whole = made(e);
  e.mutes.channels = {1};
  const Plan muted = made(e);
  const auto before = standard_of(whole), after = standard_of(muted);
  for (size_t i = 0; i < after.size(); ++i) EXPECT_EQ(after[i], i / 25 % 3 == 1 ? 0 : before[i]) << i;
  EXPECT_EQ(muted.totals.separable, whole.totals.separable);
  EXPECT_NE(muted.separable[0].key, whole.separable[0].key);
  EXPECT_EQ(muted.kernels[2].values, whole.kernels[2].values);  // the grid shows what will be there again
  const auto& p = *whole.separable[1].weights;
  int weigh = 0;  // outputs that weight a map of green
  for (size_t n = 0; n < 8; ++n) weigh += p[n * 6 + 2] != 0 || p[n * 6 + 3] != 0 ? 1 : 0;
  EXPECT_GT(weigh, 0);
  EXPECT_EQ(mute_sentence(muted), "Muted: green. 2 of 6 depthwise maps are blank. " + std::to_string(weigh) +
                                      " of 8 outputs changed.");
}

TEST(Mute, AMapIsItsTermOfEveryFilter) {
  Experiment e = depthwise();
  e.mutes.kernels = {3};
  const Plan p = made(e);
  EXPECT_EQ(standard_of(p), composed(p));
  for (int i = 75; i < 100; ++i) EXPECT_EQ((*p.separable[0].weights)[static_cast<size_t>(i)], 0);
  EXPECT_TRUE(std::any_of(p.separable[0].weights->begin() + 50, p.separable[0].weights->begin() + 75,
                          [](float v) { return v != 0; }));
}

TEST(Mute, AFilterIsBlankAndAlone) {
  Experiment e = depthwise();
  e.mutes.filters = {0, 5};
  const Plan p = made(e);
  const auto w = standard_of(p);
  for (size_t n = 0; n < 8; ++n) {
    const bool zero =
        std::all_of(w.begin() + static_cast<std::ptrdiff_t>(n * 75),
                    w.begin() + static_cast<std::ptrdiff_t>(n * 75 + 75), [](float v) { return v == 0; });
    EXPECT_EQ(zero, n == 0 || n == 5) << n;
  }
  EXPECT_EQ(mute_sentence(p), "Muted: filter 0, filter 5. 2 of 8 outputs changed.");
}

std::shared_ptr<const FilterBank> some_bank() {
  std::vector<float> w;
  for (int i = 0; i < 6 * 3 * 9; ++i) w.push_back(static_cast<float>((i * 37 + i * i % 11) % 23) / 7 - 1);
  auto bank = make_bank("layer", 6, 3, 1, {3, 3}, w, {1, 2, 3, 4, 5, 6});
  EXPECT_TRUE(bank);
  return *bank;
}

TEST(Mute, AGivenBankMissesAsMuchAsBefore) {
  BankSource source;
  source.file = "bank.npy";
  source.loaded = some_bank();
  Experiment e = with_bank(Experiment{}, source);
  e.multiplier = 2;
  const Plan whole = made(e);
  const auto missed = [](const Plan& p) {
    auto w = standard_of(p);
    const auto c = composed(p);
    for (size_t i = 0; i < w.size(); ++i) w[i] -= c[i];
    return w;
  };
  e.mutes.kernels = {4};
  const Plan muted = made(e);
  const auto before = missed(whole), after = missed(muted);
  for (size_t i = 0; i < after.size(); ++i) EXPECT_NEAR(after[i], before[i], 1e-5) << i;
  EXPECT_NE(standard_of(muted), standard_of(whole));
  e.mutes = {{0}, {}, {2}};
  const Plan both = made(e);
  const auto w = standard_of(both);
  for (size_t i = 0; i < w.size(); ++i) {
    const size_t n = i / 27, c = i / 9 % 3;
    EXPECT_EQ(w[i], n == 2 || c == 0 ? 0 : source.loaded->standard[i]) << i;
  }
  EXPECT_EQ(*both.standard[0].bias, (std::vector<float>{1, 2, 0, 4, 5, 6}));
  EXPECT_EQ(*both.separable[1].bias, *both.standard[0].bias);
}

TEST(Mute, SpatialTermsAndChannels) {
  Experiment e;
  e.kernel = {"disc", {5, 5}, {}};
  const Plan whole = made(e);
  ASSERT_GE(whole.rank, 2);
  e.mutes = {{2}, {1}, {}};
  const Plan p = made(e);
  const auto w = standard_of(p), before = standard_of(whole);
  for (size_t i = 0; i < w.size(); ++i) {
    const size_t tap = i % 25;
    const double term = whole.spatial.u[1][tap / 5] * whole.spatial.v[1][tap % 5];
    EXPECT_NEAR(w[i], i / 25 == 2 ? 0 : before[i] - term, 1e-6) << i;
  }
}

TEST(Mute, NothingThatIsNotThere) {
  Experiment e = depthwise();
  const Plan whole = made(e);
  e.mutes = {{3, 400}, {6}, {8}};
  const Plan p = made(e);
  EXPECT_EQ(standard_of(p), standard_of(whole));
  EXPECT_EQ(mute_sentence(p), "");
}

TEST(Mute, ToggleAndSoloUndoThemselves) {
  const Plan p = made(depthwise());
  const MuteTarget map{MuteTarget::Kind::kernel, 3};
  Mutes m = toggled({}, map);
  EXPECT_TRUE(is_muted(m, map));
  EXPECT_TRUE(toggled(m, map).empty());
  m = soloed(p, {}, map);
  EXPECT_EQ(m.kernels, (std::vector<int>{0, 1, 2, 4, 5}));
  EXPECT_TRUE(soloed(p, m, map).empty());
}

TEST(Mute, TargetsAreWhatElementsStandFor) {
  const Plan p = made(depthwise());
  const auto target = [&](TensorRef ref, int channel) {
    return mute_target(p, Selection::element(ref, channel, 0, 0));
  };
  EXPECT_EQ(target({Place::input, 0}, 2), (MuteTarget{MuteTarget::Kind::channel, 2}));
  EXPECT_EQ(target({Place::separable, 0}, 5), (MuteTarget{MuteTarget::Kind::kernel, 5}));
  EXPECT_EQ(target({Place::separable, 1}, 7), (MuteTarget{MuteTarget::Kind::filter, 7}));
  EXPECT_EQ(target({Place::maps, 0}, 1), (MuteTarget{MuteTarget::Kind::channel, 1}));
  EXPECT_EQ(target({Place::input, 0}, kAllChannels), std::nullopt);
}

}  // namespace
}  // namespace sep

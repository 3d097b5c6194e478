// Given filters: a bank factorised per channel, a pair taken as it is, groups from standard to depthwise.
#include "core/filter_bank.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/bank.h"
#include "core/plan.h"

namespace sep {
namespace {

std::vector<float> normal(size_t count, uint32_t seed) {
  std::vector<float> out(count);
  for (size_t i = 0; i < count; ++i) out[i] = static_cast<float>(seeded_normal(seed, i));
  return out;
}

constexpr ImageInfo kImage{{14, 15}, 3, 1};

Experiment with_random_bank(int n, int c, int group, Size2 k, bool bias) {
  const auto weights = normal(static_cast<size_t>(n) * (c / group) * k.h * k.w, 3);
  auto bank = make_bank("random", n, c, group, k, weights, bias ? normal(n, 4) : std::vector<float>{});
  EXPECT_TRUE(bank) << bank.error().message;
  return with_bank({}, {"random.npy", "", *bank});
}

/// Largest |difference| of the two paths of a plan over Σ|w·x| of the standard one, in the reference.
double relative_difference(const Plan& p) {
  Tensor x{p.input, normal(static_cast<size_t>(p.input.elements()), 9)};
  const auto bias = [](const Stage& s) { return s.bias ? *s.bias : std::vector<float>{}; };
  const auto d = conv_reference(x, *p.separable[0].weights, bias(p.separable[0]), p.separable[0].spec);
  const Tensor mid{d->shape, {d->values.begin(), d->values.end()}};
  const auto y = conv_reference(mid, *p.separable[1].weights, bias(p.separable[1]), p.separable[1].spec);
  const Stage& s = p.standard[0];
  const auto z = conv_reference(x, weights_of(p, s, 0, s.spec.c_out), bias(s), s.spec);
  double worst = 0;
  for (size_t i = 0; i < y->values.size(); ++i)
    worst = std::max(worst, std::abs(y->values[i] - z->values[i]) / z->magnitude[i]);
  return worst;
}

TEST(GivenBank, FullMultiplierIsTheStandardConvolution) {
  for (const int group : {1, 2}) {
    Experiment e = with_random_bank(8, 6, group, {2, 2}, true);
    e.multiplier = 4;
    const auto p = plan(e, kImage);
    ASSERT_TRUE(p) << p.error().message;
    EXPECT_LT(relative_difference(*p), 1e-5) << group << " groups";
    EXPECT_LT(p->relative_error, 1e-7);
    e.multiplier = 1;
    const auto low = plan(e, kImage);
    EXPECT_GT(relative_difference(*low), 1e-3);
    EXPECT_GT(low->relative_error, 0.1);
  }
}

/// A layer as networks have it: 128 → 256 channels, 3×3, 28×28, against Σ|P||D||x| of the separable path
/// itself.
TEST(GivenBank, FullMultiplierHoldsOnARealLayersScale) {
  Experiment e = with_random_bank(256, 128, 1, {3, 3}, false);
  e.multiplier = 9;
  e.padding = Padding::same;
  const auto p = plan(e, {{28, 28}, 3, 1});
  ASSERT_TRUE(p) << p.error().message;
  EXPECT_EQ(p->rank, p->numerical_rank);
  const Tensor x{p->input, normal(static_cast<size_t>(p->input.elements()), 9)};
  const auto absolute = [](std::vector<float> v) {
    for (float& f : v) f = std::abs(f);
    return v;
  };
  const auto run = [&](const Tensor& from, bool magnitudes) {
    const auto weights = [&](const Stage& s) { return magnitudes ? absolute(*s.weights) : *s.weights; };
    const auto d = conv_reference(from, weights(p->separable[0]), {}, p->separable[0].spec);
    const Tensor mid{d->shape, {d->values.begin(), d->values.end()}};
    return conv_reference(mid, weights(p->separable[1]), {}, p->separable[1].spec)->values;
  };
  const std::vector<double> y = run(x, false), scale = run({x.shape, absolute(x.values)}, true);
  const Stage& s = p->standard[0];
  const auto z = conv_reference(x, weights_of(*p, s, 0, s.spec.c_out), {}, s.spec);
  double worst = 0;
  for (size_t i = 0; i < y.size(); ++i) worst = std::max(worst, std::abs(y[i] - z->values[i]) / scale[i]);
  EXPECT_LT(worst, 1e-5);
}

TEST(GivenBank, FixesTheSlidersAndSaysWhy) {
  const Experiment e = with_random_bank(8, 6, 1, {3, 3}, false);
  const Limits k = limits_of(e, kImage, Parameter::kernel);
  EXPECT_EQ(k.low, 3);
  EXPECT_EQ(k.high, 3);
  EXPECT_NE(k.why_high.find("random"), std::string::npos);
  EXPECT_EQ(limits_of(e, kImage, Parameter::rank).high, 8);
  Experiment other = e;
  other.input.channels = 7;
  EXPECT_NE(plan(other, kImage).error().message.find("6 channels"), std::string::npos);
}

TEST(GivenPair, IsTakenAsItIs) {
  auto pair = make_pair("pair", 6, 2, 5, {3, 3}, normal(6 * 2 * 9, 1), normal(5 * 12, 2), normal(5, 3), {});
  ASSERT_TRUE(pair);
  const auto p = plan(with_bank({}, {"m.onnx", "pair", *pair}), kImage);
  ASSERT_TRUE(p) << p.error().message;
  EXPECT_EQ(*p->separable[0].weights, (*pair)->depthwise);
  EXPECT_LT(relative_difference(*p), 1e-5);
}

TEST(GivenBank, RefusesWrongCounts) {
  EXPECT_EQ(make_bank("b", 2, 2, 1, {1, 1}, {1, 2, 3}, {}).error().message, "3 weights given, 4 expected");
}

TEST(GivenBank, AChannelThatIsNotFiniteIsNotFactorised) {
  std::vector<float> weights = normal(6 * 3 * 9, 4);  // [6, 6/2, 3, 3]: filter 4 is of group 1
  weights[(4 * 3 + 1) * 9 + 5] = NAN;
  weights[(0 * 3 + 2) * 9] = INFINITY;
  const auto bank = make_bank("b", 6, 6, 2, {3, 3}, weights, {});
  ASSERT_TRUE(bank) << bank.error().message;
  EXPECT_EQ((*bank)->broken, (std::vector<int>{2, 4}));
  EXPECT_GT((*bank)->spectrum.sigma[1][0], 0);
  EXPECT_EQ((*bank)->spectrum.sigma[2][0], 0);
  Experiment e = with_bank({}, {"m.onnx", "b", *bank});
  e.multiplier = 3;
  const auto p = plan(e, kImage);
  ASSERT_TRUE(p) << p.error().message;
  for (const float v : *p->separable[0].weights) EXPECT_TRUE(std::isfinite(v));
  EXPECT_LT(p->relative_error, 1e-6) << "of the other channels";
  EXPECT_TRUE(std::isnan((*p->standard[0].weights)[(4 * 3 + 1) * 9 + 5]));
}

TEST(GivenPair, NamesTheChannelsThatAreNotFinite) {
  std::vector<float> depthwise = normal(6 * 2 * 9, 1), pointwise = normal(5 * 12, 2);
  depthwise[3 * 9] = NAN;
  pointwise[2 * 12 + 10] = -INFINITY;
  const auto pair = make_pair("pair", 6, 2, 5, {3, 3}, depthwise, pointwise, {}, {});
  ASSERT_TRUE(pair);
  EXPECT_EQ((*pair)->broken, (std::vector<int>{1, 5}));
}

TEST(SpatialKernel, WithNanHasNoTerms) {
  Experiment e;
  e.kernel = {"", {2, 2}, Kernel{{2, 2}, {1, NAN, 0, 2}}};
  EXPECT_EQ(e, Experiment(e)) << "an edit that changes nothing must be none";
  EXPECT_EQ(least_work(e, e), Work::none);
  const auto p = plan(e, kImage);
  ASSERT_TRUE(p) << p.error().message;
  EXPECT_EQ(p->rank, 1);
  for (const Stage& s : p->separable) {
    for (const float v : *s.weights) EXPECT_EQ(v, 0);
  }
  EXPECT_TRUE(std::isnan((*p->standard[0].weights)[1]));
}

TEST(GivenBank, IsCancelled) {
  const std::atomic<bool> cancel{true};
  EXPECT_EQ(make_bank("b", 2, 2, 1, {1, 1}, {1, 2, 3, 4}, {}, &cancel).error().message, "cancelled");
}

TEST(Groups, GoFromStandardToDepthwise) {
  Experiment e;
  e.mode = Mode::depthwise;
  e.input.channels = 12;
  e.filters = 24;
  e.kernel = {"binomial", {3, 3}, {}};
  EXPECT_EQ(group_choices(e, kImage), (std::vector<int>{1, 2, 3, 4, 6, 12}));
  int64_t before = INT64_MAX;
  for (const int g : group_choices(e, kImage)) {
    e.groups = g;
    const auto p = plan(e, kImage);
    ASSERT_TRUE(p) << p.error().message;
    EXPECT_EQ(p->totals.standard, int64_t{9} * 12 / g * 24 * 12 * 13);
    EXPECT_LT(p->totals.standard, before);
    EXPECT_LT(relative_difference(*p), 1e-5);
    EXPECT_NEAR(p->totals.ratio(), g / 24.0 + 1.0 / 9, 1e-12);
    before = p->totals.standard;
  }
  e.groups = 5;
  EXPECT_NE(plan(e, kImage).error().message.find("common divisor"), std::string::npos);
}

}  // namespace
}  // namespace sep

// The third decomposition in plans: costs in closed form, the three stages against the reference, what is
// missed.
#include <gtest/gtest.h>

#include <cmath>

#include "core/bank.h"
#include "core/kernel_split.h"
#include "core/plan.h"
#include "core/split_cache.h"

namespace sep {
namespace {

Plan made(const Experiment& e, const ImageInfo& image) {
  auto result = plan(e, image);
  EXPECT_TRUE(result) << result.error().message;
  return std::move(*result);
}

Experiment split_experiment(const std::string& preset, Size2 size) {
  Experiment e;
  e.mode = Mode::depthwise;
  e.split = Split::spatial;
  e.kernel = {preset, size, {}};
  e.filters = 8;
  return e;
}

std::vector<float> normal(size_t count, uint32_t seed) {
  std::vector<float> out(count);
  for (size_t i = 0; i < count; ++i) out[i] = static_cast<float>(seeded_normal(seed, i));
  return out;
}

Experiment bank_experiment(int n, int c, int group, Size2 k, int m, uint32_t seed = 4) {
  const auto taps = static_cast<size_t>(k.h) * static_cast<size_t>(k.w);
  auto bank = make_bank("bank", n, c, group, k,
                        normal(static_cast<size_t>(n) * static_cast<size_t>(c / group) * taps, seed), {});
  EXPECT_TRUE(bank);
  Experiment e = with_bank({}, {"bank.npy", "bank", *bank});
  e.multiplier = m;
  return with_split(std::move(e), Split::spatial);
}

std::vector<float> weights(const Plan& p, const Stage& s) { return weights_of(p, s, 0, s.spec.c_out); }

/// The bank that the three stages have together.
std::vector<float> composed(const Plan& p) {
  const ConvSpec& s = p.standard[0].spec;
  const auto depthwise = outer_products(*p.separable[0].weights, *p.separable[1].weights, s.kernel);
  return compose_bank(depthwise, *p.separable[2].weights, s.c_in, p.rank, s.kernel, 0, s.c_out, s.group,
                      s.c_out);
}

double missed(const Plan& p) {
  const auto w = weights(p, p.standard[0]), back = composed(p);
  double error = 0, all = 0;
  for (size_t i = 0; i < w.size(); ++i) {
    error += std::pow(double{w[i]} - back[i], 2);
    all += std::pow(double{w[i]}, 2);
  }
  return std::sqrt(error / all);
}

TEST(ThreeStages, OfWangsExampleCostWhatTheFormulaSays) {
  Experiment e = split_experiment("binomial", {5, 5});
  e.filters = 256;
  const Plan p = made(e, {{12, 12}, 3, 1});
  ASSERT_EQ(p.separable.size(), 3U);
  const int64_t expected[] = {5 * 3 * 8 * 12, 5 * 3 * 8 * 8, 3 * 256 * 8 * 8};
  const Shape shapes[] = {{1, 3, 8, 12}, {1, 3, 8, 8}, {1, 256, 8, 8}};
  const char* names[] = {"column", "row", "pointwise"};
  const int64_t parameters[] = {15, 15, 768};
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(p.separable[i].multiplications, expected[i]);
    EXPECT_EQ(p.separable[i].out, shapes[i]);
    EXPECT_EQ(p.separable[i].name, names[i]);
    EXPECT_EQ(p.separable[i].parameters, parameters[i]);
    int64_t product = 1;
    for (const Factor& f : p.separable[i].formula) product *= f.value;
    EXPECT_EQ(product, expected[i]) << "the formula as it is shown";
  }
  EXPECT_EQ(p.totals.standard, 1'228'800);
  EXPECT_EQ(p.closed_form.value, 51'552.0 / 1'228'800);
  EXPECT_EQ(p.closed_form.text,
            "1/N·((W_in/W')/K_w + 1/K_h) + 1/K² = 1/256·((12/8)/5 + 1/5) + 1/25 = 0.04195");
  EXPECT_NE(p.closed_form.note.find("12/8"), std::string::npos);
}

TEST(ThreeStages, CostTheClosedFormWithEveryStridePaddingAndGroup) {
  for (const Padding padding : {Padding::valid, Padding::same, Padding::explicit_pads}) {
    for (const Size2 stride : {Size2{1, 1}, {2, 1}, {1, 3}, {2, 3}}) {
      for (const int m : {1, 2, 3}) {
        Experiment e = split_experiment("gaussian", {3, 5});
        e.input.channels = 6;
        e.groups = 2;
        e.multiplier = m;
        e.stride = stride;
        e.dilation = {2, 1};
        e.padding = padding;
        e.pads = {0, 3, 1, 2};
        const Plan p = made(e, {{23, 31}, 3, 1});
        const double h = static_cast<double>(p.standard[0].out.h),
                     w = static_cast<double>(p.standard[0].out.w);
        EXPECT_EQ(p.separable[0].multiplications, m * 6 * 3 * h * 31) << "all columns of the input";
        EXPECT_EQ(p.separable[1].multiplications, m * 6 * 5 * h * w);
        EXPECT_EQ(p.separable[2].multiplications, m * 3 * 8 * h * w);
        EXPECT_EQ(p.separable[2].out, p.standard[0].out);
        EXPECT_NEAR(p.closed_form.value, m * (2.0 / 8 * (31 / w / 5 + 1.0 / 3) + 1.0 / 15), 1e-12);
      }
    }
  }
}

/// Both paths by the double-precision reference, on noise.
struct Outputs {
  std::vector<double> separable, standard, magnitude;
};

Outputs outputs(const Plan& p) {
  Tensor x{p.input, normal(static_cast<size_t>(p.input.elements()), 9)};
  const auto run = [&](const Tensor& in, const Stage& s) {
    const auto bias = s.bias ? std::span<const float>(*s.bias) : std::span<const float>{};
    auto y = conv_reference(in, weights(p, s), bias, s.spec);
    EXPECT_TRUE(y) << s.name;
    return std::move(*y);
  };
  const auto standard = run(x, p.standard[0]);
  Outputs out{{}, standard.values, standard.magnitude};
  for (const Stage& s : p.separable) {
    auto y = run(x, s);
    x = {y.shape, {y.values.begin(), y.values.end()}};
    out.separable = std::move(y.values);
  }
  return out;
}

void expect_equal(const Plan& p, double tolerance) {
  const Outputs o = outputs(p);
  ASSERT_EQ(o.separable.size(), o.standard.size());
  for (size_t i = 0; i < o.standard.size(); ++i)
    ASSERT_NEAR(o.separable[i], o.standard[i], tolerance * (1 + o.magnitude[i])) << i;
}

TEST(ThreeStages, GiveTheStandardOutputWhereKernelsSeparate) {
  for (const Border border : {Border::zero, Border::replicate, Border::reflect, Border::wrap}) {
    Experiment e = split_experiment("binomial", {5, 5});
    e.multiplier = 2;
    e.padding = Padding::same;
    e.border = border;
    e.stride = {2, 3};
    const Plan p = made(e, {{19, 17}, 3, 1});
    ASSERT_TRUE(p.split);
    EXPECT_FALSE(p.split->least_squares);
    if (p.split->inseparable > 0) continue;
    EXPECT_EQ(p.relative_error, 0);
    expect_equal(p, 1e-5);
  }
  Experiment e = split_experiment("box", {3, 5});
  e.multiplier = 1;
  const Plan p = made(e, {{9, 11}, 1, 1});
  EXPECT_EQ(p.split->inseparable, 0);
  expect_equal(p, 1e-5);
}

TEST(ThreeStages, MissOfOtherKernelsWhatTheyMissOfTheFilters) {
  Experiment e = split_experiment("disc", {5, 5});
  e.multiplier = 2;
  e.input.channels = 4;
  e.groups = 2;
  const Plan p = made(e, {{20, 20}, 3, 1});
  EXPECT_GT(p.split->inseparable, 0);
  EXPECT_LT(p.split->inseparable, 8) << "some of the cycle are separable";
  EXPECT_GT(p.relative_error, 1e-3);
  EXPECT_NEAR(p.relative_error, missed(p), 1e-6);
  // the standard path is that of the whole kernels
  Experiment whole = e;
  whole.split = Split::none;
  const Plan two = made(whole, {{20, 20}, 3, 1});
  EXPECT_EQ(weights(p, p.standard[0]), weights(two, two.standard[0]));
  EXPECT_EQ(p.standard[0].key, two.standard[0].key) << "nothing to compute again";
  EXPECT_EQ(two.separable.size(), 2U);
  EXPECT_FALSE(two.split);
}

TEST(ThreeStages, OfABankAreNoWorseThanTheirStartAndExactAtTheEnd) {
  for (const int m : {1, 2, 4, 6}) {
    const Plan p = made(bank_experiment(6, 4, 2, {2, 3}, m), {{15, 12}, 3, 1});
    ASSERT_TRUE(p.split);
    EXPECT_TRUE(p.split->least_squares);
    EXPECT_LE(p.split->error, p.split->start_error) << m;
    EXPECT_NEAR(missed(p), p.split->error, 1e-6) << m;
    EXPECT_EQ(p.relative_error, p.split->error);
    EXPECT_EQ(p.split->channels.size(), 4U);
    EXPECT_EQ(p.max_rank, 6);
    if (m < 6) {
      EXPECT_GT(p.split->sweeps, 0);
    }
    if (m == p.max_rank) {
      EXPECT_EQ(p.numerical_rank, m);
      expect_equal(p, 2e-5);
    }
  }
}

TEST(ThreeStages, OfABankAreBitEqualOnEveryRun) {
  const Experiment a = bank_experiment(8, 3, 1, {3, 3}, 3), b = bank_experiment(8, 3, 1, {3, 3}, 3);
  const Plan p = made(a, {{9, 9}, 3, 1}), q = made(b, {{9, 9}, 3, 1});
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(*p.separable[i].weights, *q.separable[i].weights);
    EXPECT_EQ(p.separable[i].key, q.separable[i].key);
  }
}

TEST(ThreeStages, MutedMapsAreGoneFromBothPaths) {
  Experiment made_filters = split_experiment("binomial", {3, 3});
  made_filters.multiplier = 2;
  for (Experiment e : {made_filters, bank_experiment(8, 3, 1, {3, 3}, 2)}) {
    const Plan before = made(e, {{12, 12}, 3, 1});
    e.mutes.kernels = {1};
    e.mutes.channels = {2};
    const Plan after = made(e, {{12, 12}, 3, 1});
    const auto difference = [](const Plan& p, size_t i) {
      const Outputs o = outputs(p);
      return o.separable[i] - o.standard[i];
    };
    for (const size_t map : {1U, 4U, 5U}) {
      for (size_t y = 0; y < 3; ++y) EXPECT_EQ((*after.separable[0].weights)[map * 3 + y], 0);
    }
    Experiment channel_only = e;
    channel_only.mutes.channels.clear();
    const Plan one = made(channel_only, {{12, 12}, 3, 1});
    for (const size_t i : {0U, 57U, 320U})
      EXPECT_NEAR(difference(one, i), difference(before, i), 1e-4) << "both lose the same";
    EXPECT_NE(after.muted.find("3 of 6 depthwise maps are blank"), std::string::npos) << after.muted;
  }
}

TEST(ThreeStages, HaveNaNWhereAKernelHasIt) {
  const std::vector<float> depthwise{NAN, 1, 0, 1, /**/ 1, 2, 2, 4, /**/ 1, 0, 0, 1}, mix{1, 2, 3};
  const KernelSplit s = split_kernels({3, 1, 1, 1, {2, 2}, depthwise, mix});
  EXPECT_TRUE(std::isnan(s.column[0]) && std::isnan(s.column[1]));
  EXPECT_EQ(s.inseparable, 1);
  EXPECT_NEAR(s.error, std::sqrt(9.0 / (4 * 25 + 9 * 2)), 1e-6)
      << "of the others; the identity misses one of two";
  for (size_t i = 0; i < 4; ++i)
    EXPECT_NEAR(outer_products(s.column, s.row, {2, 2})[4 + i], depthwise[4 + i], 1e-6);
}

TEST(ThreeStages, KeepTheMultiplierWithinItsLimits) {
  Experiment e = bank_experiment(2, 3, 1, {3, 3}, 6);
  EXPECT_EQ(made(e, {{9, 9}, 3, 1}).max_rank, 6) << "2 filters, 3 rows";
  EXPECT_EQ(with_split(e, Split::none).multiplier, 2);
  e.multiplier = 7;
  const auto refused = plan(e, {{9, 9}, 3, 1});
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("min(N·min(K_h, K_w), K_h·K_w)"), std::string::npos);
}

TEST(SplitCache, KeepsTheLatestAndTheErrorsOfAll) {
  const auto spectrum = *spectrum_of(normal(10 * 4 * 9, 2), 10, 4, 1, {3, 3});
  SplitCache cache;
  const std::atomic<bool> stop{true};
  EXPECT_EQ(cache.of(spectrum, 2, &stop), nullptr);
  EXPECT_FALSE(cache.errors(2));
  const auto two = cache.of(spectrum, 2);
  EXPECT_EQ(cache.of(spectrum, 2), two);
  for (int m = 3; m <= 7; ++m) EXPECT_NE(cache.of(spectrum, m), nullptr);
  EXPECT_FALSE(cache.has(2));
  EXPECT_TRUE(cache.has(7));
  EXPECT_EQ(cache.errors(2)->end, two->error);
  EXPECT_TRUE(cache.measure(spectrum, 8));
  EXPECT_FALSE(cache.has(8));
  EXPECT_LE(cache.errors(8)->end, cache.errors(8)->start);
}

}  // namespace
}  // namespace sep

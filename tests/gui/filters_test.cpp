// Whole-kernel operations, and the curve of error against multiplications, against theory.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "ui/filters/bank_edit.h"
#include "ui/filters/kernel_ops.h"
#include "ui/filters/split_work.h"
#include "ui/filters/trade_off.h"
#include "ui/kernel_edit.h"
#include "ui/spectrum.h"

namespace sep::ui {
namespace {

const Kernel kKernel{{2, 3}, {1, 2, 3, 4, 5, 6}};

const KernelOp& op(std::string_view id) {
  for (const KernelOp& o : kernel_ops()) {
    if (o.id == id) return o;
  }
  throw std::runtime_error("no such operation");
}

Kernel done(std::string_view id, const Kernel& k) { return op(id).run(k); }

TEST(KernelOps, MoveValues) {
  EXPECT_EQ(done("flip-across", kKernel), (Kernel{{2, 3}, {3, 2, 1, 6, 5, 4}}));
  EXPECT_EQ(done("flip-down", kKernel), (Kernel{{2, 3}, {4, 5, 6, 1, 2, 3}}));
  EXPECT_EQ(done("flip", kKernel), (Kernel{{2, 3}, {6, 5, 4, 3, 2, 1}}));
  EXPECT_EQ(done("transpose", kKernel), (Kernel{{3, 2}, {1, 4, 2, 5, 3, 6}}));
  EXPECT_EQ(done("rotate", kKernel), (Kernel{{3, 2}, {4, 1, 5, 2, 6, 3}}));
  Kernel turned = kKernel;
  for (int i = 0; i < 4; ++i) turned = done("rotate", turned);
  EXPECT_EQ(turned, kKernel);
}

TEST(KernelOps, ChangeValuesAndSize) {
  const Kernel sum = done("normalise", kKernel);
  EXPECT_NEAR(std::accumulate(sum.values.begin(), sum.values.end(), 0.0), 1, 1e-15);
  EXPECT_EQ(done("normalise", {{1, 2}, {-3, 3}}), (Kernel{{1, 2}, {-0.5, 0.5}}));
  EXPECT_EQ(done("halve", done("double", kKernel)), kKernel);
  EXPECT_EQ(done("negate", done("negate", kKernel)), kKernel);
  EXPECT_EQ(done("shrink", done("grow", kKernel)), kKernel);
  EXPECT_EQ(done("grow", {{1, 1}, {7}}), (Kernel{{3, 3}, {0, 0, 0, 0, 7, 0, 0, 0, 0}}));
  EXPECT_FALSE(why_not(op("shrink"), kKernel).empty());
  EXPECT_FALSE(why_not(op("normalise"), {{1, 2}, {0, 0}}).empty());
  EXPECT_FALSE(why_not(op("grow"), {{63, 63}, std::vector<double>(63 * 63, 1.0)}).empty());
}

TEST(KernelOps, OneMapOrAllOfThem) {
  Experiment e;
  e.mode = Mode::depthwise;
  e.kernel.size = {3, 3};
  std::vector<Kernel> before;
  for (int i = 0; i < 3; ++i) before.push_back(kernel_of_map(e, i));
  const Experiment one = with_op(e, op("negate"), 1, 3, false);
  const Experiment all = with_op(e, op("negate"), 1, 3, true);
  const Experiment larger = with_op(e, op("grow"), 1, 3, false);
  for (int i = 0; i < 3; ++i) {
    const Kernel& k = before[static_cast<size_t>(i)];
    EXPECT_EQ(kernel_of_map(one, i), i == 1 ? done("negate", k) : k) << i;
    EXPECT_EQ(kernel_of_map(all, i), done("negate", k)) << i;
    EXPECT_EQ(kernel_of_map(larger, i), done("grow", k)) << i;
  }
}

TEST(TradeOff, IsTheTailOfTheSingularValues) {
  Experiment e;
  e.kernel = {"", {3, 3}, Kernel{{3, 3}, {3, 0, 0, 0, 2, 0, 0, 0, 1}}};
  e.rank = 2;
  const auto planned = plan(e, {{20, 30}, 1, 1});
  ASSERT_TRUE(planned);
  const auto t = trade_off(*planned);
  ASSERT_TRUE(t);
  ASSERT_EQ(t->points.size(), 3U);
  EXPECT_NEAR(t->points[0].error, std::sqrt(5.0 / 14), 1e-12);
  EXPECT_NEAR(t->points[1].error, std::sqrt(1.0 / 14), 1e-12);
  EXPECT_NEAR(t->points[2].error, 0, 1e-12);
  EXPECT_EQ(t->points[1].multiplications, planned->totals.separable);
  for (int r = 1; r <= 3; ++r) {
    e.rank = r;
    EXPECT_EQ(t->points[static_cast<size_t>(r) - 1].multiplications,
              plan(e, {{20, 30}, 1, 1})->totals.separable);
  }
  EXPECT_EQ(t->standard, 18 * 28 * 9);
}

TEST(TradeOff, OfABankAndOfMadeFilters) {
  Experiment e;
  e.mode = Mode::depthwise;
  EXPECT_FALSE(trade_off(*plan(e, {{20, 30}, 3, 1})));
  std::vector<float> weights;
  for (int i = 0; i < 4 * 2 * 9; ++i) weights.push_back(std::sin(static_cast<float>(i * i)));
  const auto bank = make_bank("b", 4, 2, 1, {3, 3}, weights, {});
  ASSERT_TRUE(bank);
  e = with_bank(e, {"b.npy", "b", *bank});
  const auto planned = plan(e, {{20, 30}, 3, 1});
  ASSERT_TRUE(planned) << planned.error().message;
  const auto t = trade_off(*planned);
  ASSERT_TRUE(t);
  ASSERT_EQ(t->points.size(), 4U);
  for (const TradePoint& p : t->points)
    EXPECT_NEAR(p.error, relative_error((*bank)->spectrum, p.terms), 1e-12) << p.terms;
  EXPECT_EQ(channel_errors(*planned).size(), 2U);
  const Experiment presets = without_bank(e);
  EXPECT_FALSE(has_bank(presets));
  EXPECT_EQ(presets.filters, 4);
  EXPECT_TRUE(plan(presets, {{20, 30}, 3, 1}));
}

TEST(TradeOff, OfThreeStagesHasWhatWasMeasured) {
  std::vector<float> weights;
  for (int i = 0; i < 4 * 2 * 9; ++i) weights.push_back(std::sin(static_cast<float>(i * i)));
  const auto bank = make_bank("b", 4, 2, 1, {3, 3}, weights, {});
  ASSERT_TRUE(bank);
  Experiment e = with_bank({}, {"b.npy", "b", *bank});
  e.multiplier = 2;
  const ImageInfo image{{20, 30}, 3, 1};
  const auto two = trade_off(*plan(e, image));
  const auto planned = plan(with_split(e, Split::spatial), image);
  ASSERT_TRUE(planned) << planned.error().message;
  const auto three = trade_off(*planned);
  ASSERT_TRUE(three);
  ASSERT_EQ(three->points.size(), 1U);
  EXPECT_EQ(three->points[0].terms, 2);
  EXPECT_EQ(three->points[0].error, planned->relative_error);
  EXPECT_EQ(three->points[0].multiplications, planned->totals.separable);
  ASSERT_EQ(three->two_stages.size(), two->points.size());
  for (size_t i = 0; i < two->points.size(); ++i) {
    EXPECT_EQ(three->two_stages[i].multiplications, two->points[i].multiplications);
    EXPECT_EQ(three->two_stages[i].error, two->points[i].error);
  }
  ASSERT_TRUE((*bank)->splits->measure((*bank)->spectrum, 3));
  EXPECT_EQ(trade_off(*planned)->points.size(), 2U);
  EXPECT_EQ(channel_errors(*planned).size(), 2U);
}

TEST(Spectrum, OfSplitKernelsSaysWhatTheyMiss) {
  Experiment e;
  e.mode = Mode::depthwise;
  e.split = Split::spatial;
  e.kernel = {"binomial", {5, 5}, {}};
  EXPECT_EQ(spectrum_of(*plan(e, {{20, 30}, 3, 1}), 0).verdict, Spectrum::Verdict::exact);
  e.kernel = {"disc", {7, 7}, {}};
  const auto disc = plan(e, {{20, 30}, 3, 1});
  ASSERT_TRUE(disc);
  const Spectrum s = spectrum_of(*disc, 0);
  EXPECT_NE(s.verdict, Spectrum::Verdict::exact);
  EXPECT_EQ(s.verdict == Spectrum::Verdict::nearly, disc->relative_error <= kNearly);
  EXPECT_EQ(s.sigma.size(), 16U) << "of 16 filters, 49 taps";
}

TEST(SplitWork, MakesWhatThePlanNeedsAndEndsWhatItDoesNot) {
  constexpr int kN = 96, kC = 64, kTaps = 49;  // takes far longer than the moment that is waited for
  std::vector<float> weights;
  for (int i = 0; i < kN * kC * kTaps; ++i) weights.push_back(std::sin(static_cast<float>(i % 4001) * 1.3F));
  const auto bank = make_bank("b", kN, kC, 1, {7, 7}, weights, {});
  ASSERT_TRUE(bank);
  Experiment e = with_split(with_bank({}, {"b.npy", "b", *bank}), Split::spatial);
  const SplitCache& splits = *(*bank)->splits;
  SplitWork work;
  e.multiplier = 20;
  EXPECT_TRUE(work.waits_for(e));
  EXPECT_TRUE(work.busy());
  EXPECT_FALSE(work.take_ready());
  Experiment other = e;
  other.multiplier = 2;
  if (work.waits_for(other)) work.wait();
  EXPECT_FALSE(splits.errors(20)) << "the change ended it";
  EXPECT_TRUE(splits.has(2));
  EXPECT_FALSE(work.waits_for(other));
  EXPECT_TRUE(work.waits_for(e));
  EXPECT_FALSE(work.waits_for(with_split(e, Split::none))) << "two stages need no split";
  EXPECT_FALSE(work.busy());
  EXPECT_FALSE(splits.errors(20));
}

TEST(SplitWork, MeasuresEveryMultiplier) {
  std::vector<float> weights;
  for (int i = 0; i < 4 * 2 * 9; ++i) weights.push_back(std::sin(static_cast<float>(i * i)));
  const auto bank = make_bank("b", 4, 2, 1, {3, 3}, weights, {});
  ASSERT_TRUE(bank);
  const Experiment e = with_split(with_bank({}, {"b.npy", "b", *bank}), Split::spatial);
  EXPECT_TRUE(quickly_measured(e));
  SplitWork work;
  work.measure(e);
  work.wait_measured();
  EXPECT_FALSE(work.measuring());
  for (int m = 1; m <= 9; ++m) EXPECT_TRUE((*bank)->splits->errors(m)) << m;
  EXPECT_FALSE((*bank)->splits->has(5)) << "their weights are not kept";
}

TEST(Rebuilt, ResidualIsTheTailOfKnownSingularValues) {
  Experiment e;
  e.kernel = {"", {3, 3}, Kernel{{3, 3}, {3, 0, 0, 0, 2, 0, 0, 0, 1}}};
  for (int rank = 1; rank <= 3; ++rank) {
    e.rank = rank;
    const auto planned = plan(e, {{20, 30}, 1, 1});
    ASSERT_TRUE(planned);
    const Rebuilt r = rebuilt_of(*planned);
    const double tail = rank == 1 ? 5.0 : rank == 2 ? 1.0 : 0.0;
    EXPECT_NEAR(r.error, std::sqrt(tail / 14), 1e-12) << rank;
    EXPECT_NEAR(r.energy_kept, 1 - tail / 14, 1e-12) << rank;
    EXPECT_NEAR(r.left, 3.0 - rank, 1e-12) << rank;
    EXPECT_NEAR(r.largest, 3, 1e-12);
  }
}

TEST(Rebuilt, PsnrInDecibels) {
  EXPECT_NEAR(psnr_db(1, 0.1), 20, 1e-12);
  EXPECT_NEAR(psnr_db(2, 0.02), 40, 1e-12);
  EXPECT_TRUE(std::isinf(psnr_db(1, 0)));
  EXPECT_TRUE(std::isnan(psnr_db(0, 0)));
}

TEST(Bank, FileNamesAreRelativeBelowTheFolder) {
  EXPECT_EQ(relative_to("/a/b/c.onnx", "/a"), "b/c.onnx");
  EXPECT_EQ(relative_to("/a/c.onnx", "/a/b"), "/a/c.onnx");
  EXPECT_EQ(relative_to("", "/a"), "");
}

}  // namespace
}  // namespace sep::ui

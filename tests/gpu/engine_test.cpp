// Whole plans on the engine: both paths, their difference, and only what changed computed again.
#include <cmath>

#include "core/plan.h"
#include "gpu/family.h"
#include "support.h"

namespace sep::gpu::testing {
namespace {

struct Made {
  std::shared_ptr<const Plan> plan;
  Tensor image;
};

Made start(Engine& e, const Experiment& experiment, const Shape& image) {
  Made run;
  auto made = plan(experiment,
                   {{static_cast<int>(image.h), static_cast<int>(image.w)}, static_cast<int>(image.c), 7});
  EXPECT_TRUE(made) << made.error().message;
  run.plan = std::make_shared<const Plan>(std::move(*made));
  run.image = noise(image, 5);
  EXPECT_TRUE(e.set_image(run.image, 7));
  const auto set = e.set_plan(run.plan);
  EXPECT_TRUE(set) << set.error().message;
  const auto done = e.advance(-1);
  EXPECT_TRUE(done && *done) << (done ? "not done" : done.error().message);
  return run;
}

void expect_stage(Engine& e, const Made& run, const Stage& stage, StageRef in, StageRef out) {
  const auto x = e.read(in), y = e.read(out);
  ASSERT_TRUE(x && y) << stage.name;
  const auto reference =
      conv_reference(*x, weights_of(*run.plan, stage, 0, stage.spec.c_out), {}, stage.spec);
  EXPECT_TRUE(matches(*y, *reference)) << stage.name;
  const auto [least, most] = std::ranges::minmax(y->values);
  EXPECT_EQ(e.range(out).low, least) << stage.name;
  EXPECT_EQ(e.range(out).high, most) << stage.name;
  EXPECT_EQ(e.channel_ranges(out).size(), static_cast<size_t>(y->shape.c)) << stage.name;
}

void expect_all(Engine& e, const Made& run) {
  const Plan& p = *run.plan;
  if (!p.source.empty()) expect_stage(e, run, p.source[0], {Slot::image, 0}, {Slot::input, 0});
  StageRef in{Slot::input, 0};
  for (size_t i = 0; i < p.separable.size(); ++i) {
    const StageRef out{Slot::separable, static_cast<int>(i)};
    expect_stage(e, run, p.separable[i], in, out);
    in = out;
  }
  expect_stage(e, run, p.standard[0], {Slot::input, 0}, {Slot::standard, 0});
  if (!p.display.empty()) expect_stage(e, run, p.display[0], {Slot::input, 0}, {Slot::maps, 0});
}

Experiment wang() {
  Experiment e;
  e.mode = Mode::depthwise;
  e.filters = 256;
  return e;
}

class Plans : public ::testing::TestWithParam<Family> {
 protected:
  Engine& e() { return engine(GetParam()); }
};
INSTANTIATE_TEST_SUITE_P(BothFamilies, Plans, ::testing::ValuesIn(kFamilies),
                         [](const auto& family) { return std::string(word_for(family.param)); });

TEST_P(Plans, WangsExample) {
  const auto planned = plan(wang(), ImageInfo{{12, 12}, 3});  // pictures take special shaders that are there
  ASSERT_TRUE(planned);
  for (const Stage& s : planned->separable)
    ASSERT_TRUE(e().convolve(noise({1, s.spec.c_in, 12, 12}, 3), weights_of(*planned, s, 0, s.spec.c_out), {},
                             s.spec));
  const Made run = start(e(), wang(), {1, 3, 12, 12});
  expect_all(e(), run);
  ASSERT_TRUE(e().difference());
  EXPECT_LT(e().difference()->max_abs, 1e-5);
  if (GetParam() == Family::tiles) {
    EXPECT_NE(e().variant({Slot::separable, 1}).find("shared memory"), std::string::npos);
    ASSERT_TRUE(e().fused()) << "both stages at once are timed";
    EXPECT_NE(e().fused()->variant.find("depthwise and pointwise at once"), std::string::npos);
  }
}

TEST_P(Plans, ThreeStagesWithMultiplierStrideAndBorders) {
  for (const Border border : {Border::zero, Border::replicate, Border::reflect, Border::wrap}) {
    Experiment x;
    x.mode = Mode::depthwise;
    x.split = Split::spatial;
    x.kernel = {"binomial", {3, 5}, {}};
    x.filters = 17;
    x.input.channels = 5;
    x.multiplier = 3;
    x.padding = Padding::same;
    x.border = border;
    x.stride = {2, 1};
    const Made run = start(e(), x, {1, 3, 37, 29});
    ASSERT_EQ(run.plan->separable.size(), 3U);
    expect_all(e(), run);
  }
}

TEST_P(Plans, ThreeStagesOfWangsExampleAreTheStandardConvolution) {
  Experiment x = wang();
  x.split = Split::spatial;
  const Made run = start(e(), x, {1, 3, 12, 12});
  expect_all(e(), run);
  EXPECT_EQ(run.plan->split->inseparable, 0);
  EXPECT_LT(e().difference()->max_abs, 1e-5);
}

TEST_P(Plans, SpatialWithRankStrideAndBorders) {
  for (const Border border : {Border::zero, Border::replicate, Border::reflect, Border::wrap}) {
    Experiment x;
    x.kernel = {"disc", {7, 5}, {}};
    x.padding = Padding::same;
    x.border = border;
    x.stride = {2, 3};
    const Made run = start(e(), x, {1, 3, 41, 53});
    expect_all(e(), run);
    EXPECT_LT(e().difference()->max_abs, 1e-5);
  }
}

TEST_P(Plans, LowerRankShowsItsError) {
  Experiment x;
  x.kernel = {"motion", {9, 9}, {}};
  x.rank = 2;
  const Made run = start(e(), x, {1, 1, 40, 40});
  expect_all(e(), run);
  const auto a = e().read({Slot::separable, 1}), b = e().read({Slot::standard, 0});
  double largest = 0, squares = 0;
  for (size_t i = 0; i < a->values.size(); ++i) {
    const double d = double{a->values[i]} - b->values[i];
    largest = std::max(largest, std::abs(d));
    squares += d * d;
  }
  EXPECT_NEAR(e().difference()->max_abs, largest, 1e-6 * largest);
  EXPECT_NEAR(e().difference()->rms, std::sqrt(squares / static_cast<double>(a->values.size())),
              1e-5 * largest);
  EXPECT_GT(largest, 1e-3);
}

TEST(OnePlan, BankOfChannelsAndMultiplier) {
  Experiment e = wang();
  e.input.channels = 20;
  e.multiplier = 3;
  e.filters = 24;
  expect_all(engine(), start(engine(), e, {1, 3, 30, 21}));
}

TEST(OnePlan, UnderSmallLimits) {
  Limits small = engine().limits();
  small.storage_block_bytes = 8192;
  small.page_bytes = 16384;
  const auto limited = engine_with(small);
  Experiment e = wang();
  e.input.channels = 20;
  e.filters = 24;
  expect_all(*limited, start(*limited, e, {1, 3, 30, 61}));
  EXPECT_LT(limited->difference()->max_abs, 1e-4);
}

TEST(OnePlan, OnlyWhatChangedIsComputedAgain) {
  Engine& e = engine();
  start(e, wang(), {1, 3, 12, 12});
  const uint64_t depthwise = e.version({Slot::separable, 0}), pointwise = e.version({Slot::separable, 1});
  Experiment changed = wang();
  changed.pointwise.seed = 9;
  start(e, changed, {1, 3, 12, 12});
  EXPECT_EQ(e.version({Slot::separable, 0}), depthwise);
  EXPECT_NE(e.version({Slot::separable, 1}), pointwise);
  const uint64_t standard = e.version({Slot::standard, 0}), maps = e.version({Slot::maps, 0});
  changed.view.filter = 5;
  start(e, changed, {1, 3, 12, 12});
  EXPECT_EQ(e.version({Slot::standard, 0}), standard);
  EXPECT_NE(e.version({Slot::maps, 0}), maps);
}

TEST(OnePlan, AnotherImageIsComputedEvenWhereThePlanCannotTell) {
  Engine& e = engine();
  const Made first = start(e, wang(), {1, 3, 12, 12});
  const Tensor other = noise({1, 3, 12, 12}, 55);
  ASSERT_TRUE(e.set_image(other, 70));
  ASSERT_TRUE(e.set_plan(first.plan));
  ASSERT_TRUE(e.advance(-1));
  EXPECT_EQ(e.read({Slot::image, 0})->values, other.values);
  expect_all(e, first);
}

TEST(OnePlan, SlicesGiveTheSameAndCanBeDropped) {
  Engine& e = engine();
  Experiment big = wang();
  big.input.channels = 64;
  big.filters = 128;
  auto made = plan(big, {{96, 96}, 3, 7});
  ASSERT_TRUE(made);
  Made run{std::make_shared<const Plan>(std::move(*made)), noise({1, 3, 96, 96}, 5)};
  ASSERT_TRUE(e.set_image(run.image, 8));
  ASSERT_TRUE(e.set_plan(run.plan));
  int calls = 0;
  for (; !e.done(); ++calls) ASSERT_TRUE(e.advance(0.01));
  EXPECT_GT(calls, 5);
  expect_stage(e, run, run.plan->separable[1], {Slot::separable, 0}, {Slot::separable, 1});
  start(e, wang(), {1, 3, 12, 12});
}

TEST(Times, ShortStagesAreTimedAgainAndTheResultsStay) {
  Engine& e = engine();
  const auto image = noise({1, 3, 64, 64}, 5);
  auto made = plan(wang(), {{64, 64}, 3, 11});
  ASSERT_TRUE(made) << made.error().message;
  const auto p = std::make_shared<const Plan>(std::move(*made));
  ASSERT_TRUE(e.set_image(image, 11) && e.set_plan(p));
  while (!e.done()) ASSERT_TRUE(e.advance(0));
  const uint64_t version = e.version({Slot::standard, 0});
  const auto before = e.read({Slot::standard, 0});
  EXPECT_FALSE(e.settled()) << "nothing is left to time";
  while (!e.settled()) ASSERT_TRUE(e.advance(0));
  EXPECT_EQ(e.version({Slot::standard, 0}), version);
  EXPECT_EQ(e.read({Slot::standard, 0})->values, before->values);
  // 69 million multiplications: no machine that runs these tests does 10^14 a second
  EXPECT_GT(e.times().standard_ms, static_cast<double>(p->totals.standard) / 1e11);
  EXPECT_GT(e.times().separable_ms, static_cast<double>(p->totals.separable) / 1e11);
  // the same plan again keeps results and times
  const double known = e.times().standard_ms;
  ASSERT_TRUE(e.set_plan(std::make_shared<const Plan>(*p)));
  EXPECT_TRUE(e.settled());
  EXPECT_EQ(e.times().standard_ms, known);
}

TEST(Ranges, AreThoseOfTheStage) {
  Engine& e = engine();
  start(e, wang(), {1, 3, 12, 13});
  const auto x = e.read({Slot::separable, 0});
  const auto ranges = e.channel_ranges({Slot::separable, 0});
  ASSERT_EQ(ranges.size(), 3U);
  for (int64_t c = 0; c < 3; ++c) {
    float low = 1e9F, high = -1e9F;
    for (int64_t i = 0; i < x->shape.h * x->shape.w; ++i) {
      low = std::min(low, x->values[static_cast<size_t>(c * x->shape.h * x->shape.w + i)]);
      high = std::max(high, x->values[static_cast<size_t>(c * x->shape.h * x->shape.w + i)]);
    }
    EXPECT_EQ(ranges[static_cast<size_t>(c)].low, low);
    EXPECT_EQ(ranges[static_cast<size_t>(c)].high, high);
  }
}

TEST(Memory, IsRefusedBeforehandAndThePlanStays) {
  Limits small = engine().limits();
  small.total_bytes = 4 << 20;
  const auto limited = engine_with(small);
  start(*limited, wang(), {1, 3, 12, 12});
  Experiment e = wang();
  e.filters = 1024;
  const auto big = plan(e, {{64, 64}, 3, 9});
  ASSERT_TRUE(limited->set_image(noise({1, 3, 64, 64}, 1), 9));
  const auto set = limited->set_plan(std::make_shared<const Plan>(*big));
  ASSERT_FALSE(set);
  EXPECT_NE(set.error().message.find("MiB"), std::string::npos);
  EXPECT_NE(limited->tensor({Slot::standard, 0}), nullptr);
}

TEST(OnePlan, BothPassesAtOnceAreTimedBesideThem) {
  Experiment e;
  e.kernel = {"gaussian", {7, 7}, {}};
  const Made run = start(engine(), e, {1, 3, 64, 70});
  const auto fused = engine().fused();
  ASSERT_TRUE(fused);
  EXPECT_GT(fused->ms, 0);
  EXPECT_NE(fused->variant.find("at once"), std::string::npos);
  e.stride = {2, 2};
  start(engine(), e, {1, 3, 64, 70});
  EXPECT_FALSE(engine().fused()) << "with a stride they cannot be made at once";
}

TEST(OnePlan, PathsThatAreComparedMultiplyEqualWeightsEachTime) {
  Experiment e;
  e.kernel = {"gaussian", {9, 9}, {}};
  const Made run = start(engine(), e, {1, 3, 40, 44});
  EXPECT_EQ(engine().saving({Slot::standard, 0}), "");
  EXPECT_FALSE(engine().times_of_every_product());
}

TEST(OnePlan, SayWhatTheyMultiplied) {
  const Made run = start(engine(), wang(), {1, 3, 12, 12});
  EXPECT_EQ(engine().multiplications_made({Slot::separable, 0}), 4800);
  EXPECT_EQ(engine().multiplications_made({Slot::separable, 1}), 49152);
  EXPECT_EQ(engine().multiplications_made({Slot::standard, 0}), 1228800);
}

}  // namespace
}  // namespace sep::gpu::testing

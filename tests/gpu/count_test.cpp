// Counted multiplications against the formula, and useful ones against a count on the host.
#include "cases.h"
#include "core/plan.h"
#include "gpu/count_job.h"
#include "support.h"

namespace sep::gpu::testing {
namespace {

/// Taps of one axis that fall inside the image, over all outputs.
int64_t inside(int64_t out, int kernel, int stride, int dilation, int before, int64_t in) {
  int64_t sum = 0;
  for (int64_t o = 0; o < out; ++o) {
    for (int k = 0; k < kernel; ++k) {
      const int64_t p = o * stride - before + int64_t{k} * dilation;
      sum += p >= 0 && p < in ? 1 : 0;
    }
  }
  return sum;
}

int64_t useful(const ConvSpec& s, const Shape& in, const Shape& out) {
  return out.b * out.c * s.c_in_per_group() *
         inside(out.h, s.kernel.h, s.stride.h, s.dilation.h, s.pads.top, in.h) *
         inside(out.w, s.kernel.w, s.stride.w, s.dilation.w, s.pads.left, in.w);
}

void expect_counted(const Case& c, const Limits& limits) {
  ProgramCache programs{SEPSCOPE_SHADERS};
  const Tensor x = noise(c.in, 1);
  const std::vector<float> w = noise_weights(c.spec.weight_count(), 2), bias = noise_weights(c.spec.c_out, 3);
  const auto reference = conv_reference(x, w, bias, c.spec);
  ASSERT_TRUE(reference) << reference.error().message;
  Tensor y{reference->shape, {reference->values.begin(), reference->values.end()}};
  auto in = make_gpu_tensor(c.in, limits), out = make_gpu_tensor(y.shape, limits);
  ASSERT_TRUE(in && out);
  upload(*in, x);
  upload(*out, y);
  const int64_t per = c.spec.weight_count() / c.spec.c_out;
  auto job = CountJob::create(
      programs, limits,
      {&*in, &*out, c.spec,
       [&](int n0, int n1) { return std::vector<float>(w.begin() + n0 * per, w.begin() + n1 * per); }, bias});
  ASSERT_TRUE(job) << job.error().message;
  int64_t work = 0;
  while (!job->finished()) work += job->run_next();
  const StageCount count = job->result();
  EXPECT_EQ(count.counted, multiplications(c.spec, y.shape)) << c.name;
  EXPECT_EQ(work, count.counted) << c.name;
  EXPECT_EQ(count.useful, useful(c.spec, c.in, y.shape)) << c.name;
  const double scale = *std::max_element(reference->magnitude.begin(), reference->magnitude.end());
  EXPECT_LE(count.largest_difference, 1e-5 * scale) << c.name;
}

class Count : public ::testing::TestWithParam<Case> {};

TEST_P(Count, IsTheFormula) { expect_counted(GetParam(), engine().limits()); }

// Several pages, and slices of rows and of channels.
TEST_P(Count, IsTheFormulaUnderSmallLimits) {
  Limits small = engine().limits();
  small.storage_block_bytes = 1024;
  small.page_bytes = 40960;
  small.max_groups = 3;
  expect_counted(GetParam(), small);
}

INSTANTIATE_TEST_SUITE_P(Awkward, Count, ::testing::ValuesIn(kCases));

TEST(Counts, OfWangsExampleAreHis) {
  Experiment e;
  e.mode = Mode::depthwise;
  e.filters = 256;
  auto made = plan(e, {{12, 12}, 3, 9});
  ASSERT_TRUE(made);
  Engine& on = engine();
  ASSERT_TRUE(on.set_image(noise({1, 3, 12, 12}, 5), 9));
  ASSERT_TRUE(on.set_plan(std::make_shared<const Plan>(std::move(*made))));
  ASSERT_TRUE(on.advance(-1));
  EXPECT_TRUE(on.settled());
  EXPECT_TRUE(on.counted().empty());
  on.request_counts();
  EXPECT_TRUE(on.counting());
  ASSERT_TRUE(on.advance(-1));
  const auto counts = on.counted();
  ASSERT_EQ(counts.size(), 3U);
  const int64_t expected[] = {4800, 49152, 1228800};
  for (size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(counts[i].counted, expected[i]);
    EXPECT_EQ(counts[i].useful, expected[i]);
    EXPECT_LT(counts[i].largest_difference, 1e-5);
  }
}

TEST(Counts, OfThreeStagesAreTheFormula) {
  Experiment e;
  e.mode = Mode::depthwise;
  e.split = Split::spatial;
  e.kernel = {"binomial", {3, 5}, {}};
  e.filters = 12;
  e.multiplier = 2;
  e.stride = {1, 2};
  e.padding = Padding::same;
  auto made = plan(e, {{21, 18}, 3, 10});
  ASSERT_TRUE(made);
  const auto p = std::make_shared<const Plan>(std::move(*made));
  Engine& on = engine();
  ASSERT_TRUE(on.set_image(noise({1, 3, 21, 18}, 5), 10));
  ASSERT_TRUE(on.set_plan(p));
  ASSERT_TRUE(on.advance(-1));
  on.request_counts();
  ASSERT_TRUE(on.advance(-1));
  const auto counts = on.counted();
  ASSERT_EQ(counts.size(), 4U);
  for (size_t i = 0; i < 3; ++i) {
    const Stage& s = p->separable[i];
    EXPECT_EQ(counts[i].counted, s.multiplications) << s.name;
    EXPECT_EQ(counts[i].useful, useful(s.spec, s.in, s.out)) << s.name;
    EXPECT_LT(counts[i].largest_difference, 1e-4) << s.name;
  }
  EXPECT_EQ(counts[0].counted, 3 * 6 * 21 * 18) << "the column pass filters all columns";
}

}  // namespace
}  // namespace sep::gpu::testing

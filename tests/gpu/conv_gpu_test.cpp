// Convolutions on the GPU against the reference: awkward shapes, every border, groups, batches, and limits
// made small.
#include "cases.h"
#include "support.h"

namespace sep::gpu::testing {
namespace {

void expect_right(Engine& with, const Case& c, bool bias) {
  const Tensor x = noise(c.in, 1);
  const std::vector<float> w = noise_weights(c.spec.weight_count(), 2);
  const std::vector<float> b = bias ? noise_weights(c.spec.c_out, 3) : std::vector<float>{};
  const auto reference = conv_reference(x, w, b, c.spec);
  ASSERT_TRUE(reference) << reference.error().message;
  const auto y = with.convolve(x, w, b, c.spec);
  ASSERT_TRUE(y) << y.error().message;
  EXPECT_TRUE(matches(*y, *reference, tile_of(c.spec, c.in, with.limits()))) << c.name;
}

class Conv : public ::testing::TestWithParam<Case> {};

TEST_P(Conv, IsTheReference) {
  for (const Family family : kFamilies) {
    expect_right(engine(family), GetParam(), false);
    expect_right(engine(family), GetParam(), true);
  }
}

// Blocks of 4 KiB and pages of 8 KiB force slabs of channels and of rows, several pages, and sums over pages.
TEST_P(Conv, IsTheReferenceUnderSmallLimits) {
  Limits small = engine().limits();
  small.storage_block_bytes = 4096;
  small.storage_alignment = 256;
  for (const int64_t page : {8192, 40960}) {
    small.page_bytes = page;
    if (tensor_bytes({1, 1, GetParam().in.h * 3, GetParam().in.w * 3}) > page) continue;
    const auto limited = engine_with(small);
    expect_right(*limited, GetParam(), true);
  }
}

TEST_P(Conv, IsTheReferenceInManySlices) {
  if (GetParam().in.w > 130) return;
  Limits small = engine().limits();
  small.max_groups = 3;
  for (const Family family : kFamilies) {
    small.family = family;
    small.storage_block_bytes = family == Family::tiles ? engine().limits().storage_block_bytes : 1024;
    expect_right(*engine_with(small), GetParam(), true);
  }
}

INSTANTIATE_TEST_SUITE_P(Awkward, Conv, ::testing::ValuesIn(kCases));

TEST(Convolve, RefusesWhatDoesNotFitInWords) {
  Limits small = engine().limits();
  small.total_bytes = 1 << 20;
  const auto limited = engine_with(small);
  const auto y = limited->convolve(noise({1, 8, 256, 256}, 1), noise_weights(8, 2), {},
                                   {8, 8, 8, {1, 1}, {1, 1}, {1, 1}, {}, Border::zero});
  ASSERT_FALSE(y);
  EXPECT_NE(y.error().message.find("MiB"), std::string::npos);
}

}  // namespace
}  // namespace sep::gpu::testing

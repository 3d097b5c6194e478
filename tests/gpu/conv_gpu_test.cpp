// Convolutions on the GPU against the reference: awkward shapes, every border, groups, batches, and limits
// made small.
#include "support.h"

namespace sep::gpu::testing {
namespace {

struct Case {
  const char* name;
  Shape in;
  ConvSpec spec;
};

std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.name; }

const Case kCases[] = {
    {"one pixel", {1, 1, 1, 1}, {1, 1, 1, {1, 1}, {1, 1}, {1, 1}, {}, Border::zero}},
    {"wang standard", {1, 3, 12, 12}, {3, 256, 1, {5, 5}, {1, 1}, {1, 1}, {}, Border::zero}},
    {"wang depthwise", {1, 3, 12, 12}, {3, 3, 3, {5, 5}, {1, 1}, {1, 1}, {}, Border::zero}},
    {"wang pointwise", {1, 3, 8, 8}, {3, 256, 1, {1, 1}, {1, 1}, {1, 1}, {}, Border::zero}},
    {"primes", {1, 5, 37, 131}, {5, 7, 1, {3, 5}, {1, 1}, {1, 1}, {1, 2, 1, 2}, Border::zero}},
    {"just past a work-group", {1, 2, 9, 129}, {2, 2, 2, {3, 3}, {1, 1}, {1, 1}, {1, 1, 1, 1}, Border::zero}},
    {"one column wide", {1, 2, 33, 1}, {2, 2, 2, {7, 1}, {1, 1}, {1, 1}, {3, 0, 3, 0}, Border::zero}},
    {"one row high", {1, 2, 1, 33}, {2, 2, 2, {1, 7}, {1, 1}, {1, 1}, {0, 3, 0, 3}, Border::zero}},
    {"kernel larger than the image",
     {1, 2, 3, 5},
     {2, 3, 1, {7, 9}, {1, 1}, {1, 1}, {3, 4, 2, 5}, Border::zero}},
    {"only padding is read", {1, 1, 2, 2}, {1, 1, 1, {2, 2}, {5, 5}, {1, 1}, {6, 7, 5, 6}, Border::zero}},
    {"63 by 63", {1, 1, 70, 67}, {1, 2, 1, {63, 63}, {1, 1}, {1, 1}, {31, 31, 31, 31}, Border::zero}},
    {"stride", {1, 3, 23, 29}, {3, 6, 3, {3, 3}, {2, 3}, {1, 1}, {1, 0, 1, 2}, Border::zero}},
    {"stride larger than the kernel", {1, 2, 31, 40}, {2, 2, 1, {2, 2}, {5, 7}, {1, 1}, {}, Border::zero}},
    {"stride 8", {1, 1, 64, 64}, {1, 1, 1, {5, 5}, {8, 8}, {1, 1}, {2, 2, 2, 2}, Border::zero}},
    {"pointwise with stride", {1, 6, 13, 17}, {6, 9, 1, {1, 1}, {2, 2}, {1, 1}, {}, Border::zero}},
    {"dilation", {1, 2, 29, 31}, {2, 4, 2, {3, 4}, {1, 1}, {3, 2}, {1, 3, 2, 0}, Border::zero}},
    {"dilation and stride", {1, 2, 41, 43}, {2, 2, 1, {3, 3}, {3, 2}, {4, 5}, {4, 5, 3, 2}, Border::zero}},
    {"groups of unequal depth",
     {1, 12, 11, 10},
     {12, 8, 4, {3, 3}, {1, 1}, {1, 1}, {1, 1, 1, 1}, Border::zero}},
    {"five outputs a group", {1, 4, 9, 21}, {4, 10, 2, {3, 2}, {1, 1}, {1, 1}, {}, Border::zero}},
    {"column, rank 3", {1, 3, 21, 19}, {3, 9, 3, {5, 1}, {1, 1}, {1, 1}, {2, 0, 2, 0}, Border::zero}},
    {"column, rank 5", {1, 2, 21, 19}, {2, 10, 2, {5, 1}, {1, 1}, {1, 1}, {2, 0, 2, 0}, Border::zero}},
    {"column, stride", {1, 3, 21, 19}, {3, 3, 3, {5, 1}, {2, 1}, {2, 1}, {2, 0, 1, 0}, Border::zero}},
    {"row, rank 3", {1, 9, 17, 26}, {9, 3, 3, {1, 6}, {1, 1}, {1, 1}, {0, 2, 0, 3}, Border::zero}},
    {"batch of three", {3, 4, 7, 9}, {4, 6, 2, {3, 3}, {1, 1}, {1, 1}, {1, 1, 1, 1}, Border::zero}},
    {"batch with stride", {2, 3, 15, 14}, {3, 5, 1, {3, 3}, {2, 2}, {1, 1}, {1, 1, 0, 0}, Border::zero}},
    {"replicate", {1, 2, 9, 11}, {2, 2, 2, {5, 5}, {1, 1}, {1, 1}, {2, 2, 2, 2}, Border::replicate}},
    {"replicate past the image",
     {1, 1, 2, 3},
     {1, 1, 1, {3, 3}, {1, 1}, {1, 1}, {4, 5, 3, 6}, Border::replicate}},
    {"reflect", {1, 2, 9, 11}, {2, 3, 1, {5, 3}, {1, 2}, {2, 1}, {3, 4, 5, 6}, Border::reflect}},
    {"wrap", {1, 2, 9, 11}, {2, 2, 1, {4, 4}, {2, 1}, {1, 2}, {1, 2, 3, 4}, Border::wrap}},
    {"many channels", {1, 130, 5, 6}, {130, 70, 1, {1, 1}, {1, 1}, {1, 1}, {}, Border::zero}},
};

void expect_right(Engine& with, const Case& c, bool bias) {
  const Tensor x = noise(c.in, 1);
  const std::vector<float> w = noise_weights(c.spec.weight_count(), 2);
  const std::vector<float> b = bias ? noise_weights(c.spec.c_out, 3) : std::vector<float>{};
  const auto reference = conv_reference(x, w, b, c.spec);
  ASSERT_TRUE(reference) << reference.error().message;
  const auto y = with.convolve(x, w, b, c.spec);
  ASSERT_TRUE(y) << y.error().message;
  EXPECT_TRUE(matches(*y, *reference)) << c.name;
}

class Conv : public ::testing::TestWithParam<Case> {};

TEST_P(Conv, IsTheReference) {
  expect_right(engine(), GetParam(), false);
  expect_right(engine(), GetParam(), true);
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
  Limits small = engine().limits();
  small.storage_block_bytes = 1024;
  small.max_groups = 3;
  if (GetParam().in.w > 130) return;
  const auto limited = engine_with(small);
  expect_right(*limited, GetParam(), true);
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

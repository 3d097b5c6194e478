// Kernels of many taps, one a channel, that slide down the rows: of every symmetry, against the reference.
#include <algorithm>
#include <random>

#include "gpu/conv_job.h"
#include "support.h"

namespace sep::gpu::testing {
namespace {

constexpr Mirrored kAll[] = {{false, false}, {true, false}, {false, true}, {true, true}};

/// Noise of that symmetry, and of no other.
std::vector<float> weights_of(const ConvSpec& s, Mirrored mirrored) {
  std::vector<float> w = noise_weights(s.weight_count(), 2);
  const Size2 k = s.kernel;
  for (auto at = w.begin(); at != w.end(); at += k.h * k.w) {
    for (int y = 0; y < k.h; ++y) {
      for (int x = 0; x < k.w; ++x) {
        const int row = mirrored.rows ? std::min(y, k.h - 1 - y) : y;
        const int column = mirrored.columns ? std::min(x, k.w - 1 - x) : x;
        at[y * k.w + x] = at[row * k.w + column];
      }
    }
  }
  return w;
}

ConvSpec depthwise(int channels, Size2 kernel, Pads pads, Border border = Border::zero) {
  return {channels, channels, channels, kernel, {1, 1}, {1, 1}, pads, border};
}

void expect_right(Engine& with, const Shape& in, const ConvSpec& spec, Mirrored mirrored) {
  const Tensor x = noise(in, 1);
  const std::vector<float> w = weights_of(spec, mirrored), bias = noise_weights(spec.c_out, 3);
  ASSERT_EQ(variant_of(geometry_of(spec), true, Fit::special, mirrored_in(w, spec.kernel)).turn, Turn::slide);
  const auto y = with.convolve(x, w, bias, spec);
  ASSERT_TRUE(y) << y.error().message;
  EXPECT_TRUE(matches(*y, *conv_reference(x, w, bias, spec), tile_of(spec, in, with.limits())))
      << to_text(in) << ", " << spec.kernel.h << "×" << spec.kernel.w << (mirrored.rows ? ", rows" : "")
      << (mirrored.columns ? ", columns" : "");
}

TEST(Slide, IsTheReferenceWhateverTheSymmetry) {
  for (const Mirrored mirrored : kAll) {
    expect_right(engine(), {1, 1, 65, 1}, depthwise(1, {7, 7}, {3, 3, 3, 3}), mirrored);
    expect_right(engine(), {2, 3, 140, 67}, depthwise(3, {9, 6}, {4, 0, 4, 5}), mirrored);
    expect_right(engine(), {1, 2, 40, 131}, depthwise(2, {8, 11}, {0, 7, 9, 1}), mirrored);
    expect_right(engine(), {1, 2, 30, 37}, depthwise(2, {4, 9}, {}), mirrored);
    expect_right(engine(), {1, 2, 3, 2}, depthwise(2, {33, 3}, {20, 2, 17, 3}), mirrored);
    expect_right(engine(), {1, 2, 70, 45}, depthwise(2, {9, 9}, {4, 4, 4, 4}, Border::reflect), mirrored);
  }
  expect_right(engine(), {1, 3, 129, 70}, depthwise(3, {15, 15}, {7, 7, 7, 7}), {true, true});
  expect_right(engine(), {1, 1, 90, 33}, depthwise(1, {21, 21}, {10, 10, 10, 10}), {true, true});
  expect_right(engine(), {2, 2, 129, 34}, depthwise(2, {13, 17}, {6, 8, 6, 8}), {false, false});
}

TEST(Slide, IsTheReferenceInSlabsOfFewRows) {
  Limits small = engine().limits();
  small.storage_block_bytes = 4096;
  small.storage_alignment = 256;
  small.max_groups = 3;
  const auto limited = engine_with(small);
  for (const Mirrored mirrored : kAll)
    expect_right(*limited, {1, 3, 150, 67}, depthwise(3, {7, 9}, {3, 4, 3, 4}), mirrored);
}

TEST(Slide, IsTheReferenceForRandomShapes) {
  std::mt19937 random(9);
  const auto of = [&](int low, int high) {
    return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
  };
  for (int i = 0; i < 16; ++i) {
    const Size2 kernel{of(4, 11), of(7, 11)};
    const Shape in{of(1, 2), of(1, 3), of(11, 150), of(11, 150)};
    expect_right(engine(), in,
                 depthwise(static_cast<int>(in.c), kernel, {of(0, 9), of(0, 9), of(0, 9), of(0, 9)}),
                 kAll[i % 4]);
  }
}

TEST(Slide, SymmetryIsThatOfEveryKernel) {
  std::vector<float> w{1, 2, 1, 3, 4, 3, 1, 2, 1};
  const auto is = [&](bool rows, bool columns) {
    const Mirrored m = mirrored_in(w, {3, 3});
    return m.rows == rows && m.columns == columns;
  };
  EXPECT_TRUE(is(true, true));
  w.insert(w.end(), {1, 2, 1, 3, 4, 3, 1, 2, 5});
  EXPECT_TRUE(is(false, false));
  w[15] = 5;
  EXPECT_TRUE(is(false, true));
  w = {1, 2, 3, 4, 5, 6, 1, 2, 3};
  EXPECT_TRUE(is(true, false));
  EXPECT_TRUE(mirrored_in(std::vector<float>{1, 2, 2, 1}, {1, 4}).columns);
  EXPECT_FALSE(mirrored_in(std::vector<float>{1, 2, 3, 1}, {1, 4}).columns);
}

TEST(Slide, ServesOneKernelAChannelOfManyTapsOnly) {
  const auto turn = [](const ConvSpec& s, Mirrored mirrored, bool one_page = true) {
    return variant_of(geometry_of(s), one_page, Fit::special, mirrored).turn;
  };
  const Mirrored none{}, both{true, true};
  EXPECT_EQ(turn(depthwise(3, {7, 7}, {}), none), Turn::slide);
  EXPECT_EQ(turn(depthwise(3, {5, 5}, {}), both), Turn::block);
  EXPECT_EQ(turn(depthwise(3, {15, 15}, {}), both), Turn::slide);
  EXPECT_EQ(turn(depthwise(3, {15, 15}, {}), none), Turn::slide);
  EXPECT_EQ(turn(depthwise(3, {31, 31}, {}), both), Turn::slide);
  EXPECT_EQ(turn(depthwise(3, {31, 31}, {}), none), Turn::across) << "961 products compile too long";
  EXPECT_EQ(turn(depthwise(3, {2, 40}, {}), both), Turn::across);
  EXPECT_EQ(turn(depthwise(3, {7, 7}, {}), both, false), Turn::across);
  ConvSpec s = depthwise(3, {7, 7}, {});
  s.stride = {2, 2};
  EXPECT_EQ(turn(s, both), Turn::across);
  s = depthwise(3, {7, 7}, {});
  s.c_out = 6;
  EXPECT_EQ(turn(s, both), Turn::across);
  s.c_out = s.group = 1;
  EXPECT_EQ(turn(s, both), Turn::across);
}

TEST(Slide, SaysWhatItMultiplies) {
  const Limits& limits = engine().limits();
  const ConvSpec s = depthwise(2, {9, 7}, {4, 3, 4, 3});
  const auto in = make_gpu_tensor({1, 2, 100, 40}, limits), out = make_gpu_tensor({1, 2, 100, 40}, limits);
  ProgramCache programs(SEPSCOPE_SHADERS);
  const auto job_of = [&](const std::vector<float>& w, int64_t most_work = int64_t{1} << 60) {
    return std::move(*ConvJob::create(programs, limits,
                                      {&*in, &*out, s, weights_from(w, s), {}, most_work, Compile::now}));
  };
  const std::vector<float> any = noise_weights(s.weight_count(), 2), blur = weights_of(s, {true, true});
  // blocks of 64 rows, so two of them, each with eight rows around it
  EXPECT_EQ(job_of(any)->multiplications_made(), 2 * 40 * (100 + 2 * 8) * 63);
  EXPECT_EQ(job_of(blur)->multiplications_made(), 2 * 40 * (100 + 2 * 8) * 5 * 4);
  EXPECT_EQ(job_of(any)->saving(), "");
  EXPECT_EQ(job_of(blur)->saving(), "with equal weights multiplied once");
  // what a slice of rows reads again is made again
  EXPECT_GT(job_of(blur, 1)->multiplications_made(), 2 * 40 * (100 + 2 * 8) * 5 * 4);
}

}  // namespace
}  // namespace sep::gpu::testing

// Winograd's F(4×4, 3×3): its arithmetic, and its shaders in every band, slice and cut tile.
#include "gpu/winograd_job.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "core/winograd.h"
#include "support.h"

namespace sep::gpu::testing {
namespace {

/// One row of Bᵀ, of six.
double spread(const double* v, int row) {
  constexpr double kRows[6][6] = {{4, 0, -5, 0, 1, 0},  {0, -4, -4, 1, 1, 0}, {0, 4, -4, -1, 1, 0},
                                  {0, -2, -1, 2, 1, 0}, {0, 2, -1, -2, 1, 0}, {0, 4, 0, -5, 0, 1}};
  double sum = 0;
  for (int i = 0; i < 6; ++i) sum += kRows[row][i] * v[i];
  return sum;
}

TEST(Winograd, MultipliesToTheCorrelationOfATile) {
  constexpr double kBack[4][6] = {
      {1, 1, 1, 1, 1, 0}, {0, 1, -1, 2, -2, 0}, {0, 1, 1, 4, 4, 0}, {0, 1, -1, 8, -8, 1}};
  const Tensor x = noise({1, 1, 6, 6}, 5);
  const std::vector<float> w = noise_weights(9, 6);
  const std::vector<float> u = winograd::transformed(w, 1, 1);
  double columns[6][6], products[6][6];
  for (int c = 0; c < 6; ++c) {
    double v[6];
    for (int r = 0; r < 6; ++r) v[r] = x.values[static_cast<size_t>(r * 6 + c)];
    for (int r = 0; r < 6; ++r) columns[r][c] = spread(v, r);
  }
  for (int r = 0; r < 6; ++r) {
    for (int c = 0; c < 6; ++c) products[r][c] = spread(columns[r], c) * u[static_cast<size_t>(r * 6 + c)];
  }
  const ConvSpec spec{1, 1, 1, {3, 3}, {1, 1}, {1, 1}, {}, Border::zero};
  const auto reference = conv_reference(x, w, {}, spec);
  for (int y = 0; y < 4; ++y) {
    for (int z = 0; z < 4; ++z) {
      double sum = 0;
      for (int r = 0; r < 6; ++r) {
        for (int c = 0; c < 6; ++c) sum += kBack[y][r] * products[r][c] * kBack[z][c];
      }
      EXPECT_NEAR(sum, reference->values[static_cast<size_t>(y * 4 + z)], 1e-5);
    }
  }
}

TEST(Winograd, WeightsLieByPlaceThenKernel) {
  const std::vector<float> w = noise_weights(6 * 9, 7), u = winograd::transformed(w, 2, 3);
  const std::vector<float> one = winograd::transformed(std::span(w).subspan(4 * 9, 9), 1, 1);
  for (size_t place = 0; place < 36; ++place) EXPECT_EQ(u[place * 6 + 4], one[place]);
}

void expect_right(Engine& with, const ConvSpec& spec, const Shape& in, uint32_t seed) {
  const Tensor x = noise(in, seed);
  const std::vector<float> w = noise_weights(spec.weight_count(), seed + 1),
                           b = noise_weights(spec.c_out, seed + 2);
  ASSERT_TRUE(WinogradJob::serves(spec, in, with.limits()));
  const auto y = with.convolve(x, w, b, spec);
  ASSERT_TRUE(y) << y.error().message;
  EXPECT_TRUE(matches(*y, *conv_reference(x, w, b, spec), winograd::kTile))
      << to_text(in) << " to " << spec.c_out;
}

TEST(Winograd, IsTheReferenceOnRandomShapes) {
  std::mt19937 random(11);
  const auto of = [&](int low, int high) {
    return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
  };
  for (uint32_t i = 0; i < 40; ++i) {
    const ConvSpec spec{
        of(16, 40),  of(16, 40), 1, {3, 3}, {1, 1}, {1, 1}, {of(0, 5), of(0, 5), of(0, 5), of(0, 5)},
        Border::zero};
    expect_right(engine(i % 4 == 0 ? Family::tiles : Family::registers), spec,
                 {of(1, 2), spec.c_in, of(8, 30), of(8, 40)}, 20 + i);
  }
}

TEST(Winograd, IsTheReferenceInBandsAndSlices) {
  Limits small = engine().limits();
  small.storage_block_bytes = 36 * 20 * 256 * 2;  // bands of ten rows of tiles
  small.page_bytes = 1 << 20;
  small.max_groups = 40;
  const auto limited = engine_with(small);
  const ConvSpec spec{20, 18, 1, {3, 3}, {1, 1}, {1, 1}, {1, 1, 1, 1}, Border::zero};
  expect_right(*limited, spec, {2, 20, 61, 45}, 3);
}

TEST(Winograd, LeavesWhatIsNotFiniteToShadersWithoutTiles) {
  const ConvSpec spec{16, 16, 1, {3, 3}, {1, 1}, {1, 1}, {1, 1, 1, 1}, Border::zero};
  Tensor x = noise({1, 16, 20, 24}, 1);
  std::vector<float> w = noise_weights(spec.weight_count(), 2);
  x.values[5 * 24 + 6] = std::numeric_limits<float>::infinity();
  const auto count = [&] {
    const auto y = engine().convolve(x, w, {}, spec);
    return std::ranges::count_if(y->values, [](float v) { return !std::isfinite(v); });
  };
  EXPECT_EQ(count(), 16 * 9) << "the windows of nine outputs hold the pixel";
  x.values[5 * 24 + 6] = 1;
  w[7] = std::numeric_limits<float>::quiet_NaN();
  EXPECT_LE(count(), 20 * 24) << "one filter holds the weight";
}

TEST(Winograd, ServesOnlyWhatItCan) {
  const Limits limits = engine().limits();
  const ConvSpec plain{32, 32, 1, {3, 3}, {1, 1}, {1, 1}, {1, 1, 1, 1}, Border::zero};
  const Shape in{1, 32, 64, 64};
  EXPECT_TRUE(WinogradJob::serves(plain, in, limits));
  const auto served = [&](auto change) {
    ConvSpec s = plain;
    change(s);
    return WinogradJob::serves(s, in, limits);
  };
  EXPECT_FALSE(served([](ConvSpec& s) { s.kernel = {5, 5}; }));
  EXPECT_FALSE(served([](ConvSpec& s) { s.stride = {2, 1}; }));
  EXPECT_FALSE(served([](ConvSpec& s) { s.dilation = {1, 2}; }));
  EXPECT_FALSE(served([](ConvSpec& s) { s.group = 2; }));
  EXPECT_FALSE(served([](ConvSpec& s) { s.border = Border::reflect; }));
  EXPECT_FALSE(served([](ConvSpec& s) { s.c_out = 3; }));
  Limits real = limits;
  real.winograd_tiles = Limits{}.winograd_tiles;
  EXPECT_TRUE(WinogradJob::serves(plain, in, real));
  EXPECT_FALSE(WinogradJob::serves(plain, {1, 32, 60, 64}, real)) << "few tiles: the direct form is faster";
}

}  // namespace
}  // namespace sep::gpu::testing

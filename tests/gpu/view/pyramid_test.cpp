// Levels of the pyramid against averages in double precision, on awkward sizes, with planes in one page and
// in many.
#include "view/pyramid.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/bank.h"
#include "window.h"

namespace sep::view {
namespace {

Tensor noise(const Shape& shape) {
  Tensor t = make_tensor(shape);
  for (size_t i = 0; i < t.values.size(); ++i) t.values[i] = static_cast<float>(seeded_normal(5, i));
  return t;
}

double average(const Tensor& t, int64_t c, int64_t y, int64_t x, int level) {
  const int64_t side = int64_t{1} << level;
  double sum = 0;
  int count = 0;
  for (int64_t yy = y * side; yy < std::min((y + 1) * side, t.shape.h); ++yy) {
    for (int64_t xx = x * side; xx < std::min((x + 1) * side, t.shape.w); ++xx, ++count)
      sum += t.at(0, c, yy, xx);
  }
  return sum / count;
}

std::vector<float> plane_of(const PlaneSet& set, int64_t plane) {
  std::vector<float> out(static_cast<size_t>(set.plane_floats));
  glMemoryBarrier(GL_BUFFER_UPDATE_BARRIER_BIT);
  glBindBuffer(GL_COPY_READ_BUFFER, set.buffers[static_cast<size_t>(plane / set.planes_per_page)]);
  glGetBufferSubData(GL_COPY_READ_BUFFER, set.offset_of(plane) * 4, set.plane_floats * 4, out.data());
  return out;
}

void check(const Tensor& host, const gpu::Limits& limits, int level) {
  const gpu::GpuTensor tensor = std::move(*gpu::make_gpu_tensor(host.shape, limits));
  gpu::upload(tensor, host);
  Pyramids pyramids(SEPSCOPE_SHADERS, limits);
  pyramids.begin_frame();
  std::vector<int> planes;
  for (int c = static_cast<int>(host.shape.c) - 1; c >= 0; c -= 2) planes.push_back(c);  // some, not in order
  const auto made = pyramids.level({gpu::Slot::standard, 0}, 1, tensor, level, planes);
  ASSERT_TRUE(made) << made.error().message;
  for (const int c : planes) {
    const std::vector<float> got = plane_of(*made, c);
    for (int y = 0; y < made->height; ++y) {
      for (int x = 0; x < made->width; ++x) {
        ASSERT_NEAR(got[static_cast<size_t>(y * made->row_floats + x)], average(host, c, y, x, level), 2e-6)
            << to_text(host.shape) << " level " << level << " [0," << c << "," << y << "," << x << "]";
      }
    }
  }
  pyramids.begin_frame();
  pyramids.end_frame();
  EXPECT_EQ(pyramids.bytes(), 0);
}

TEST(Pyramid, LevelsAreAverages) {
  gpu::Limits one_plane;
  one_plane.page_bytes = 1;
  for (const Shape& shape : {Shape{1, 1, 1, 1}, Shape{1, 3, 7, 13}, Shape{1, 6, 33, 65}, Shape{1, 5, 100, 3},
                             Shape{1, 2, 257, 129}, Shape{1, 32, 190, 131}}) {
    const Tensor host = noise(shape);
    for (int level = 1; level <= 5; ++level) {
      check(host, testing::engine().limits(), level);
      gpu::Limits small = testing::engine().limits();
      small.page_bytes = std::max<int64_t>(gpu::tensor_bytes({1, 1, shape.h, shape.w}), 1);
      check(host, small, level);
    }
  }
}

TEST(Pyramid, OnlyWhatIsWantedTakesMemory) {
  const Tensor host = noise({1, 64, 128, 128});
  const gpu::GpuTensor tensor = std::move(*gpu::make_gpu_tensor(host.shape, testing::engine().limits()));
  gpu::upload(tensor, host);
  Pyramids pyramids(SEPSCOPE_SHADERS, testing::engine().limits());
  const int64_t whole = tensor.bytes() / 4;
  ASSERT_TRUE(pyramids.level({gpu::Slot::standard, 0}, 1, tensor, 1, std::vector<int>{0, 1, 2, 40}));
  EXPECT_LE(pyramids.bytes(), whole / 2);
  ASSERT_TRUE(pyramids.level({gpu::Slot::standard, 0}, 1, tensor, 1, std::vector<int>{20, 60}));
  EXPECT_LE(pyramids.bytes(), whole * 1.01);
}

TEST(Pyramid, NanReachesOnlyItsOwnBlock) {
  Tensor host = noise({1, 1, 20, 20});
  host.values[static_cast<size_t>(host.index(0, 0, 9, 6))] = std::numeric_limits<float>::quiet_NaN();
  const gpu::GpuTensor tensor = std::move(*gpu::make_gpu_tensor(host.shape, testing::engine().limits()));
  gpu::upload(tensor, host);
  Pyramids pyramids(SEPSCOPE_SHADERS, testing::engine().limits());
  const std::vector<int> planes{0};
  const auto made = pyramids.level({gpu::Slot::standard, 0}, 1, tensor, 2, planes);
  ASSERT_TRUE(made);
  const std::vector<float> got = plane_of(*made, 0);
  for (int y = 0; y < 5; ++y) {
    for (int x = 0; x < 5; ++x)
      EXPECT_EQ(std::isnan(got[static_cast<size_t>(y * made->row_floats + x)]), y == 2 && x == 1);
  }
}

TEST(Pyramid, LevelLeavesOneToTwoTexelsAPixel) {
  EXPECT_EQ(level_for(0.1, 512, 512), 0);
  EXPECT_EQ(level_for(2.0, 512, 512), 0);
  EXPECT_EQ(level_for(2.5, 512, 512), 1);
  EXPECT_EQ(level_for(64, 8192, 8192), 5);
  EXPECT_EQ(level_for(1000, 1, 1), 0);
}

}  // namespace
}  // namespace sep::view

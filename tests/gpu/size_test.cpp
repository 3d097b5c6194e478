// Sizes that must work on software GL: one 8192×8192 image, whose channels are larger than a storage block,
// checked in windows; and a kernel dragged over 512×512×3, whose times are printed and not asserted.
#include <chrono>
#include <cmath>
#include <cstdio>

#include "core/plan.h"
#include "support.h"

namespace sep::gpu::testing {
namespace {

std::shared_ptr<const Plan> gaussian(int size, const Shape& image) {
  Experiment e;
  e.kernel = {"gaussian", {size, size}, {}};
  e.padding = Padding::same;
  auto made = plan(e, {{static_cast<int>(image.h), static_cast<int>(image.w)}, static_cast<int>(image.c), 7});
  EXPECT_TRUE(made) << made.error().message;
  return std::make_shared<const Plan>(std::move(*made));
}

/// Standard path at (y,x), computed from the image in double precision.
double expected_at(const Plan& plan, const Tensor& image, int y, int x) {
  const Kernel& k = plan.kernels.front();
  double sum = 0;
  for (int ky = 0; ky < k.size.h; ++ky) {
    for (int kx = 0; kx < k.size.w; ++kx) {
      const int iy = y + ky - k.size.h / 2, ix = x + kx - k.size.w / 2;
      if (iy < 0 || ix < 0 || iy >= image.shape.h || ix >= image.shape.w) continue;
      sum += k.at(ky, kx) * static_cast<double>(image.at(0, 0, iy, ix));
    }
  }
  return sum;
}

TEST(Sizes, AnImageOf8192By8192) {
  const Shape shape{1, 1, 8192, 8192};
  Tensor image = make_tensor(shape);
  for (size_t i = 0; i < image.values.size(); ++i)
    image.values[i] = static_cast<float>(i * 2654435761U % 1024U) / 1024.0F;
  const auto p = gaussian(5, shape);
  Engine& e = engine();
  ASSERT_TRUE(e.set_image(image, 11));
  const auto set = e.set_plan(p);
  ASSERT_TRUE(set) << set.error().message;
  const auto done = e.advance(-1);
  ASSERT_TRUE(done) << done.error().message;
  for (const auto& [y, x] :
       {std::pair{0, 0}, {8191, 8191}, {4095, 4093}, {4096, 4099}, {2047, 8190}, {8190, 1}}) {
    for (const StageRef ref : {StageRef{Slot::standard, 0}, StageRef{Slot::separable, 1}}) {
      const auto window = e.read_window(ref, 0, y, x, 1, 1);
      ASSERT_EQ(window.size(), 1U);
      EXPECT_NEAR(window[0], expected_at(*p, image, y, x), 1e-5) << "at " << y << "," << x;
    }
  }
  ASSERT_TRUE(e.difference());
  EXPECT_LT(e.difference()->max_abs, 1e-5);
}

TEST(Sizes, DraggingAKernel) {
  using Clock = std::chrono::steady_clock;
  const Shape shape{1, 3, 512, 512};
  Engine& e = engine();
  ASSERT_TRUE(e.set_image(noise(shape, 1), 12));
  for (int round = 0; round < 2; ++round) {
    double longest = 0, sum = 0;
    for (int k = 1; k <= 15; ++k) {
      const auto start = Clock::now();
      ASSERT_TRUE(e.set_plan(gaussian(k, shape)));
      ASSERT_TRUE(e.advance(-1));
      e.range({Slot::standard, 0});
      const double ms = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
      longest = std::max(longest, ms);
      sum += ms;
    }
    std::printf("kernels 1 to 15 on 512×512×3, round %d: %.1f ms on average, %.1f ms at most\n", round + 1,
                sum / 15, longest);
  }
}

}  // namespace
}  // namespace sep::gpu::testing

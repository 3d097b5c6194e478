// Property: the forward and backward windows are inverse relations, for random convolutions.
#include <gtest/gtest.h>

#include <random>

#include "core/axis.h"
#include "core/conv.h"

namespace sep {
namespace {

bool holds(const Window& w, int y, int x) {
  return y >= w.y0 && y < w.y1 && x >= w.x0 && x < w.x1 && (y - w.y0) % w.step_y == 0 &&
         (x - w.x0) % w.step_x == 0;
}

ConvSpec random_spec(std::mt19937& rng) {
  const auto pick = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(rng); };
  ConvSpec s{1,  1,           1, {pick(1, 5), pick(1, 5)}, {pick(1, 4), pick(1, 4)}, {pick(1, 4), pick(1, 4)},
             {}, Border::zero};
  s.pads = {pick(0, 4), pick(0, 4), pick(0, 4), pick(0, 4)};
  return s;
}

TEST(Windows, ForwardAndBackwardAreInverse) {
  std::mt19937 rng(7);
  int tried = 0;
  while (tried < 200) {
    const ConvSpec s = random_spec(rng);
    const Shape in{1, 1, std::uniform_int_distribution<int>(1, 13)(rng),
                   std::uniform_int_distribution<int>(1, 13)(rng)};
    const auto out = output_shape(s, in);
    if (!out) continue;
    ++tried;
    const Size2 size{static_cast<int>(out->h), static_cast<int>(out->w)};
    for (int y = 0; y < in.h; ++y) {
      for (int x = 0; x < in.w; ++x) {
        const Window forward = forward_window(s, size, y, x);
        for (int oy = 0; oy < size.h; ++oy) {
          for (int ox = 0; ox < size.w; ++ox) {
            ASSERT_EQ(holds(forward, oy, ox), holds(backward_window(s, oy, ox), y, x))
                << "input " << y << "," << x << " output " << oy << "," << ox << " kernel " << s.kernel.h
                << "×" << s.kernel.w << " stride " << s.stride.h << " dilation " << s.dilation.h;
          }
        }
      }
    }
  }
}

TEST(UnreadTail, IsWhatNoOutputReads) {
  int with_tail = 0;
  for (int in = 1; in <= 14; ++in) {
    for (int kernel = 1; kernel <= 4; ++kernel) {
      for (int stride = 1; stride <= 4; ++stride) {
        for (int pad = 0; pad <= 2; ++pad) {
          ConvSpec spec{1, 1, 1, {kernel, 1}, {stride, 1}, {1, 1}, {pad, 0, pad, 0}, Border::zero};
          const auto out = output_shape(spec, {1, 1, in, 1});
          if (!out) continue;
          const StageAxis axis = row_axis(spec, {in, 1}, {static_cast<int>(out->h), 1});
          int last_read = -1;
          for (int o = 0; o < axis.out; ++o) {
            for (int tap = 0; tap < kernel; ++tap) {
              const int at = o * stride + tap - pad;
              if (at < in) last_read = std::max(last_read, at);
            }
          }
          EXPECT_EQ(unread_tail(axis), last_read + 1)
              << in << " rows, K " << kernel << ", stride " << stride << ", pad " << pad;
          with_tail += last_read + 1 < in ? 1 : 0;
        }
      }
    }
  }
  EXPECT_GT(with_tail, 50);
}

}  // namespace
}  // namespace sep

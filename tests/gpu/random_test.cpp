// Convolutions of random specs against the reference: groups, strides, dilations, pads, borders and batches
// in every mixture, under the driver's limits and under limits small enough to force slabs, row slabs and
// several pages.
#include <random>

#include "support.h"

namespace sep::gpu::testing {
namespace {

struct Random {
  std::mt19937 bits;
  int of(int low, int high) { return std::uniform_int_distribution<int>(low, high)(bits); }
  int one_of(std::initializer_list<int> values) {
    return *(values.begin() + of(0, static_cast<int>(values.size()) - 1));
  }
};

struct Case {
  Shape in;
  ConvSpec spec;
};

/// Nothing when the numbers drawn do not make a valid convolution of a size that the reference takes no time
/// for.
std::optional<Case> draw(Random& random) {
  Case c;
  ConvSpec& s = c.spec;
  s.group = random.one_of({1, 1, 2, 3, 5});
  s.c_in = s.group * random.one_of({1, 1, 2, 3, 4, 7});
  s.c_out = s.group * random.one_of({1, 1, 2, 3, 4, 5, 8, 9, 17});
  s.kernel = {random.one_of({1, 1, 2, 3, 3, 4, 5, 7, 11, 18}),
              random.one_of({1, 1, 2, 3, 3, 4, 5, 6, 9, 12, 17, 20})};
  s.stride = {random.one_of({1, 1, 1, 2, 3, 8}), random.one_of({1, 1, 1, 2, 3, 5, 8})};
  s.dilation = {random.one_of({1, 1, 1, 2, 5}), random.one_of({1, 1, 1, 2, 3, 8})};
  if (random.of(0, 2) > 0) s.pads = {random.of(0, 9), random.of(0, 9), random.of(0, 9), random.of(0, 9)};
  s.border = static_cast<Border>(random.of(0, 3));
  c.in = {random.one_of({1, 1, 1, 2}), s.c_in, random.one_of({1, 2, 5, 16, 31, 64}),
          random.one_of({1, 3, 4, 15, 16, 17, 37, 130})};
  const auto out = output_shape(s, c.in);
  constexpr int64_t kMost = 4'000'000;
  if (!out || multiplications(s, *out) > kMost) return std::nullopt;
  return c;
}

std::string words(const Case& c) {
  const ConvSpec& s = c.spec;
  std::ostringstream out;
  out << "in [" << c.in.b << "," << c.in.c << "," << c.in.h << "," << c.in.w << "] out " << s.c_out
      << " group " << s.group << " kernel " << s.kernel.h << "×" << s.kernel.w << " stride " << s.stride.h
      << "," << s.stride.w << " dilation " << s.dilation.h << "," << s.dilation.w << " pads " << s.pads.top
      << "," << s.pads.left << "," << s.pads.bottom << "," << s.pads.right << " border "
      << static_cast<int>(s.border);
  return out.str();
}

void compare_random(Engine& with, uint32_t seed, int count) {
  Random random{std::mt19937(seed)};
  for (int i = 0; i < count;) {
    const auto c = draw(random);
    if (!c) continue;
    ++i;
    const Tensor x = noise(c->in, seed + static_cast<uint32_t>(i));
    const std::vector<float> w = noise_weights(c->spec.weight_count(), 2);
    const std::vector<float> b = i % 2 == 0 ? noise_weights(c->spec.c_out, 3) : std::vector<float>{};
    const auto y = with.convolve(x, w, b, c->spec);
    ASSERT_TRUE(y) << words(*c) << ": " << y.error().message;
    ASSERT_TRUE(matches(*y, *conv_reference(x, w, b, c->spec))) << words(*c);
  }
}

TEST(RandomSpecs, AreTheReference) {
  compare_random(engine(), 1, 400);
  compare_random(engine(Family::tiles), 4, 150);
}

TEST(RandomSpecs, AreTheReferenceUnderSmallLimits) {
  gpu::Limits small = engine().limits();
  small.storage_block_bytes = 2048;
  small.page_bytes = 1 << 16;
  small.max_groups = 50;
  compare_random(*engine_with(small), 2, 200);
  small.page_bytes = 3 << 16;
  small.storage_block_bytes = 1 << 14;
  compare_random(*engine_with(small), 3, 200);
}

}  // namespace
}  // namespace sep::gpu::testing

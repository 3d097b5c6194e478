// Two stages at once against the same stages one after the other, and the naive shader of the bench against
// the reference.
#include "gpu/fused.h"

#include <random>

#include "gpu/naive_job.h"
#include "support.h"

namespace sep::gpu::testing {
namespace {

constexpr int64_t kAll = int64_t{1} << 60;

struct Pair {
  ConvSpec first, second;
  Shape in;
};

GpuTensor on_gpu(const Tensor& x, const Limits& limits) {
  auto tensor = make_gpu_tensor(x.shape, limits);
  upload(*tensor, x);
  return std::move(*tensor);
}

Tensor run(Job& job, const GpuTensor& out) {
  job.warm_up();
  while (!job.finished()) job.run_next();
  job.restart();
  while (!job.finished()) job.run_next();
  return download(out);
}

/// Of both stages, in double precision; magnitudes of the second, of magnitudes of the first.
ReferenceOutput reference_of(const Tensor& x, const Pair& p, const std::vector<float>& w,
                             const std::vector<float>& v, const std::vector<float>& bias) {
  const auto first = conv_reference(x, w, {}, p.first);
  Tensor between{first->shape, {}}, large{first->shape, {}};
  for (const double value : first->values) between.values.push_back(static_cast<float>(value));
  for (const double value : first->magnitude) large.values.push_back(static_cast<float>(value));
  ReferenceOutput out = *conv_reference(between, v, bias, p.second);
  std::vector<float> sizes;
  for (const float value : v) sizes.push_back(std::abs(value));
  out.magnitude = conv_reference(large, sizes, bias, p.second)->magnitude;
  return out;
}

void expect_right(const Pair& p, bool symmetric, int64_t most_work, Family family = Family::registers) {
  const Limits& limits = engine(family).limits();
  ASSERT_TRUE(fuses(p.first, p.second, p.in, limits));
  const Tensor x = noise(p.in, 1);
  std::vector<float> w = noise_weights(p.first.weight_count(), 2),
                     v = noise_weights(p.second.weight_count(), 3);
  const std::vector<float> bias = noise_weights(p.second.c_out, 4);
  if (symmetric) {
    for (auto [all, taps] : {std::pair{&w, p.first.kernel.h}, std::pair{&v, p.second.kernel.w}}) {
      for (auto at = all->begin(); at != all->end(); at += taps)
        std::copy_n(at, taps / 2, std::reverse_iterator(at + taps));
    }
  }
  const ReferenceOutput reference = reference_of(x, p, w, v, bias);
  const GpuTensor in = on_gpu(x, limits);
  const auto out = make_gpu_tensor(reference.shape, limits);
  ProgramCache programs(SEPSCOPE_SHADERS);
  const auto job = make_fused_job(
      programs, limits,
      {&in, &*out, p.first, p.second, weights_from(w, p.first), weights_from(v, p.second), bias, most_work});
  ASSERT_TRUE(job) << job.error().message;
  EXPECT_TRUE(matches(run(**job, *out), reference))
      << to_text(p.in) << ", " << p.first.kernel.h << " and " << p.second.kernel.w << " taps";
}

Pair passes(int channels, int column, int row, Pads down, Pads along, Shape in) {
  return {{channels, channels, channels, {column, 1}, {1, 1}, {1, 1}, down, Border::zero},
          {channels, channels, channels, {1, row}, {1, 1}, {1, 1}, along, Border::zero},
          in};
}

TEST(Fused, ColumnAndRowAreBothPasses) {
  for (const bool symmetric : {false, true}) {
    expect_right(passes(1, 3, 3, {1, 0, 1, 0}, {0, 1, 0, 1}, {1, 1, 20, 33}), symmetric, kAll);
    expect_right(passes(3, 15, 15, {7, 0, 7, 0}, {0, 7, 0, 7}, {2, 3, 70, 131}), symmetric, kAll);
    expect_right(passes(2, 17, 5, {}, {}, {1, 2, 40, 37}), symmetric, 1);
    expect_right(passes(2, 5, 9, {9, 0, 0, 0}, {0, 2, 0, 11}, {1, 2, 1, 1}), symmetric, kAll);
  }
  expect_right(passes(2, 4, 6, {1, 0, 2, 0}, {0, 3, 0, 2}, {1, 2, 19, 30}), false, kAll);
}

TEST(Fused, ColumnAndRowInTilesAreBothPasses) {
  const auto right = [](const Pair& p, int64_t most_work) {
    expect_right(p, false, most_work, Family::tiles);
  };
  right(passes(1, 3, 3, {1, 0, 1, 0}, {0, 1, 0, 1}, {1, 1, 20, 33}), kAll);
  right(passes(3, 15, 15, {7, 0, 7, 0}, {0, 7, 0, 7}, {2, 3, 70, 131}), kAll);
  right(passes(2, 31, 5, {}, {}, {1, 2, 40, 37}), 1);
  right(passes(2, 5, 9, {9, 0, 0, 0}, {0, 2, 0, 11}, {1, 2, 1, 1}), kAll);
  right(passes(2, 4, 6, {1, 0, 2, 0}, {0, 3, 0, 2}, {1, 2, 19, 30}), kAll);
}

Pair block(int c_in, int multiplier, int c_out, Size2 kernel, Pads pads, Shape in) {
  const int between = c_in * multiplier;
  return {{c_in, between, c_in, kernel, {1, 1}, {1, 1}, pads, Border::zero},
          {between, c_out, 1, {1, 1}, {1, 1}, {1, 1}, {}, Border::zero},
          in};
}

TEST(Fused, DepthwiseAndPointwiseInTilesAreBothStages) {
  const auto right = [](const Pair& p, int64_t most_work) {
    expect_right(p, false, most_work, Family::tiles);
  };
  right(block(3, 1, 256, {5, 5}, {}, {1, 3, 12, 12}), kAll);
  right(block(20, 1, 70, {3, 3}, {1, 1, 1, 1}, {2, 20, 19, 37}), kAll);
  right(block(5, 3, 9, {3, 4}, {2, 0, 1, 5}, {1, 5, 33, 70}), 1);
  right(block(2, 1, 5, {7, 7}, {3, 3, 3, 3}, {1, 2, 9, 150}), kAll);
  right(block(17, 1, 20, {2, 1}, {}, {1, 17, 21, 18}), kAll);
}

TEST(Fused, RefusesInTilesWhatTheyDoNotServe) {
  const Limits& limits = engine(Family::tiles).limits();
  const Pair good = block(8, 1, 16, {3, 3}, {1, 1, 1, 1}, {1, 8, 20, 20});
  const auto with = [&](auto change) {
    Pair p = good;
    change(p);
    return fuses(p.first, p.second, p.in, limits);
  };
  EXPECT_TRUE(with([](Pair&) {}));
  EXPECT_FALSE(with([](Pair& p) { p.first.stride = {2, 2}; }));
  EXPECT_FALSE(with([](Pair& p) { p.first.dilation = {2, 1}; }));
  EXPECT_FALSE(with([](Pair& p) { p.first.border = Border::reflect; }));
  EXPECT_FALSE(with([](Pair& p) { p.second.group = 2; }));
  EXPECT_FALSE(with([](Pair& p) { p.second.stride = {2, 2}; }));
  EXPECT_FALSE(with([](Pair& p) { p.second.c_out = 3; }));
}

TEST(Fused, ColumnAndRowOfRandomShapes) {
  std::mt19937 random(5);
  const auto of = [&](int low, int high) {
    return low + static_cast<int>(random() % static_cast<unsigned>(high - low + 1));
  };
  for (int i = 0; i < 25; ++i) {
    const int channels = of(1, 4), column = of(3, 17), row = of(3, 17);
    const Shape in{of(1, 2), channels, of(17, 90), of(17, 150)};
    expect_right(passes(channels, column, row, {of(0, 9), 0, of(0, 9), 0}, {0, of(0, 9), 0, of(0, 9)}, in),
                 i % 2 == 0, kAll);
  }
}

TEST(Fused, SaysWhatItMultiplies) {
  const Pair p = passes(2, 5, 7, {2, 0, 2, 0}, {0, 3, 0, 3}, {1, 2, 100, 40});
  const Limits& limits = engine().limits();
  const GpuTensor in = on_gpu(noise(p.in, 1), limits);
  const auto out = make_gpu_tensor(p.in, limits);
  ProgramCache programs(SEPSCOPE_SHADERS);
  const auto made = [&](const std::vector<float>& w, const std::vector<float>& v) {
    return (*make_fused_job(programs, limits,
                            {&in,
                             &*out,
                             p.first,
                             p.second,
                             weights_from(w, p.first),
                             weights_from(v, p.second),
                             {},
                             kAll}))
        ->multiplications_made();
  };
  // blocks of 16 rows, so seven of them, and four rows around each
  EXPECT_EQ(made(noise_weights(10, 1), noise_weights(14, 2)), 2 * 40 * ((100 + 7 * 4) * 7 + 100 * 5));
  EXPECT_EQ(made(std::vector<float>(10, 1), std::vector<float>(14, 1)),
            2 * 40 * ((100 + 7 * 4) * 4 + 100 * 3));
}

TEST(Fused, RefusesWhatIsNotTwoPasses) {
  const Limits& limits = engine().limits();
  const Pair good = passes(3, 5, 5, {}, {}, {1, 3, 20, 20});
  EXPECT_TRUE(fuses(good.first, good.second, good.in, limits));
  const auto with = [&](auto change) {
    Pair p = good;
    change(p);
    return fuses(p.first, p.second, p.in, limits);
  };
  EXPECT_FALSE(with([](Pair& p) { std::swap(p.first, p.second); }));
  EXPECT_FALSE(with([](Pair& p) { p.first.stride = {2, 1}; }));
  EXPECT_FALSE(with([](Pair& p) { p.second.dilation = {1, 2}; }));
  EXPECT_FALSE(with([](Pair& p) { p.first.kernel.h = 19; }));
  EXPECT_FALSE(with([](Pair& p) { p.first.c_out = 6; }));
  EXPECT_FALSE(with([](Pair& p) {
    p.first.border = Border::wrap;
    p.first.pads = {1, 0, 1, 0};
  }));
}

TEST(Naive, IsTheReference) {
  const ConvSpec spec{4, 6, 2, {3, 4}, {2, 1}, {1, 2}, {1, 2, 3, 0}, Border::zero};
  const Shape in{1, 4, 13, 70};
  const Limits& limits = engine().limits();
  ASSERT_TRUE(NaiveJob::serves(spec, in, limits));
  const Tensor x = noise(in, 1);
  const std::vector<float> w = noise_weights(spec.weight_count(), 2);
  const ReferenceOutput reference = *conv_reference(x, w, {}, spec);
  const GpuTensor from = on_gpu(x, limits);
  const auto out = make_gpu_tensor(reference.shape, limits);
  ProgramCache programs(SEPSCOPE_SHADERS);
  const auto job =
      NaiveJob::create(programs, {&from, &*out, spec, weights_from(w, spec), {}, kAll, Compile::now});
  ASSERT_TRUE(job) << job.error().message;
  EXPECT_TRUE(matches(run(**job, *out), reference));
}

}  // namespace
}  // namespace sep::gpu::testing

// A trained layer's scale: factorised at full rank, the engine's two paths give the same output.
#include <cmath>
#include <random>

#include "core/plan.h"
#include "core/plan_shapes.h"
#include "support.h"

namespace sep::gpu::testing {
namespace {

constexpr int kChannels = 128, kFilters = 256;

/// Normal with the deviation that networks start from, √(2 / (C·K_h·K_w)).
std::vector<float> layer_weights() {
  std::mt19937 random(11);
  std::normal_distribution<float> normal(0, std::sqrt(2.0F / (9 * kChannels)));
  std::vector<float> weights(size_t{9} * kChannels * kFilters);
  for (float& w : weights) w = normal(random);
  return weights;
}

std::vector<float> magnitudes(std::vector<float> values) {
  for (float& v : values) v = std::abs(v);
  return values;
}

/// Σ|w|·x for an x that is nowhere negative.
Tensor sums(const Plan& p, const Stage& stage, const Tensor& x) {
  const auto y = conv_reference(x, magnitudes(weights_of(p, stage, 0, stage.spec.c_out)), {}, stage.spec);
  EXPECT_TRUE(y) << y.error().message;
  return {y->shape, {y->values.begin(), y->values.end()}};
}

TEST(FullRank, OfARealLayerIsTheStandardConvolution) {
  auto bank = make_bank("layer", kFilters, kChannels, 1, {3, 3}, layer_weights(), {});
  ASSERT_TRUE(bank) << bank.error().message;
  Experiment e = with_bank({}, {"layer.npy", "layer", *bank});
  e.padding = Padding::same;
  e.multiplier = max_rank_of(e);
  ASSERT_EQ(e.multiplier, 9);
  auto made = plan(e, {{28, 28}, 3, 7});
  ASSERT_TRUE(made) << made.error().message;
  const auto p = std::make_shared<const Plan>(std::move(*made));
  ASSERT_TRUE(engine().set_image(noise({1, 3, 28, 28}, 5), 7));
  ASSERT_TRUE(engine().set_plan(p));
  const auto done = engine().advance(-1);
  ASSERT_TRUE(done && *done);

  auto x = engine().read({Slot::input, 0});
  const auto separable = engine().read({Slot::separable, 1}), standard = engine().read({Slot::standard, 0});
  ASSERT_TRUE(x && separable && standard);
  ASSERT_EQ(x->shape.c, kChannels);
  ASSERT_EQ(standard->shape, (Shape{1, kFilters, 28, 28}));
  x->values = magnitudes(std::move(x->values));
  const Tensor bound = sums(*p, p->separable[1], sums(*p, p->separable[0], *x));
  ASSERT_EQ(separable->values.size(), bound.values.size());
  double largest = 0;
  for (size_t i = 0; i < bound.values.size(); ++i) {
    const double off = std::abs(double{separable->values[i]} - standard->values[i]);
    ASSERT_LE(off, 1e-5 * bound.values[i]) << "element " << i;
    largest = std::max(largest, std::abs(double{standard->values[i]}));
  }
  EXPECT_GT(largest, 0.1) << "the outputs are not empty";
}

}  // namespace
}  // namespace sep::gpu::testing

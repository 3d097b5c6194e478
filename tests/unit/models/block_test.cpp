// A depthwise layer and its pointwise one equal the composed standard convolution where nothing stands
// between.
#include <cmath>

#include "core/conv.h"
#include "data.h"
#include "io/models/block.h"

namespace sep::io {
namespace {

class Blocks : public testing::TestWithParam<const char*> {};

TEST_P(Blocks, ComposeToOneStandardConvolution) {
  const Result<Model> model = load_model(data_path("models/separable_net.onnx"));
  ASSERT_TRUE(model) << model.error().message;
  const Result<int> index = find_layer(*model, GetParam());
  ASSERT_TRUE(index) << index.error().message;
  const Result<SeparableBlock> block = block_of(*model, *index);
  ASSERT_TRUE(block) << block.error().message;
  const Tensor x = ramp(*model->layers[static_cast<size_t>(*index)].input);
  const auto first = conv_reference(x, block->depthwise_weights, block->depthwise_bias, block->depthwise);
  ASSERT_TRUE(first) << first.error().message;
  const Tensor middle{first->shape, {first->values.begin(), first->values.end()}};
  const auto separable =
      conv_reference(middle, block->pointwise_weights, block->pointwise_bias, block->pointwise);
  ASSERT_TRUE(separable) << separable.error().message;
  const ComposedBlock whole = composed(*block);
  const auto standard = conv_reference(x, whole.weights, whole.bias, whole.spec);
  ASSERT_TRUE(standard) << standard.error().message;
  ASSERT_EQ(standard->shape, separable->shape);
  // The scale of the bound: sum of |P|·|D|·|x|, and the biases through |P|.
  std::vector<float> absolute_d = block->depthwise_weights, absolute_p = block->pointwise_weights;
  for (float& w : absolute_d) w = std::abs(w);
  for (float& w : absolute_p) w = std::abs(w);
  Tensor magnitude{first->shape, {first->magnitude.begin(), first->magnitude.end()}};
  const auto scale = conv_reference(magnitude, absolute_p, {}, block->pointwise);
  for (size_t i = 0; i < standard->values.size(); ++i) {
    const double bias = std::abs(
        whole.bias.empty() ? 0 : whole.bias[i / static_cast<size_t>(standard->shape.h * standard->shape.w)]);
    ASSERT_NEAR(standard->values[i], separable->values[i], 1e-5 * (scale->values[i] + bias + 1e-3)) << i;
  }
}

INSTANTIATE_TEST_SUITE_P(Pairs, Blocks, testing::Values("dw1", "dw2", "dw3"));

TEST(BlockNotes, SayWhatIsLeftOut) {
  const Result<Model> model = load_model(data_path("models/separable_net.onnx"));
  ASSERT_TRUE(model);
  const auto note = [&](const char* name) {
    return block_note(*block_of(*model, *find_layer(*model, name)));
  };
  EXPECT_EQ(note("dw1"),
            "ReLU6 between depthwise and pointwise is left out of the comparison: with it no single standard "
            "convolution "
            "equals this block (the costs are the same).");
  EXPECT_EQ(note("dw2"), "");
  EXPECT_NE(note("dw3").find("Swish between"), std::string::npos);
  EXPECT_FALSE(block_of(*model, *find_layer(*model, "stem")));
}

}  // namespace
}  // namespace sep::io

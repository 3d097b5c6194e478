// A model as a whole network: shapes from its input, pairs as separable layers, what is unknown said.
#include "io/models/model_network.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "data.h"

namespace sep::io {
namespace {

NetworkCosts costs(const Network& network) {
  auto made = costs_of(network);
  EXPECT_TRUE(made) << made.error().message;
  return std::move(*made);
}

TEST(ModelNetwork, PairsAreSeparableLayersOnTheirPropagatedShapes) {
  const auto network = network_of_model(data_path("models/separable_net.onnx"));
  ASSERT_TRUE(network) << network.error().message;
  EXPECT_EQ(network->published_as, PathId::separable);
  const NetworkCosts c = costs(*network);
  ASSERT_EQ(c.layers.size(), 5U);
  EXPECT_EQ(c.layers[0].in, (Shape{1, 3, 33, 32}));
  EXPECT_EQ(c.layers[0].separable.multiplications, 17 * 16 * 8 * 27);
  const LayerCost& pair = c.layers[1];
  EXPECT_EQ(pair.kind, LayerKind::separable);
  EXPECT_EQ(pair.separable.multiplications, 17 * 16 * (8 * 9 + 8 * 16));
  EXPECT_EQ(pair.standard.multiplications, 17 * 16 * 8 * 16 * 9);
  EXPECT_EQ(c.totals.separable, 203'200);
  EXPECT_EQ(c.totals.standard, 1'181'376);
}

TEST(ModelNetwork, AnotherResolutionIsPropagated) {
  const auto network = network_of_model(data_path("models/separable_net.onnx"), 64);
  ASSERT_TRUE(network) << network.error().message;
  EXPECT_EQ(network->input, (Size2{64, 64}));
  EXPECT_EQ(costs(*network).layers[0].separable.multiplications, 32 * 32 * 8 * 27);
}

TEST(ModelNetwork, WithoutDepthwiseLayersItIsMadeSeparable) {
  const auto network = network_of_model(data_path("models/auto_pads_even.onnx"));
  ASSERT_TRUE(network) << network.error().message;
  EXPECT_EQ(network->published_as, PathId::standard);
  const NetworkCosts c = costs(*network);
  EXPECT_EQ(c.layers[0].out, (Shape{1, 2, 24, 22}));
  EXPECT_EQ(c.layers[0].standard.multiplications, 24 * 22 * 2 * 2 * 12);
  EXPECT_LT(c.totals.separable, c.totals.standard);
}

TEST(ModelNetwork, AnOpenSizeIsAssumedAndSaid) {
  const auto network = network_of_model(data_path("models/left_out.onnx"));
  ASSERT_TRUE(network) << network.error().message;
  EXPECT_EQ(network->input, (Size2{kAssumedSide, kAssumedSide}));
  EXPECT_NE(network->notes.front().find("224×224 pixels are assumed"), std::string::npos)
      << network->notes.front();
  const auto set = network_of_model(data_path("models/left_out.onnx"), 32);
  ASSERT_TRUE(set);
  EXPECT_EQ(costs(*set).layers[0].out, (Shape{1, 2, 30, 30}));
  EXPECT_EQ(set->notes.front().find("assumed"), std::string::npos);
}

TEST(ModelNetwork, BadModelsAreNamedWithTheReason) {
  for (const auto& [file, reason] : {std::pair{"bad/garbage.onnx", "byte 0"},
                                     {"bad/cut_off.onnx", "bytes is announced"},
                                     {"bad/no_convolution.onnx", "holds no convolution"},
                                     {"bad/missing_file.onnx", "no such file"}}) {
    const auto network = network_of_model(data_path(file));
    ASSERT_FALSE(network) << file;
    EXPECT_NE(network.error().message.find(std::filesystem::path(file).filename().string()),
              std::string::npos);
    EXPECT_NE(network.error().message.find(reason), std::string::npos) << network.error().message;
  }
}

}  // namespace
}  // namespace sep::io

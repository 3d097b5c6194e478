// The cost model on small networks worked out by hand, and what it refuses.
#include <gtest/gtest.h>

#include <cmath>

#include "core/network.h"

namespace sep {
namespace {

NetworkRow row(const char* name, LayerKind kind, int filters, int kernel = 3, int stride = 1) {
  NetworkRow r;
  r.name = name;
  r.kind = kind;
  r.filters = filters;
  r.kernel = {kernel, kernel};
  r.stride = {stride, stride};
  return r;
}

Network network(std::vector<NetworkRow> rows, Size2 input, int channels) {
  Network n;
  n.name = n.title = "test";
  n.input = input;
  n.channels = channels;
  n.rows = std::move(rows);
  return n;
}

std::string error_of(const Network& n) {
  const auto costs = costs_of(n);
  return costs ? "no error" : costs.error().message;
}

TEST(NetworkCosts, AreWangs) {
  NetworkRow wang = row("wang", LayerKind::separable, 256, 5);
  wang.padding = Padding::valid;
  const auto costs = costs_of(network({wang}, {12, 12}, 3));
  ASSERT_TRUE(costs) << costs.error().message;
  EXPECT_EQ(costs->totals.separable, 53'952);
  EXPECT_EQ(costs->totals.standard, 1'228'800);
  EXPECT_EQ(costs->totals.separable_parameters, 75 + 768);
  EXPECT_EQ(costs->totals.standard_parameters, 19'200);
  EXPECT_EQ(costs->layers[0].out, (Shape{1, 256, 8, 8}));
  ASSERT_EQ(costs->layers[0].separable.operations.size(), 2U);
  EXPECT_EQ(costs->layers[0].separable.operations[0].multiplications, 4'800);
}

TEST(NetworkCosts, CountBatchNormBiasSharesAndSums) {
  NetworkRow first = row("first", LayerKind::convolution, 4, 3, 2);
  first.batch_norm = BatchNorm::each;
  NetworkRow block = row("block", LayerKind::separable, 6);
  block.multiplier = 2;
  block.batch_norm = BatchNorm::last;
  block.bias = true;
  NetworkRow fc = row("fc", LayerKind::fully_connected, 3);
  fc.bias = true;
  const auto costs = costs_of(network({first, block, fc}, {5, 4}, 2));
  ASSERT_TRUE(costs) << costs.error().message;
  // 5×4 at stride 2 is 3×2. First: 6·4·2·9. Block: 6·(8·9 + 8·6), standard 6·6·4·9. fc: 3·6·3·2.
  EXPECT_EQ(costs->layers[0].separable.multiplications, 432);
  EXPECT_EQ(costs->layers[1].separable.multiplications, 720);
  EXPECT_EQ(costs->layers[1].standard.multiplications, 1296);
  EXPECT_EQ(costs->layers[2].separable.multiplications, 108);
  EXPECT_EQ(costs->layers[0].separable.parameters(), 72 + 8);
  EXPECT_EQ(costs->layers[1].separable.parameters(), 72 + 48 + 12 + 6);
  EXPECT_EQ(costs->layers[1].standard.parameters(), 216 + 12 + 6);
  EXPECT_EQ(costs->layers[2].separable.parameters(), 108 + 3);
  EXPECT_EQ(costs->layers[1].separable.running_multiplications, 432 + 720);
  EXPECT_EQ(costs->layers[2].separable.running_multiplications, costs->totals.separable);
  EXPECT_DOUBLE_EQ(costs->layers[1].separable.multiplication_share, 720.0 / 1260.0);
  EXPECT_EQ(costs->separable.convolution_multiplications, 432 + 720);
  EXPECT_EQ(costs->separable.batch_norm, 8 + 12);
}

TEST(NetworkCosts, ExpandAndProject) {
  NetworkRow block = row("block", LayerKind::inverted_residual, 5, 3, 2);
  block.repeat = 2;
  const auto costs = costs_of(network({block}, {4, 4}, 3));
  ASSERT_TRUE(costs) << costs.error().message;
  ASSERT_EQ(costs->layers.size(), 2U);
  // 4×4: expand 16·3·18; at stride 2: 4·(18·9 + 18·5). Again, stride 1: 4·5·30 + 4·(30·9 + 30·5).
  EXPECT_EQ(costs->layers[0].separable.multiplications, 864 + 1008);
  EXPECT_EQ(costs->layers[0].standard.multiplications, 864 + 4 * 18 * 5 * 9);
  EXPECT_EQ(costs->layers[1].separable.multiplications, 600 + 1680);
  EXPECT_EQ(costs->layers[1].name, "block 2");
}

TEST(NetworkCosts, GroupsBecomeOneInTheStandardNetwork) {
  NetworkRow grouped = row("grouped", LayerKind::convolution, 8, 1);
  grouped.group = 4;
  const auto costs = costs_of(network({grouped}, {2, 2}, 8));
  ASSERT_TRUE(costs) << costs.error().message;
  EXPECT_EQ(costs->totals.separable, 4 * 8 * 2);
  EXPECT_EQ(costs->totals.standard, 4 * 8 * 8);
}

TEST(ScaledFilters, FollowTheirRules) {
  EXPECT_EQ(scaled_filters(32, 0.75, WidthRule::floor), 24);
  EXPECT_EQ(scaled_filters(100, 0.29, WidthRule::floor), 29);
  EXPECT_EQ(scaled_filters(32, 0.1, WidthRule::floor), 8);
  EXPECT_EQ(scaled_filters(4, 0.5, WidthRule::floor), 4);
  EXPECT_EQ(scaled_filters(24, 1.4, WidthRule::multiple_of_8), 32);
  EXPECT_EQ(scaled_filters(16, 0.35, WidthRule::multiple_of_8), 8);
  EXPECT_EQ(scaled_filters(96, 0.35, WidthRule::multiple_of_8), 32);
  // 0.75·24 = 18 rounds to 16, more than a tenth less: 24.
  EXPECT_EQ(scaled_filters(24, 0.75, WidthRule::multiple_of_8), 24);
  EXPECT_EQ(scaled_filters(21, 1, WidthRule::multiple_of_8), 21);
}

TEST(NetworkErrors, SayTheLayerAndTheReason) {
  NetworkRow valid = row("deep", LayerKind::convolution, 8, 5);
  valid.padding = Padding::valid;
  EXPECT_EQ(error_of(network({valid, valid}, {7, 7}, 1)).find("layer 'deep' (row 2): the kernel is 5"), 0U);

  NetworkRow grouped = row("g", LayerKind::convolution, 8);
  grouped.group = 3;
  EXPECT_NE(error_of(network({grouped}, {7, 7}, 8)).find("3 groups do not divide"), std::string::npos);

  NetworkRow side = row("side", LayerKind::convolution, 8, 1, 2);
  side.shortcut = true;
  EXPECT_NE(error_of(network({side, row("main", LayerKind::separable, 8)}, {8, 8}, 3))
                .find("'side' is never added"),
            std::string::npos);
  NetworkRow main = row("main", LayerKind::separable, 8);
  main.adds = "side";
  EXPECT_NE(error_of(network({side, main}, {8, 8}, 3)).find("of shape 4×4×8 to its own 8×8×8"),
            std::string::npos);
  main.stride = {2, 2};
  EXPECT_EQ(error_of(network({side, main}, {8, 8}, 3)), "no error");
  EXPECT_NE(error_of(network({main}, {8, 8}, 3)).find("no earlier shortcut"), std::string::npos);

  EXPECT_NE(error_of(network({}, {8, 8}, 3)).find("no layers"), std::string::npos);
  EXPECT_NE(error_of(network({row("p", LayerKind::pool, 1)}, {8, 8}, 3)).find("no layer that multiplies"),
            std::string::npos);
}

TEST(NetworkErrors, KeepSettingsAndCountsBounded) {
  const Network n = network({row("a", LayerKind::convolution, 16)}, {8, 8}, 3);
  EXPECT_NE(error_of(with_width(n, 0)).find("the width multiplier is 0: it can be 0.05 to 4"),
            std::string::npos);
  EXPECT_NE(error_of(with_width(n, std::nan(""))).find("the width multiplier"), std::string::npos);
  EXPECT_NE(error_of(with_resolution(n, 5000)).find("5000×5000 pixels: each side can be 1 to 2048"),
            std::string::npos);
  EXPECT_NE(error_of(with_resolution(n, -1)).find("-1×-1"), std::string::npos);
  EXPECT_NE(error_of(network({row("huge", LayerKind::convolution, 16384, 63),
                              row("huge", LayerKind::convolution, 16384, 63)},
                             {2048, 2048}, 16384))
                .find("more than are counted here"),
            std::string::npos);
}

TEST(LayerExperiment, TakesTheLayersSettings) {
  NetworkRow block = row("block", LayerKind::separable, 2000, 3, 2);
  const Network n = network({row("first", LayerKind::convolution, 600), block}, {20, 30}, 3);
  const auto costs = costs_of(n);
  ASSERT_TRUE(costs);
  const auto layer = describe(n, costs->layers[1]);
  ASSERT_TRUE(layer);
  EXPECT_EQ(layer->channels, 600);
  EXPECT_EQ(layer->size, (Size2{20, 30}));
  EXPECT_EQ(layer->stride, (Size2{2, 2}));
  const LayerExperiment shown = to_experiment(*layer);
  EXPECT_EQ(shown.experiment.input.channels, 512);
  EXPECT_EQ(shown.experiment.filters, 1024);
  ASSERT_EQ(shown.notes.size(), 2U);
  EXPECT_NE(shown.notes[0].find("600 input channels"), std::string::npos);
  const auto planned = plan(shown.experiment, {{64, 64}, 3, 0});
  ASSERT_TRUE(planned) << planned.error().message;
  EXPECT_EQ(planned->standard[0].out, (Shape{1, 1024, 10, 15}));
}

TEST(LayerExperiment, CostsWhatTheLayerCosts) {
  const Network n = network({row("block", LayerKind::separable, 24, 3, 2)}, {9, 9}, 3);
  const auto costs = costs_of(n);
  ASSERT_TRUE(costs);
  const auto planned = plan(to_experiment(*describe(n, costs->layers[0])).experiment, {{64, 64}, 3, 0});
  ASSERT_TRUE(planned) << planned.error().message;
  EXPECT_EQ(planned->totals.separable, costs->totals.separable);
  EXPECT_EQ(planned->totals.standard, costs->totals.standard);
  EXPECT_EQ(planned->totals.separable_parameters, costs->totals.separable_parameters);
}

}  // namespace
}  // namespace sep

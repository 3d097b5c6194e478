// Models that load, against what the NumPy script says is in them.
#include <cmath>

#include "core/conv.h"
#include "data.h"
#include "io/models/block.h"

namespace sep::io {
namespace {

using Json = nlohmann::ordered_json;

std::vector<int64_t> weight_shape(const Layer& layer) {
  return {layer.spec.c_out, layer.spec.c_in_per_group(), layer.spec.kernel.h, layer.spec.kernel.w};
}

Json shape_json(const std::optional<Shape>& shape) {
  return shape ? Json{shape->b, shape->c, shape->h, shape->w} : Json(nullptr);
}

void expect_equal(const std::vector<float>& found, const std::vector<float>& wanted, float tolerance) {
  ASSERT_EQ(found.size(), wanted.size());
  for (size_t i = 0; i < found.size(); ++i) {
    if (std::isnan(wanted[i])) {
      EXPECT_TRUE(std::isnan(found[i])) << i;
    } else if (std::isinf(wanted[i])) {
      EXPECT_EQ(found[i], wanted[i]) << i;
    } else {
      ASSERT_NEAR(found[i], wanted[i], tolerance * std::max(1.0F, std::abs(wanted[i]))) << i;
    }
  }
}

void expect_graph(const Model& model, const Layer& layer, const Json& wanted) {
  static constexpr const char* kAutoPads[] = {"NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID"};
  const ConvSpec& s = layer.spec;
  EXPECT_EQ(s.group, wanted["group"]);
  EXPECT_EQ((Json{s.stride.h, s.stride.w}), wanted["strides"]);
  EXPECT_EQ((Json{s.dilation.h, s.dilation.w}), wanted["dilations"]);
  EXPECT_EQ(kAutoPads[static_cast<size_t>(layer.auto_pad)], wanted["auto_pad"]);
  EXPECT_EQ(shape_json(layer.input), wanted["input"]);
  EXPECT_EQ(shape_json(layer_output(layer)), wanted["output"]);
  if (layer.input) {
    EXPECT_EQ((Json{s.pads.top, s.pads.left, s.pads.bottom, s.pads.right}), wanted["pads"]);
  }
  const std::optional<int64_t> count = layer_multiplications(layer);
  EXPECT_EQ(count ? Json(*count) : Json(nullptr), wanted["multiplications"]);
  EXPECT_EQ(Json(layer.between).dump(), wanted["between"].dump());
  EXPECT_EQ(!layer.norm_scale.empty(), wanted["norm"]);
  EXPECT_EQ(layer.refusal, wanted.value("refusal", ""));
  const Json pair =
      layer.pair >= 0 ? Json(model.layers[static_cast<size_t>(layer.pair)].name) : Json(nullptr);
  EXPECT_EQ(pair, wanted["pair"]);
}

/// The reference convolution, run on what was loaded, gives what NumPy gave.
void expect_output(const Layer& layer, const Json& wanted) {
  const std::vector<int64_t> in = wanted["input"];
  const Tensor x = ramp({in[0], in[1], in[2], in[3]});
  const auto y = conv_reference(x, *layer.weights, layer.bias, layer.spec);
  ASSERT_TRUE(y) << y.error().message;
  expect_equal({y->values.begin(), y->values.end()}, npy_values(wanted["y"]), 1e-5F);
}

class Models : public testing::TestWithParam<std::string> {};

TEST_P(Models, HoldWhatTheScriptPutIntoThem) {
  const Json wanted = expected("models.json")[GetParam()];
  const Result<Model> model = load_model(data_path("models/" + GetParam()));
  ASSERT_TRUE(model) << model.error().message;
  ASSERT_EQ(model->layers.size(), wanted.size());
  for (size_t i = 0; i < wanted.size(); ++i) {
    const Layer& layer = model->layers[i];
    SCOPED_TRACE(layer.name);
    EXPECT_EQ(layer.name, wanted[i]["name"]);
    EXPECT_EQ(kind_name(layer.kind), wanted[i]["kind"]);
    EXPECT_EQ(Json(weight_shape(layer)), wanted[i]["shape"]);
    expect_equal(*layer.weights, npy_values(wanted[i]["weights"]), 0);
    if (wanted[i].contains("bias"))
      expect_equal(layer.bias, npy_values(wanted[i]["bias"]), 0);
    else
      EXPECT_TRUE(layer.bias.empty());
    if (wanted[i].contains("group")) expect_graph(*model, layer, wanted[i]);
    if (wanted[i].contains("y")) expect_output(layer, wanted[i]);
    if (wanted[i].contains("folded")) {
      const FoldedLayer with_norm = folded(layer);
      expect_equal(with_norm.weights, npy_values(wanted[i]["folded"]), 1e-6F);
      expect_equal(with_norm.bias, npy_values(wanted[i]["folded_bias"]), 1e-6F);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Files, Models,
                         testing::Values("separable_net.onnx", "number_types.onnx", "auto_pads_odd.onnx",
                                         "auto_pads_even.onnx", "branches.onnx", "left_out.onnx",
                                         "large_kernel.onnx", "not_finite.onnx", "bank.safetensors",
                                         "bank.npy", "bank_f16.npy", "bank.csv", "bank.json"));

TEST(ModelWarnings, NameWhatIsLeftOutAndWhy) {
  const Result<Model> model = load_model(data_path("models/left_out.onnx"));
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_EQ(
      model->warnings,
      (std::vector<std::string>{
          "Conv 'from_input' is left out: its weights are an input of the model, not stored.",
          "Conv 'quantised' is left out: its weights are computed by a DequantizeLinear node, not stored.",
          "Conv 'one_dimensional' is left out: its weights have the shape 2×2×3, and only 2-D convolutions "
          "are shown.",
          "Conv 'three_dimensional' is left out: its weights have the shape 2×2×1×1×1, and only 2-D "
          "convolutions are "
          "shown."}));
}

TEST(ModelWarnings, SayWhereNumbersAreNotFinite) {
  const Result<Model> model = load_model(data_path("models/not_finite.onnx"));
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_TRUE(model->layers[0].has_non_finite);
  ASSERT_EQ(model->warnings.size(), 1U);
  EXPECT_EQ(model->warnings[0],
            "Layer 'odd': 2 of its 18 weights are not finite (NaN or infinite), the first at [1, 0, 1, 2].");
}

}  // namespace
}  // namespace sep::io

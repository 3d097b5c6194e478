// A layer as the window's experiment computes what ONNX says: pads of every kind, both paths at full rank.
#include "io/models/bank_source.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/plan.h"
#include "core/plan_shapes.h"
#include "data.h"
#include "io/experiment_file.h"

namespace sep::io {
namespace {

Tensor run(const Stage& stage, const Plan& p, const Tensor& x) {
  const auto y = conv_reference(x, weights_of(p, stage, 0, stage.spec.c_out),
                                stage.bias ? *stage.bias : std::vector<float>{}, stage.spec);
  EXPECT_TRUE(y) << y.error().message;
  Tensor out{y->shape, {y->values.begin(), y->values.end()}};
  return out;
}

void expect_close(const Tensor& found, const std::vector<float>& wanted, float tolerance) {
  ASSERT_EQ(found.values.size(), wanted.size());
  for (size_t i = 0; i < wanted.size(); ++i)
    ASSERT_NEAR(found.values[i], wanted[i], tolerance * std::max(1.0F, std::abs(wanted[i]))) << i;
}

class AutoPads : public testing::TestWithParam<const char*> {};

TEST_P(AutoPads, TheWindowsExperimentComputesWhatOnnxSays) {
  const nlohmann::ordered_json wanted = expected("models.json")[GetParam()];
  const auto model = load_model(data_path(std::string("models/") + GetParam()));
  ASSERT_TRUE(model) << model.error().message;
  int lower = 0;
  for (size_t i = 0; i < model->layers.size(); ++i) {
    const Layer& layer = model->layers[i];
    if (!layer.input || !wanted[i].contains("y")) continue;
    SCOPED_TRACE(layer.name);
    auto made = layer_experiment({}, GetParam(), *model, static_cast<int>(i));
    ASSERT_TRUE(made) << made.error().message;
    Experiment e = made->experiment;
    const bool is_lower = layer.auto_pad == AutoPad::same_lower;
    lower += is_lower;
    EXPECT_EQ(e.padding == Padding::same_lower, is_lower);
    e.multiplier = max_rank_of(e);
    const Size2 size{static_cast<int>(layer.input->h), static_cast<int>(layer.input->w)};
    const auto p = plan(e, {size, layer.spec.c_in, 1});
    ASSERT_TRUE(p) << p.error().message;
    EXPECT_EQ(p->standard.front().spec, spec_for(layer, size));
    const Tensor x = ramp(*layer.input);
    const std::vector<float> y = npy_values(wanted[i]["y"]);
    expect_close(run(p->standard.front(), *p, x), y, 1e-5F);
    expect_close(run(p->separable[1], *p, run(p->separable[0], *p, x)), y, 1e-4F);
  }
  EXPECT_GT(lower, 0) << "the file has a SAME_LOWER layer";
}
INSTANTIATE_TEST_SUITE_P(Files, AutoPads, testing::Values("auto_pads_odd.onnx", "auto_pads_even.onnx"));

TEST(AutoPads, LowerIsKeptByTheExperimentFile) {
  Experiment e;
  e.padding = Padding::same_lower;
  const auto again = parse_experiment(to_json(e), "e.json");
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(*again, e);
  e.kernel.size = {4, 4};
  const auto p = plan(e, {{20, 30}, 3, 1});
  ASSERT_TRUE(p);
  EXPECT_EQ(p->standard.front().spec.pads, (Pads{2, 2, 1, 1}));
  EXPECT_EQ(p->separable[0].spec.pads, (Pads{2, 0, 1, 0}));
  EXPECT_EQ(p->separable[1].spec.pads, (Pads{0, 2, 0, 1}));
}

}  // namespace
}  // namespace sep::io

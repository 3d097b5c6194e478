// What is saved reads back the same, and the PyTorch snippet computes what the separable path does.
#include <cmath>
#include <cstdlib>
#include <limits>

#include "core/plan.h"
#include "data.h"
#include "io/models/save.h"

namespace sep::io {
namespace {

TEST(Save, AKernelReadsBackBitForBit) {
  const ScratchFolder scratch;
  const Kernel kernel{{2, 3}, {0.1, -1.0 / 3, 1e-300, 0.30000000000000004, 5, -0.0}};
  for (const char* name : {"k.npy", "k.csv", "k.txt", "k.json"}) {
    SCOPED_TRACE(name);
    const auto saved = save_kernel(scratch.path() / name, kernel);
    ASSERT_TRUE(saved) << saved.error().message;
    const Result<Kernel> back = load_kernel(scratch.path() / name);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(*back, kernel);
  }
}

TEST(Save, ABankReadsBackBitForBit) {
  const ScratchFolder scratch;
  std::vector<float> weights(static_cast<size_t>(3 * 2 * 2 * 4));
  for (size_t i = 0; i < weights.size(); ++i)
    weights[i] = static_cast<float>(std::sin(static_cast<double>(i) * 1.7));
  weights[5] = std::numeric_limits<float>::infinity();
  for (const char* name : {"b.npy", "b.csv", "b.json"}) {
    SCOPED_TRACE(name);
    const auto saved = save_bank(scratch.path() / name, weights, {3, 2, 2, 4});
    ASSERT_TRUE(saved) << saved.error().message;
    const Result<Model> back = load_model(scratch.path() / name);
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(*back->layers[0].weights, weights);
    EXPECT_EQ(back->layers[0].spec.c_out, 3);
    EXPECT_TRUE(back->layers[0].has_non_finite);
  }
  EXPECT_FALSE(save_bank(scratch.path() / "b.npy", weights, {3, 2, 2, 5}));
  const auto other = save_kernel(scratch.path() / "k.png", {{1, 1}, {1}});
  ASSERT_FALSE(other);
  EXPECT_NE(other.error().message.find("saved as .npy, .csv, .txt or .json"), std::string::npos);
}

Experiment depthwise(Border border, Padding padding) {
  Experiment experiment;
  experiment.mode = Mode::depthwise;
  experiment.filters = 5;
  experiment.multiplier = 2;
  experiment.padding = padding;
  experiment.pads = {1, 2, 0, 3};
  experiment.border = border;
  experiment.stride = {2, 1};
  return experiment;
}

Experiment spatial(Border border) {
  Experiment experiment;
  experiment.kernel = {
      "laplacian-of-gaussian", {5, 5}, Kernel{{3, 4}, {1, 2, 3, 4, 0, 1, 0, -2, 5, 1, 1, 1}}};
  experiment.rank = 2;
  experiment.padding = Padding::same;
  experiment.dilation = {1, 2};
  experiment.border = border;
  return experiment;
}

Experiment three_stages(Border border, Padding padding) {
  Experiment experiment = depthwise(border, padding);
  experiment.split = Split::spatial;
  return experiment;
}

/// The separable path by the reference convolution.
Tensor separable(const Plan& plan, Tensor x) {
  for (const Stage& stage : plan.separable) {
    const auto y = conv_reference(x, weights_of(plan, stage, 0, stage.spec.c_out), {}, stage.spec);
    if (!y) ADD_FAILURE() << y.error().message;
    if (!y) return x;
    x = {y->shape, {y->values.begin(), y->values.end()}};
  }
  return x;
}

/// Runs the snippet with stand-ins for PyTorch's two functions (tests/data/run_snippet.py).
bool python_agrees(const ScratchFolder& scratch, const std::string& snippet) {
  scratch.write("snippet.py", snippet);
  const std::string command = "cd '" + scratch.path().string() +
                              "' && for p in python3 /usr/bin/python3; do if $p -c 'import numpy' " +
                              "2>/dev/null; then exec $p -B '" + data_path("run_snippet.py").string() +
                              "'; fi; done; exit 77";
  const int status = std::system(command.c_str());
  if (WIFEXITED(status) && WEXITSTATUS(status) == 77) return true;  // No NumPy: the other tests remain.
  return status == 0;
}

TEST(Save, TheSnippetReproducesTheStages) {
  const std::vector<Experiment> experiments{depthwise(Border::zero, Padding::valid),
                                            depthwise(Border::zero, Padding::same),
                                            depthwise(Border::reflect, Padding::explicit_pads),
                                            three_stages(Border::zero, Padding::same),
                                            three_stages(Border::reflect, Padding::explicit_pads),
                                            spatial(Border::zero),
                                            spatial(Border::wrap),
                                            spatial(Border::replicate)};
  for (size_t i = 0; i < experiments.size(); ++i) {
    SCOPED_TRACE(i);
    const ScratchFolder scratch;
    const Result<Plan> planned = plan(experiments[i], {{14, 13}, 3, 0});
    ASSERT_TRUE(planned) << planned.error().message;
    const auto files = save_stages(scratch.path() / "filters", *planned);
    ASSERT_TRUE(files) << files.error().message;
    ASSERT_EQ(files->size(), planned->separable.size());
    const Tensor x = ramp(planned->input);
    ASSERT_TRUE(save_npy(scratch.path() / "x.npy", x));
    ASSERT_TRUE(save_npy(scratch.path() / "y.npy", separable(*planned, x)));
    const std::string snippet = pytorch_snippet(*planned, *files);
    EXPECT_TRUE(python_agrees(scratch, snippet)) << snippet;
  }
}

}  // namespace
}  // namespace sep::io

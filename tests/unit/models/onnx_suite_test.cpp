// ONNX's own conformance data (Debian's libonnx-testdata), where they are installed: our Conv gives what ONNX
// says, and no model of the suite breaks the loader.
#include <fmt/format.h>
#include <onnx/onnx_pb.h>

#include <cmath>
#include <cstring>

#include "core/conv.h"
#include "data.h"

namespace sep::io {
namespace {

namespace fs = std::filesystem;

fs::path suite() {
  const char* chosen = std::getenv("SEPSCOPE_ONNX_TESTDATA");
  return chosen != nullptr ? fs::path(chosen) : fs::path("/usr/share/libonnx-testdata/data");
}

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A tensor of float32 raw_data, as every file of these tests holds it.
Tensor tensor_of(const onnx::TensorProto& proto) {
  Tensor tensor{{proto.dims(0), proto.dims(1), proto.dims(2), proto.dims(3)}, {}};
  tensor.values.resize(proto.raw_data().size() / 4);
  std::memcpy(tensor.values.data(), proto.raw_data().data(), tensor.values.size() * 4);
  return tensor;
}

onnx::TensorProto load_tensor(const fs::path& file) {
  onnx::TensorProto proto;
  if (!proto.ParseFromString(read(file))) ADD_FAILURE() << file;
  return proto;
}

/// Weights that a test gives as inputs become initializers, so that they are stored in the model.
std::string with_stored_weights(const fs::path& folder) {
  onnx::ModelProto model;
  if (!model.ParseFromString(read(folder / "model.onnx"))) ADD_FAILURE() << folder;
  for (int i = 1; i < model.graph().input_size(); ++i) {
    const fs::path file = folder / "test_data_set_0" / fmt::format("input_{}.pb", i);
    if (!fs::exists(file)) continue;
    onnx::TensorProto weights = load_tensor(file);
    weights.set_name(model.graph().input(i).name());
    *model.mutable_graph()->add_initializer() = weights;
  }
  return model.SerializeAsString();
}

void expect_onnx_result(const fs::path& folder) {
  SCOPED_TRACE(folder);
  const ScratchFolder scratch;
  const Result<Model> model = load_model(scratch.write("model.onnx", with_stored_weights(folder)));
  ASSERT_TRUE(model) << model.error().message;
  ASSERT_EQ(model->layers.size(), 1U);
  const Layer& layer = model->layers[0];
  const Tensor x = tensor_of(load_tensor(folder / "test_data_set_0/input_0.pb"));
  const Tensor wanted = tensor_of(load_tensor(folder / "test_data_set_0/output_0.pb"));
  EXPECT_EQ(layer.input, x.shape);
  EXPECT_EQ(layer_output(layer), wanted.shape);
  const auto y = conv_reference(x, *layer.weights, layer.bias, layer.spec);
  ASSERT_TRUE(y) << y.error().message;
  ASSERT_EQ(y->shape, wanted.shape);
  for (size_t i = 0; i < wanted.values.size(); ++i) {
    ASSERT_NEAR(y->values[i], wanted.values[i], 1e-5 * y->magnitude[i] + 1e-12) << i;
  }
}

TEST(OnnxSuite, ConvGivesWhatOnnxSays) {
  if (!fs::exists(suite())) GTEST_SKIP() << suite() << " is not there";
  int met = 0;
  for (const char* part : {"node", "pytorch-converted"}) {
    for (const fs::directory_entry& entry : fs::directory_iterator(suite() / part)) {
      const std::string name = entry.path().filename();
      const bool conv = name.starts_with("test_Conv2d") || name.starts_with("test_basic_conv_") ||
                        name.starts_with("test_conv_with");
      if (!conv) continue;
      expect_onnx_result(entry.path());
      ++met;
    }
  }
  EXPECT_GE(met, 15);
}

TEST(OnnxSuite, EveryModelIsReadOrRefused) {
  if (!fs::exists(suite())) GTEST_SKIP() << suite() << " is not there";
  int read_models = 0, refused = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(suite())) {
    if (entry.path().extension() != ".onnx") continue;
    const Result<Model> model = load_model(entry.path());
    ++(model ? read_models : refused);
    if (model) continue;
    const std::string& message = model.error().message;
    const bool expected = message.find("holds no convolution") != std::string::npos ||
                          message.find("is left out") != std::string::npos;
    EXPECT_TRUE(expected) << message;
  }
  std::printf("  %d models with layers, %d without\n", read_models, refused);
  EXPECT_GE(read_models, 11);
}

}  // namespace
}  // namespace sep::io

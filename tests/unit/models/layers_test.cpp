// The list of layers, finding one by name, and what specs do for an input.
#include <stop_token>

#include "data.h"
#include "io/stop.h"

namespace sep::io {
namespace {

Model net() {
  const Result<Model> model = load_model(data_path("models/separable_net.onnx"));
  if (!model) ADD_FAILURE() << model.error().message;
  return model ? *model : Model{};
}

TEST(Layers, AreListedAsATable) {
  const std::string table = format_layers(net(), ListFormat::table);
  EXPECT_EQ(table.substr(0, table.find('\n')).substr(0, 5), "layer");
  const size_t row = table.find("\ndw2 ");
  ASSERT_NE(row, std::string::npos) << table;
  const std::string line = table.substr(row + 1, table.find('\n', row + 1) - row - 1);
  for (const char* cell :
       {"depthwise", "16×1×5×5", "same", "17×16×16", "9×8×16", "28,800", "batch norm; pair with pw2"}) {
    EXPECT_NE(line.find(cell), std::string::npos) << cell << "\n" << line;
  }
}

TEST(Layers, AreListedAsCsv) {
  const std::string csv = format_layers(net(), ListFormat::csv);
  EXPECT_NE(csv.find("\ndw1,depthwise,8,1,3,3,8,1,1,1,1,1,1,1,1,1x8x17x16,1x8x17x16,88,19584,pw1,batch norm; "
                     "ReLU6; pair with pw1\n"),
            std::string::npos)
      << csv;
}

TEST(Layers, AreListedAsJson) {
  const auto json = nlohmann::json::parse(format_layers(net(), ListFormat::json));
  EXPECT_EQ(json["model"], "separable_net.onnx");
  ASSERT_EQ(json["layers"].size(), 8U);
  const auto& layer = json["layers"][1];
  EXPECT_EQ(layer["name"], "dw1");
  EXPECT_EQ(layer["pair"], "pw1");
  EXPECT_EQ(layer["activations"], nlohmann::json{"ReLU6"});
  EXPECT_EQ(layer["multiplications"], 19584);
}

TEST(Layers, ASpreadsheetDoesNotRunTheirNames) {
  Model model = net();
  model.layers.resize(1);
  model.layers[0].name = "=cmd|' /c calc'!A1,\"x\"";
  EXPECT_NE(format_layers(model, ListFormat::csv).find("\n\"'=cmd|' /c calc'!A1,\"\"x\"\"\","),
            std::string::npos);
}

TEST(Layers, AreFoundByName) {
  const Model model = net();
  EXPECT_EQ(find_layer(model, "pw2").value(), 4);
  const Result<int> none = find_layer(model, "dw9");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().message,
            "'separable_net.onnx' has no layer 'dw9'; it has dw1, dw2, dw3, stem, pw1, pw2, grouped, pw3.");
}

TEST(Layers, AutoPadFollowsTheInput) {
  Layer layer;
  layer.spec.kernel = {4, 4};
  layer.spec.stride = {1, 1};
  layer.auto_pad = AutoPad::same_upper;
  EXPECT_EQ(spec_for(layer, {10, 10}).pads, (Pads{1, 1, 2, 2}));
  layer.auto_pad = AutoPad::same_lower;
  EXPECT_EQ(spec_for(layer, {10, 10}).pads, (Pads{2, 2, 1, 1}));
}

TEST(Layers, MultiplicationsDoNotOverflow) {
  Layer layer;
  layer.spec.c_in = layer.spec.c_out = 1 << 20;
  layer.input = Shape{1 << 20, 1 << 20, 1 << 19, 1 << 19};
  EXPECT_EQ(layer_multiplications(layer), std::nullopt);
}

TEST(Layers, LoadingStopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  for (const char* name : {"separable_net.onnx", "bank.npy", "bank.safetensors"}) {
    const Stoppable stoppable(stop.get_token());
    const Result<Model> model = load_model(data_path(std::string("models/") + name));
    ASSERT_FALSE(model) << name;
    EXPECT_NE(model.error().message.find("was stopped"), std::string::npos) << model.error().message;
  }
  EXPECT_TRUE(load_model(data_path("models/bank.npy"))) << "stopped beyond its scope";
}

TEST(Layers, AFileOfWeightsSaysNothingAboutStrides) {
  const Result<Model> model = load_model(data_path("models/bank.safetensors"));
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_NE(format_layers(*model, ListFormat::table).find("8×3×3×3   ?       ?     ?"), std::string::npos)
      << format_layers(*model, ListFormat::table);
}

}  // namespace
}  // namespace sep::io

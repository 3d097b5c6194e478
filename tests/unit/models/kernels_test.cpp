// Kernels from text, JSON and .npy: every spelling gives the values it means, whatever the locale.
#include <clocale>
#include <locale>

#include "data.h"
#include "io/models/text_matrix.h"

namespace sep::io {
namespace {

Kernel kernel_of(const nlohmann::ordered_json& rows) {
  Kernel kernel{{static_cast<int>(rows.size()), static_cast<int>(rows[0].size())}, {}};
  for (const auto& row : rows) {
    for (const auto& value : row) kernel.values.push_back(value);
  }
  return kernel;
}

void expect_all_kernels() {
  const auto wanted = expected("kernels.json");
  ASSERT_GE(wanted.size(), 25U);
  for (const auto& [name, rows] : wanted.items()) {
    SCOPED_TRACE(name);
    const Result<Model> model = load_model(data_path("kernels/" + name));
    ASSERT_TRUE(model) << model.error().message;
    const Kernel kernel = kernel_of(rows);
    ASSERT_TRUE(model->layers[0].kernel);
    EXPECT_EQ(model->layers[0].kernel->size, kernel.size);
    EXPECT_EQ(model->layers[0].kernel->values, kernel.values);
  }
}

TEST(Kernels, EverySpellingMeansItsValues) { expect_all_kernels(); }

struct Commas : std::numpunct<char> {
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

TEST(Kernels, TheLocaleHasNoSay) {
  // C's locale where the machine has one with commas, C++'s in any case.
  const std::string c_before = std::setlocale(LC_ALL, nullptr);
  const std::locale before = std::locale::global(std::locale(std::locale(), new Commas));
  for (const char* name : {"de_DE.UTF-8", "fr_FR.UTF-8"}) std::setlocale(LC_ALL, name);
  expect_all_kernels();
  const Result<Model> model = load_model(data_path("models/separable_net.onnx"));
  ASSERT_TRUE(model);
  EXPECT_NE(format_layers(*model, ListFormat::csv).find(",19584,"), std::string::npos);
  std::locale::global(before);
  std::setlocale(LC_ALL, c_before.c_str());
}

TEST(Kernels, NamedOnesKeepTheirNames) {
  const Result<Model> model = load_model(data_path("kernels/named.json"));
  ASSERT_TRUE(model) << model.error().message;
  ASSERT_EQ(model->layers.size(), 2U);
  EXPECT_EQ(model->layers[0].name, "edge");
  EXPECT_EQ(model->layers[1].name, "blur");
  EXPECT_EQ(model->name, "named.json");
}

TEST(Kernels, LoadKernelWantsOne) {
  const Result<Kernel> two = load_kernel(data_path("kernels/named.json"));
  ASSERT_FALSE(two);
  EXPECT_NE(two.error().message.find("holds 2 layers (edge, blur), not one kernel."), std::string::npos)
      << two.error().message;
  const Result<Kernel> bank = load_kernel(data_path("models/bank.npy"));
  ASSERT_FALSE(bank);
  EXPECT_NE(bank.error().message.find("holds a bank of 4×3 kernels"), std::string::npos)
      << bank.error().message;
  ASSERT_TRUE(load_kernel(data_path("kernels/one.txt")));
}

TEST(Kernels, NotFiniteValuesLoadWithAWarning) {
  const Result<Model> model = parse_text_matrix("1 nan\n-inf inf\n", "'k.txt'", "k");
  ASSERT_TRUE(model) << model.error().message;
  EXPECT_TRUE(model->layers[0].has_non_finite);
  ASSERT_EQ(model->warnings.size(), 1U);
  EXPECT_NE(model->warnings[0].find("3 of its 4 weights are not finite"), std::string::npos)
      << model->warnings[0];
}

TEST(Kernels, AGreyImageIsOne) {
  Tensor image = make_tensor({1, 3, 2, 2});
  for (size_t i = 0; i < 12; ++i) image.values[i] = static_cast<float>(i % 4) / 4;
  const Result<Layer> grey = kernel_layer(image, "k.png");
  ASSERT_TRUE(grey) << grey.error().message;
  EXPECT_EQ(grey->kernel->values, (std::vector<double>{0, 0.25, 0.5, 0.75}));
  image.values[6] = 1;
  const Result<Layer> coloured = kernel_layer(image, "k.png");
  ASSERT_FALSE(coloured);
  EXPECT_EQ(
      coloured.error().message,
      "'k.png' is a coloured image (in row 1, column 0); as a kernel it must be grey: save it as greyscale.");
  EXPECT_EQ(kernel_layer(make_tensor({1, 1, 64, 2}), "k.png").error().message,
            "'k.png' is 2 pixels wide and 64 high; as a kernel an image may have at most 63×63.");
}

}  // namespace
}  // namespace sep::io

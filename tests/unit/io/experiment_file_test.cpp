// What is written reads back equal; what is left out has its default.
#include "io/experiment_file.h"

#include <gmock/gmock.h>

#include <random>

#include "scratch.h"

namespace sep::io {
namespace {

Experiment parsed(const std::string& text) {
  const Result<Experiment> e = parse_experiment(text, "test.json");
  EXPECT_TRUE(e) << (e ? "" : e.error().message);
  return e ? *e : Experiment{};
}

TEST(ExperimentFile, AnEmptyObjectIsTheDefault) {
  EXPECT_EQ(parsed("{}"), Experiment{});
  EXPECT_EQ(parsed("\xEF\xBB\xBF{\"version\": 1}\r\n"), Experiment{});
}

TEST(ExperimentFile, TheExampleOfTheReadme) {
  const Experiment e = parsed(
      R"({"version":1,"mode":"depthwise","input":{"file":"photo.png"},"kernel":{"preset":"gaussian","size":5},"filters":256})");
  Experiment wanted;
  wanted.mode = Mode::depthwise;
  wanted.input.file = "photo.png";
  wanted.kernel.preset = "gaussian";
  wanted.filters = 256;
  EXPECT_EQ(e, wanted);
}

TEST(ExperimentFile, NumbersAndPairs) {
  const Experiment e = parsed(
      R"({"stride": 2, "dilation": [1, 3], "kernel": {"preset": "box", "size": [3, 7]}, "input": {"size": [12, 16]}})");
  EXPECT_EQ(e.stride, (Size2{2, 2}));
  EXPECT_EQ(e.dilation, (Size2{1, 3}));
  EXPECT_EQ(e.kernel.size, (Size2{3, 7}));
  EXPECT_EQ(e.input.height, 12);
  EXPECT_EQ(e.input.width, 16);
}

TEST(ExperimentFile, Padding) {
  EXPECT_EQ(parsed(R"({"padding": "same"})").padding, Padding::same);
  const Experiment e = parsed(R"({"padding": {"pads": [1, 2, 3, 4]}, "border": "reflect"})");
  EXPECT_EQ(e.padding, Padding::explicit_pads);
  EXPECT_EQ(e.pads, (Pads{1, 2, 3, 4}));
  EXPECT_EQ(e.border, Border::reflect);
}

TEST(ExperimentFile, TypedKernelHasItsOwnSize) {
  const Experiment e = parsed(R"({"kernel": {"values": [[1, 0, -1], [2, 0, -2]]}})");
  ASSERT_TRUE(e.kernel.values);
  EXPECT_EQ(e.kernel.values->size, (Size2{2, 3}));
  EXPECT_EQ(e.kernel.size, (Size2{2, 3}));
  EXPECT_EQ(e.kernel.values->at(1, 2), -2);
}

TEST(ExperimentFile, PresetWithoutSizeHasTheNearestItCan) {
  EXPECT_EQ(parsed(R"({"kernel": {"preset": "gaussian"}})").kernel.size, (Size2{5, 5}));
  for (const KernelPreset& preset : kernel_presets()) {
    const Experiment e = parsed(R"({"kernel": {"preset": ")" + std::string(preset.id) + "\"}}");
    EXPECT_TRUE(make_kernel(e.kernel.preset, e.kernel.size)) << preset.id;
  }
}

TEST(ExperimentFile, KernelsMayBeLeftOpen) {
  const Experiment e =
      parsed(R"({"kernel": {"size": 3}, "kernels": [null, {"preset": "sobel-x"}, {"values": [[1]]}]})");
  ASSERT_EQ(e.kernels.size(), 3U);
  EXPECT_TRUE(e.kernels[0].preset.empty() && !e.kernels[0].values);
  EXPECT_EQ(e.kernels[1].preset, "sobel-x");
  EXPECT_TRUE(e.kernels[2].values);
}

TEST(ExperimentFile, PointwiseWeightsInRowsOrFlat) {
  EXPECT_EQ(parsed(R"({"pointwise": {"values": [[1, 2], [3, 4]]}})").pointwise.values,
            (std::vector<float>{1, 2, 3, 4}));
  EXPECT_EQ(parsed(R"({"pointwise": {"values": [1, 2, 3]}})").pointwise.values,
            (std::vector<float>{1, 2, 3}));
}

/// An experiment with every field drawn at random.
Experiment drawn(std::mt19937& random) {
  const auto whole = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
  const auto real = [&] {
    return std::uniform_real_distribution<double>(-1, 1)(random) * std::pow(10, whole(-30, 30));
  };
  const auto kernel = [&](bool open) {
    KernelSource k;
    k.preset = open && whole(0, 2) == 0 ? "" : kernel_presets()[static_cast<size_t>(whole(0, 15))].id;
    k.size = {whole(1, 63), whole(1, 63)};
    if (whole(0, 1) != 0) {
      k.values = Kernel{{whole(1, 5), whole(1, 5)}, {}};
      for (int i = 0; i < k.values->size.h * k.values->size.w; ++i) k.values->values.push_back(real());
    }
    return k;
  };
  Experiment e;
  e.mode = static_cast<Mode>(whole(0, 1));
  e.input = {whole(0, 1) != 0 ? "photo \"ä\" \\.png" : "",
             "shapes",
             whole(0, 16384),
             whole(0, 16384),
             static_cast<Fit>(whole(0, 1)),
             whole(0, 512),
             static_cast<uint32_t>(random())};
  e.kernel = kernel(true);
  for (int i = whole(0, 4); i > 0; --i) e.kernels.push_back(kernel(true));
  e.filters = whole(1, 1024);
  if (whole(0, 1) != 0) e.pointwise.presets = {"opponent"};
  e.pointwise.seed = static_cast<uint32_t>(random());
  for (int i = whole(0, 2) * (whole(0, 1) != 0 ? 7 : e.filters); i > 0; --i)
    e.pointwise.values.push_back(static_cast<float>(real()));
  e.rank = whole(0, 63);
  e.multiplier = whole(1, 1024);
  e.split = static_cast<Split>(whole(0, 1));
  e.stride = {whole(1, 8), whole(1, 8)};
  e.dilation = {whole(1, 8), whole(1, 8)};
  e.padding = static_cast<Padding>(whole(0, 2));
  if (whole(0, 1) != 0) e.pads = {whole(0, 40), whole(0, 40), whole(0, 40), whole(0, 40)};
  e.border = static_cast<Border>(whole(0, 3));
  e.view = {static_cast<ColourMap>(whole(0, 5)),
            static_cast<RangeMode>(whole(0, 2)),
            static_cast<float>(real()),
            static_cast<float>(real()),
            whole(0, 1023),
            whole(0, 2000),
            std::ldexp(1.37F, whole(-10, 10)),
            static_cast<float>(real()),
            0.1F,
            whole(-12, 12),
            {whole(0, 1) != 0, static_cast<float>(whole(-180, 180)), static_cast<float>(whole(-90, 90)),
             std::ldexp(1.37F, whole(-8, 8)), 0.1F, -2.5F, 1e-3F}};
  return e;
}

TEST(ExperimentFile, RoundTripIsExact) {
  std::mt19937 random(7);
  for (int i = 0; i < 200; ++i) {
    const Experiment e = drawn(random);
    const std::string text = to_json(e);
    const Result<Experiment> back = parse_experiment(text, "round.json");
    ASSERT_TRUE(back) << back.error().message << "\n" << text;
    ASSERT_EQ(*back, e) << text << "\nagainst\n" << to_json(*back);
  }
}

TEST(ExperimentFile, NumbersThatJsonHasNot) {
  Experiment e;
  e.kernel.values = Kernel{{1, 3}, {NAN, INFINITY, -INFINITY}};
  const Experiment back = parsed(to_json(e));
  EXPECT_TRUE(std::isnan(back.kernel.values->values[0]));
  EXPECT_EQ(back.kernel.values->values[1], INFINITY);
  EXPECT_EQ(back.kernel.values->values[2], -INFINITY);
}

TEST(ExperimentFile, IsWrittenForPeople) {
  const std::string text = to_json(Experiment{});
  EXPECT_THAT(text, testing::HasSubstr("\"stride\": 1,"));
  EXPECT_THAT(text, testing::HasSubstr("\"presets\": [\"luminance\", \"opponent\", \"identity\"],"));
}

using ExperimentOnDisk = ScratchTest;
TEST_F(ExperimentOnDisk, SaveAndLoad) {
  Experiment e;
  e.filters = 77;
  ASSERT_TRUE(save_experiment(folder / "e.json", e));
  EXPECT_EQ(*load_experiment(folder / "e.json"), e);
}

}  // namespace
}  // namespace sep::io

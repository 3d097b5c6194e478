// Bad experiments, each with the words that it is refused with: the file, the place, the reason, what is
// allowed.
#include <gmock/gmock.h>

#include <cmath>
#include <ctime>

#include "io/experiment_file.h"
#include "scratch.h"

namespace sep::io {
namespace {

using testing::HasSubstr;

struct Bad {
  std::string text, words;
};

TEST(ExperimentErrors, EachHasItsWords) {
  const Bad cases[] = {
      {"", "line 1, column 1"},
      {"{", "line 1, column 2"},
      {"{\n  \"mode\": \"spatial\",\n  \"filters\" 3\n}", "line 3, column 13"},
      {"{\"filters\": 3,}", "not valid JSON"},
      {"{\"filters\": 03}", "not valid JSON"},
      {"{} x", "not valid JSON"},
      {"{\"kernel\": {\"preset\": \"gau\xFF\"}}", "not valid JSON"},
      {"[1, 2]", "must be an object"},
      {"null", "must be an object"},
      {"{\"filters\": 3, \"filters\": 4}", "the key \"filters\" stands twice"},
      {"{\"a\\nb\": 3, \"a\\nb\": 4}", "the key \"a b\" stands twice"},
      {"{\"a\\nb\": 3}", "unknown key \"a b\"; known are"},
      {"{\"" + std::string(80, 'k') + "\": 3}", "unknown key \"" + std::string(60, 'k') + "…\"; known are"},
      {"{\"filters\": 1e999}", "number overflow"},
      {std::string(100, '['), "nested deeper than 32"},
      {std::string(100000, '['), "nested deeper than 32"},
      {"{\"version\": 2}", "newer SepScope (format 2; this program reads up to 1)"},
      {"{\"version\": 2, \"something\": \"new\"}", "newer SepScope"},
      {"{\"version\": 0}", "version is 0"},
      {"{\"version\": \"1\"}", "version is \"1\""},
      {"{\"kernal\": {}}", "unknown key \"kernal\" (did you mean \"kernel\"?)"},
      {"{\"kernel\": {\"presett\": \"box\"}}",
       "unknown key \"presett\" in kernel (did you mean \"preset\"?)"},
      {"{\"input\": {\"path\": \"x\"}}", "unknown key \"path\" in input; known are file, sample, size"},
      {"{\"view\": {\"colour\": 1}}", "unknown key \"colour\" in view"},
      {"{\"pointwise\": {\"n\": 1}}", "unknown key \"n\" in pointwise"},
      {"{\"mode\": \"spacial\"}",
       "mode is \"spacial\" (did you mean \"spatial\"?): it must be one of spatial, depthwise"},
      {"{\"mode\": 1}", "mode is 1"},
      {"{\"kernel\": \"box\"}", "kernel is \"box\": it must be an object"},
      {"{\"kernel\": {\"preset\": \"gausian\"}}",
       "kernel.preset is \"gausian\" (did you mean \"gaussian\"?)"},
      {"{\"kernel\": {\"size\": 64}}", "kernel.size is 64: it must be a whole number from 1 to 63"},
      {"{\"kernel\": {\"size\": [3, 0]}}", "kernel.size[1] is 0"},
      {"{\"kernel\": {\"size\": [3, 3, 3]}}", "kernel.size is a list of 3"},
      {"{\"kernel\": {\"size\": \"3\"}}", "kernel.size is \"3\""},
      {"{\"kernel\": {\"values\": []}}", "kernel.values is a list of 0"},
      {"{\"kernel\": {\"values\": [[1], [1, 2]]}}", "kernel.values[1] has 2 numbers, the first row has 1"},
      {"{\"kernel\": {\"values\": [[1, \"x\"]]}}", "kernel.values[0][1] is \"x\""},
      {"{\"kernel\": {\"values\": [1, 2]}}", "kernel.values[0] is 1"},
      {"{\"kernels\": {}}", "kernels is an object"},
      {"{\"kernels\": [{}, {\"preset\": \"nope\"}]}", "kernels[1].preset is \"nope\""},
      {"{\"stride\": 9}", "stride is 9: it must be a whole number from 1 to 8"},
      {"{\"stride\": [1, 9]}", "stride[1] is 9"},
      {"{\"stride\": 1.5}", "stride is 1.5"},
      {"{\"dilation\": 0}", "dilation is 0"},
      {"{\"filters\": 1025}", "filters is 1025: it must be a whole number from 1 to 1024"},
      {"{\"filters\": true}", "filters is true"},
      {"{\"filters\": -1}", "filters is -1"},
      {"{\"filters\": 18446744073709551615}", "filters is 18446744073709551615"},
      {"{\"rank\": -1}", "rank is -1"},
      {"{\"multiplier\": 0}", "multiplier is 0"},
      {"{\"split\": \"spacial\"}", "split is \"spacial\""},
      {"{\"split\": true}", "split is true"},
      {"{\"padding\": \"full\"}", "padding is \"full\": it must be one of valid, same, pads"},
      {"{\"padding\": 1}",
       "padding is 1: it must be \"valid\", \"same\", \"same-lower\" or {\"pads\": [top, left, bottom, "
       "right]}"},
      {"{\"padding\": {\"pads\": [1, 2, 3]}}", "padding.pads is a list of 3"},
      {"{\"padding\": {\"pads\": [1, 2, 3, -4]}}", "padding.pads[3] is -4"},
      {"{\"border\": \"mirror\"}", "border is \"mirror\": it must be one of zero, replicate, reflect, wrap"},
      {"{\"input\": {\"file\": 1}}", "input.file is 1: it must be a text"},
      {"{\"input\": {\"size\": 20000}}", "input.size is 20000"},
      {"{\"input\": {\"channels\": 513}}", "input.channels is 513: it must be a whole number from 0 to 512"},
      {"{\"input\": {\"seed\": -1}}", "input.seed is -1"},
      {"{\"input\": {\"fit\": \"stretch\"}}", "input.fit is \"stretch\""},
      {"{\"pointwise\": {\"presets\": [\"luma\"]}}", "pointwise.presets[0] is \"luma\""},
      {"{\"pointwise\": {\"presets\": \"luminance\"}}", "pointwise.presets"},
      {"{\"pointwise\": {\"values\": [[1, 2], [3]]}}", "pointwise.values[1]"},
      {"{\"pointwise\": {\"values\": [[1, 1e39]]}}", "pointwise.values[0][1] is 1e+39"},
      {"{\"view\": {\"zoom\": 0}}", "view.zoom is 0"},
      {"{\"view\": {\"fixed\": [0]}}", "view.fixed is a list of 1"},
      {"{\"view\": {\"centre\": [0, \"x\"]}}", "view.centre[1] is \"x\""},
      {"{\"view\": {\"map\": \"jet\"}}", "view.map is \"jet\""},
      {"{\"view\": {\"filter\": 1024}}", "view.filter is 1024"},
      {"{\"view\": {\"amplify\": 99}}", "view.amplify is 99"},
      {"{\"view\": {\"space\": {\"on\": 1}}}", "view.space.on is 1"},
      {"{\"view\": {\"space\": {\"pitch\": 91}}}", "view.space.pitch is 91"},
      {"{\"view\": {\"space\": {\"move\": [0, 1]}}}", "view.space.move is a list of 2"},
  };
  for (const Bad& bad : cases) {
    const Result<Experiment> e = parse_experiment(bad.text, "bad.json");
    ASSERT_FALSE(e) << bad.text.substr(0, 200);
    EXPECT_THAT(e.error().message, HasSubstr(bad.words)) << bad.text.substr(0, 200);
    EXPECT_THAT(e.error().message, HasSubstr("bad.json"));
    EXPECT_EQ(e.error().message.back(), '.');
  }
}

TEST(ExperimentErrors, ManyKeysAreRefusedSoon) {
  std::string text = "{";
  for (int i = 0; i < 100000; ++i) text += "\"k" + std::to_string(i) + "\":1,";
  EXPECT_THAT(parse_experiment(text + "\"z\":1}", "many.json").error().message,
              HasSubstr("more than 256 keys"));
}

TEST(ExperimentErrors, EveryTruncationIsASentence) {
  Experiment e;
  e.kernel.values = Kernel{{1, 2}, {0.5, -1}};
  std::string whole = to_json(e);
  while (whole.back() == '\n') whole.pop_back();
  for (size_t size = 0; size < whole.size(); ++size)
    EXPECT_FALSE(parse_experiment(whole.substr(0, size), "cut.json")) << size;
}

using ExperimentFiles = ScratchTest;
TEST_F(ExperimentFiles, MissingAndFolder) {
  EXPECT_THAT(load_experiment(folder / "none.json").error().message, HasSubstr("no such file"));
  EXPECT_THAT(load_experiment(folder).error().message, HasSubstr("is a folder"));
}

/// Processor time, which other programs do not lengthen; the least of three.
double seconds_for(int objects) {
  std::string text = "{\"kernels\": [{\"preset\": \"box\"}";
  for (int i = 1; i < objects; ++i) text += ",{\"preset\": \"box\"}";
  text += "]}";
  double least = INFINITY;
  for (int run = 0; run < 3; ++run) {
    const std::clock_t start = std::clock();
    const auto read = parse_experiment(text, "many.json");
    least = std::min(least, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    EXPECT_TRUE(read) << read.error().message;
  }
  return least;
}

TEST(ExperimentErrors, ManyObjectsInOneListTakeNoLongerEach) {
  const double half = seconds_for(100'000), whole = seconds_for(200'000);
  EXPECT_LT(whole, 3 * half) << "200,000 objects against 100,000";
}

TEST(ExperimentErrors, ValuesBeyondTheMemoryOfAFileAreRefused) {
  std::string text = "{\"kernels\": [[]";
  for (int i = 0; i < 1'000'000; ++i) text += ",[]";
  EXPECT_THAT(parse_experiment(text + "]}", "many.json").error().message,
              HasSubstr("more memory than a file of this size may take"));
}

}  // namespace
}  // namespace sep::io

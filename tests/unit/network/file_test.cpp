// Network files: what they may say, and for each kind of fault the file, the line, the key and the reason.
#include "io/network/network_file.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>

#include "io/network/json_lines.h"

namespace sep::io {
namespace {

constexpr const char* kGood = R"({
  "version": 1,
  "name": "own",
  "input": {"size": [32, 48], "channels": 3},
  "layers": [
    {"kind": "convolution", "name": "a", "kernel": [3, 5], "stride": [2, 1], "filters": 8, "padding": [1, 2, 1, 2]},
    {"kind": "separable", "name": "b", "kernel": 3, "filters": 16,
     "multiplier": 2},
    {"kind": "pool", "name": "p", "pool": "average", "global": true},
    {"kind": "fully_connected", "name": "c", "filters": 10}
  ]
})";

std::string replaced(const std::string& from, const std::string& to) {
  std::string text = kGood;
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(NetworkFile, ReadsEveryField) {
  const auto n = parse_network(kGood, "own.json");
  ASSERT_TRUE(n) << n.error().message;
  EXPECT_EQ(n->input, (Size2{32, 48}));
  ASSERT_EQ(n->rows.size(), 4U);
  EXPECT_EQ(n->rows[0].kernel, (Size2{3, 5}));
  EXPECT_EQ(n->rows[0].pads, (Pads{1, 2, 1, 2}));
  EXPECT_EQ(n->rows[1].multiplier, 2);
  EXPECT_EQ(n->rows[3].width, Scaling::fixed);
  EXPECT_EQ(costs_of(*n)->layers[0].out, (Shape{1, 8, 16, 48}));
}

struct Fault {
  const char* from;
  const char* to;
  const char* line;
  const char* words;
};

class NetworkFaults : public testing::TestWithParam<Fault> {};

TEST_P(NetworkFaults, NameLineKeyAndReason) {
  const Fault& f = GetParam();
  const auto n = parse_network(replaced(f.from, f.to), "own.json");
  ASSERT_FALSE(n);
  EXPECT_EQ(n.error().message.find(std::string("own.json") + f.line), 0U) << n.error().message;
  EXPECT_NE(n.error().message.find(f.words), std::string::npos) << n.error().message;
}

INSTANTIATE_TEST_SUITE_P(
    All, NetworkFaults,
    testing::Values(
        Fault{"\"multiplier\": 2", "\"multiplyer\": 2",
              ", line 8: ", "unknown key \"multiplyer\" in layers[1] (did you mean \"multiplier\"?)"},
        Fault{"\"multiplier\": 2", "\"expansion\": 2",
              ", line 8: ", "unknown key \"expansion\" in layers[1]"},
        Fault{"\"multiplier\": 2", "\"multiplier\": 0",
              ", line 8: ", "layers[1].multiplier is 0: it must be a whole number from 1 to 64"},
        Fault{"\"filters\": 16", "\"filters\": 1e9", ", line 7: ", "from 1 to 16384"},
        Fault{"\"filters\": 10", "\"filters\": 2.5", ", line 10: ", "layers[3].filters is 2.5"},
        Fault{", \"filters\": 10", "", ", line 10: ", "layers[3] lacks the key \"filters\""},
        Fault{"\"separable\"", "\"seperable\"", ", line 7: ", "(did you mean \"separable\"?)"},
        Fault{"\"kernel\": 3,", "\"kernel\": 65,", ", line 7: ", "from 1 to 63"},
        Fault{"\"name\": \"b\"", "\"name\": 4", ", line 7: ", "must be a text"},
        Fault{"[1, 2, 1, 2]", "[1, 2]", ", line 6: ", "a list [top, left, bottom, right]"},
        Fault{"true", "1", ", line 9: ", "must be true or false"},
        Fault{"\"size\": [32, 48]", "\"size\": 4096",
              ", line 4: ", "input.size is 4096: it must be a whole number from 1 to 2048"},
        Fault{"\"version\": 1", "\"version\": 2, \"colour\": 3", ", line 2: ", "needs a newer SepScope"},
        Fault{"\"name\": \"own\"", "\"name\": \"own\", \"widht_rule\": \"floor\"",
              ", line 3: ", "did you mean \"width_rule\""},
        Fault{"\"name\": \"own\",", "", ", line 1: ", "the file lacks the key \"name\""},
        Fault{"\"name\": \"own\",", "\"name\": \"own\" \"x\",", ", line 3, column", "not valid JSON"},
        Fault{"\"layers\": [",
              "\"published\": [{\"quantity\": \"parameters\", \"value\": 1, \"source\": \"s\", \"counts\": "
              "\"convolutions\"}], \"layers\": [",
              ", line 5: ", "does not fit the quantity"},
        Fault{"\"kernel\": 3,", "\"kernel\": 55, \"padding\": \"valid\",", ": layer 'b' (row 2)",
              "larger than the padded image"}));

TEST(NetworkFile, IsBounded) {
  std::string rows;
  for (int i = 0; i < 600; ++i) rows += R"({"kind": "pool", "name": "p", "pool": "max", "kernel": 1},)";
  const auto many = parse_network(replaced("\"layers\": [", "\"layers\": [" + rows), "own.json");
  ASSERT_FALSE(many);
  EXPECT_NE(many.error().message.find("at most 512"), std::string::npos) << many.error().message;
  std::string flood = "{\"version\": 1, \"layers\": [{}";
  for (int i = 0; i < 300'000; ++i) flood += ",{}";
  const auto objects = parse_network(flood + "]}", "own.json");
  ASSERT_FALSE(objects);
  EXPECT_NE(objects.error().message.find("more than 2000 objects"), std::string::npos)
      << objects.error().message;
  const auto key = parse_network("{\"" + std::string(400'000, 'k') + "\": 1}", "own.json");
  ASSERT_FALSE(key);
  EXPECT_EQ(key.error().message, "own.json, line 1: the file has a key of 400000 bytes that is not known.");
  const auto deep = parse_network(std::string(100'000, '['), "own.json");
  ASSERT_FALSE(deep);
  EXPECT_NE(deep.error().message.find("nested deeper"), std::string::npos) << deep.error().message;
}

TEST(LoadNetwork, TakesNamesAndPaths) {
  EXPECT_EQ(network_names(SEPSCOPE_ASSETS),
            (std::vector<std::string>{"course", "mobilenet_v1", "mobilenet_v2", "vgg16", "xception"}));
  const std::string file = testing::TempDir() + "own_network_" + std::to_string(::getpid()) + ".json";
  std::ofstream(file) << kGood;
  const auto own = load_network(file, SEPSCOPE_ASSETS);
  ASSERT_TRUE(own) << own.error().message;
  EXPECT_EQ(own->name, "own");
  std::ofstream(file) << "{\n\"version\": 1,\n\"nme\": \"x\"}";
  const auto bad = load_network(file, SEPSCOPE_ASSETS);
  ASSERT_FALSE(bad);
  EXPECT_NE(bad.error().message.find("own_network_"), std::string::npos);
  EXPECT_NE(bad.error().message.find("line 3: unknown key \"nme\""), std::string::npos)
      << bad.error().message;
  std::filesystem::remove(file);
}

TEST(LoadNetwork, SaysWhatThereIs) {
  const auto unknown = load_network("mobilenet_v3", SEPSCOPE_ASSETS);
  ASSERT_FALSE(unknown);
  EXPECT_NE(unknown.error().message.find("there is no network 'mobilenet_v3' (did you mean \"mobilenet_v"),
            std::string::npos)
      << unknown.error().message;
  EXPECT_NE(unknown.error().message.find("course, mobilenet_v1, mobilenet_v2, vgg16, xception"),
            std::string::npos);
  EXPECT_FALSE(load_network("/nonexistent/network.json", SEPSCOPE_ASSETS));
  EXPECT_FALSE(load_network("", SEPSCOPE_ASSETS));
  EXPECT_FALSE(load_network(SEPSCOPE_ASSETS, SEPSCOPE_ASSETS));
}

TEST(JsonLines, FindTheNearestPlace) {
  const std::string text = "{\n\"a\": [1,\n {\"b\\\"\": \"x\\\"]}\",\n  \"c\":\n 3}],\n\"ab\": {}}";
  EXPECT_EQ(line_of(text, "a"), 2);
  EXPECT_EQ(line_of(text, "a[1]"), 3);
  EXPECT_EQ(line_of(text, "a[1].c"), 4);
  EXPECT_EQ(line_of(text, "a[1].missing"), 3);
  EXPECT_EQ(line_of(text, "ab"), 6);
  EXPECT_EQ(line_of(text, "abc"), 1);
  EXPECT_EQ(line_of(text, ""), 1);
}

}  // namespace
}  // namespace sep::io

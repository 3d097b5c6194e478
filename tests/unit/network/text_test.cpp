// The three formats of `cost --network`, read back.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "io/network/network_costs.h"

namespace sep::io {
namespace {

std::string text_of(const std::string& network, CostFormat format, double width = 1, int resolution = 0) {
  const auto text = network_costs({network, SEPSCOPE_ASSETS, width, resolution, format});
  EXPECT_TRUE(text) << text.error().message;
  return text ? *text : "";
}

TEST(NetworkJson, HasTotalsAndLayers) {
  const auto json = nlohmann::json::parse(text_of("mobilenet_v1", CostFormat::json));
  const auto& totals = json["totals"];
  EXPECT_EQ(totals["separable"], 568'740'352);
  EXPECT_EQ(totals["standard"], 4'867'293'184);
  EXPECT_NEAR(totals["ratio"].get<double>(), 568740352.0 / 4867293184.0, 1e-15);
  EXPECT_NEAR(totals["times_fewer"].get<double>(), 8.558, 1e-3);
  ASSERT_EQ(json["layers"].size(), 16U);
  int64_t separable = 0, parameters = 0;
  double share = 0;
  for (const auto& layer : json["layers"]) {
    separable += layer["separable"]["multiplications"].get<int64_t>();
    parameters += layer["standard"]["parameters"].get<int64_t>();
    share += layer["separable"]["share"].get<double>();
    EXPECT_EQ(layer["separable"]["running"], separable);
  }
  EXPECT_EQ(separable, totals["separable"]);
  EXPECT_EQ(parameters, totals["standard_parameters"]);
  EXPECT_NEAR(share, 1, 1e-12);
  EXPECT_EQ(json["layers"][1]["separable"]["operations"][0]["group"], 32);
  EXPECT_EQ(json["published"][0]["published"], 569'000'000);
  EXPECT_EQ(json["published"][0]["agrees"], true);
}

TEST(NetworkCsv, HasARowForEachLayerAndATotal) {
  std::istringstream lines(text_of("vgg16", CostFormat::csv));
  std::string line, last;
  int count = 0;
  const auto commas = [](const std::string& s) { return std::count(s.begin(), s.end(), ','); };
  for (; std::getline(lines, line); ++count) {
    EXPECT_EQ(commas(line), 11) << line;
    last = line;
  }
  EXPECT_EQ(count, 1 + 21 + 1);
  EXPECT_EQ(last, "total,,,,1910551552,15470264320,125315011,138357544,1,1,1910551552,15470264320");
}

TEST(NetworkTable, ShowsTotalsFiguresAndConvention) {
  const std::string table = text_of("mobilenet_v1", CostFormat::table);
  for (const char* words : {"568,740,352", "8.6× fewer", "569 million multiplications published",
                            "the same to the printed digits", "4866 million", "29.3 million parameters",
                            "mixes two conventions", "one multiplication per weight"}) {
    EXPECT_NE(table.find(words), std::string::npos) << words << "\n" << table;
  }
  const std::string narrow = text_of("mobilenet_v1", CostFormat::table, 0.75);
  EXPECT_NE(narrow.find("325,400,448"), std::string::npos);
  EXPECT_NE(narrow.find("325 million"), std::string::npos);
  EXPECT_EQ(narrow.find("569 million"), std::string::npos);
}

TEST(NetworkTable, SaysWhenItIsNotExact) {
  EXPECT_NE(text_of("mobilenet_v2", CostFormat::table).find("3.4 million parameters published"),
            std::string::npos);
  EXPECT_NE(text_of("mobilenet_v2", CostFormat::table).find("+3.08 %"), std::string::npos);
  EXPECT_NE(text_of("xception", CostFormat::table)
                .find("22,855,952 computed, with batch norm and biases, exactly the same"),
            std::string::npos);
}

TEST(NetworkCostsCommand, RefusesWithAReason) {
  const auto wide = network_costs({"mobilenet_v1", SEPSCOPE_ASSETS, 9, 0, CostFormat::table});
  ASSERT_FALSE(wide);
  EXPECT_EQ(wide.error().message, "MobileNet v1: the width multiplier is 9: it can be 0.05 to 4.");
  const auto small = network_costs({"vgg16", SEPSCOPE_ASSETS, 1, 20, CostFormat::table});
  ASSERT_FALSE(small);
  EXPECT_NE(small.error().message.find("VGG-16: layer 'pool 5' (row 10): "), std::string::npos)
      << small.error().message;
}

}  // namespace
}  // namespace sep::io

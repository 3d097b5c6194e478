// The numbers of Wang's example in every format, and the words for fewer, more and the same.
#include "io/costs.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

namespace sep::io {
namespace {

using testing::HasSubstr;

Plan wang() {
  Experiment e;
  e.mode = Mode::depthwise;
  e.input.height = e.input.width = 12;
  e.filters = 256;
  const Result<Plan> p = plan(e, {{384, 512}, 3, 1});
  EXPECT_TRUE(p) << (p ? "" : p.error().message);
  return *p;
}

TEST(Costs, Json) {
  const auto json = nlohmann::json::parse(costs_json(wang()));
  ASSERT_EQ(json["stages"].size(), 3U);
  EXPECT_EQ(json["stages"][0]["path"], "separable");
  EXPECT_EQ(json["stages"][0]["name"], "depthwise");
  EXPECT_EQ(json["stages"][0]["formula"], "5·5·3·8·8");
  EXPECT_EQ(json["stages"][0]["multiplications"], 4800);
  EXPECT_EQ(json["stages"][1]["name"], "pointwise");
  EXPECT_EQ(json["stages"][1]["multiplications"], 49152);
  EXPECT_EQ(json["stages"][1]["output_shape"], (std::vector<int>{1, 256, 8, 8}));
  EXPECT_EQ(json["stages"][2]["path"], "standard");
  EXPECT_EQ(json["stages"][2]["name"], "standard");
  EXPECT_EQ(json["totals"]["separable"], 53952);
  EXPECT_EQ(json["totals"]["standard"], 1228800);
  EXPECT_EQ(json["totals"]["separable_parameters"], 843);
  EXPECT_EQ(json["totals"]["standard_parameters"], 19200);
  EXPECT_DOUBLE_EQ(json["totals"]["ratio"], 0.04390625);
  EXPECT_DOUBLE_EQ(json["totals"]["times_fewer"], 1228800.0 / 53952);
  EXPECT_TRUE(json["totals"]["separable"].is_number_integer());
}

TEST(Costs, Table) {
  const std::string table = costs_table(wang());
  for (const char* text : {"1,228,800", "49,152", "53,952", "843", "22.8× fewer", "8×8×256"})
    EXPECT_THAT(table, HasSubstr(text));
}

TEST(Costs, Csv) {
  EXPECT_EQ(costs_csv(wang()),
            "path,name,formula,multiplications,parameters,output_shape\n"
            "separable,depthwise,5·5·3·8·8,4800,75,1x3x8x8\n"
            "separable,pointwise,3·256·8·8,49152,768,1x256x8x8\n"
            "standard,standard,5·5·3·256·8·8,1228800,19200,1x256x8x8\n"
            "separable,total,,53952,843,\n"
            "standard,total,,1228800,19200,\n");
}

TEST(Costs, FormulasAreTheirNumbers) {
  const Plan p = wang();
  for (const auto* stages : {&p.separable, &p.standard}) {
    for (const Stage& stage : *stages) {
      int64_t product = 1;
      for (const Factor& factor : stage.formula) product *= factor.value;
      EXPECT_EQ(product, stage.multiplications) << formula_text(stage);
    }
  }
}

TEST(Costs, Verdicts) {
  EXPECT_EQ(verdict_text({10, 228}), "22.8× fewer");
  EXPECT_EQ(verdict_text({13, 10}), "1.3× more");
  EXPECT_EQ(verdict_text({10, 10}), "the same");
  EXPECT_EQ(verdict_text({1000, 1001}), "1.001× fewer");
  EXPECT_EQ(verdict_text({1, 15432}), "15432× fewer");
}

TEST(Costs, Grouping) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(-1234567), "-1,234,567");
  EXPECT_EQ(grouped(INT64_MAX), "9,223,372,036,854,775,807");
}

}  // namespace
}  // namespace sep::io

// What the numbers of a formula light up.
#include "ui/formula_links.h"

#include <gtest/gtest.h>

namespace sep::ui {
namespace {

using Parts = std::vector<std::string>;

Plan wang() {
  Experiment e;
  e.mode = Mode::depthwise;
  e.kernel.preset = "gaussian";
  e.kernel.size = {5, 5};
  e.filters = 256;
  auto p = plan(e, {{12, 12}, 3, 1});
  EXPECT_TRUE(p) << (p ? "" : p.error().message);
  return *p;
}

TEST(FormulaLinks, EveryFactorOfWangsExample) {
  const Plan p = wang();
  const Stage &depthwise = p.separable[0], &pointwise = p.separable[1], &standard = p.standard.front();
  EXPECT_EQ(parts_of(p, depthwise, Symbol::kernel_h), Parts{"kernel.depthwise.*"});
  EXPECT_EQ(parts_of(p, depthwise, Symbol::channels), Parts{"stack.input"});
  EXPECT_EQ(parts_of(p, depthwise, Symbol::pixels_w), Parts{"stack.separable.0"});
  EXPECT_EQ(parts_of(p, pointwise, Symbol::channels), Parts{"stack.separable.0"});
  EXPECT_EQ(parts_of(p, pointwise, Symbol::filters), Parts{"stack.separable.1"});
  EXPECT_EQ(parts_of(p, standard, Symbol::channels), Parts{"stack.input"});
  EXPECT_EQ(parts_of(p, standard, Symbol::filters), Parts{"stack.standard.0"});
}

TEST(FormulaLinks, EveryFactorOfEveryStageHasAPart) {
  const Plan p = wang();
  for (const auto* path : {&p.separable, &p.standard}) {
    for (const Stage& stage : *path) {
      for (const Factor& f : stage.formula) {
        if (f.symbol != Symbol::batch) {
          EXPECT_FALSE(parts_of(p, stage, f.symbol).empty()) << stage.name;
        }
      }
    }
  }
}

TEST(FormulaLinks, LettersOfTheClosedForm) {
  const Plan p = wang();
  EXPECT_EQ(parts_of(p, "K"), (Parts{"kernel.depthwise.*", "kernel.standard.*"}));
  EXPECT_EQ(parts_of(p, "N"), (Parts{"stack.separable.1", "stack.standard.0"}));
  EXPECT_TRUE(parts_of(p, "+").empty());
}

}  // namespace
}  // namespace sep::ui

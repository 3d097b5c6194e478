// The kernel grid's walking, blocks, clipboard texts and units, without a window.
#include "ui/filters/kernel_grid.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "ui/filters/kernel_block.h"
#include "ui/filters/kernel_ops.h"
#include "ui/kernel_edit.h"

namespace sep::ui {
namespace {

constexpr Size2 kSize{3, 4};

KernelGrid at(Cell cell) {
  KernelGrid g;
  select(g, cell);
  g.entered = true;
  return g;
}

Experiment typed(Kernel kernel) {
  Experiment e;
  e.kernel = {"", kernel.size, kernel};
  return e;
}

TEST(KernelGrid, ArrowsStopAtTheEdges) {
  KernelGrid g;
  walk(g, kSize, Step::down, false);
  EXPECT_EQ(g.cell, (Cell{0, 0})) << "the first arrow only shows where one is";
  walk(g, kSize, Step::up, false);
  walk(g, kSize, Step::left, false);
  EXPECT_EQ(g.cell, (Cell{0, 0}));
  walk(g, kSize, Step::row_end, false);
  walk(g, kSize, Step::right, false);
  EXPECT_EQ(g.cell, (Cell{0, 3}));
  walk(g, kSize, Step::last, false);
  walk(g, kSize, Step::down, false);
  EXPECT_EQ(g.cell, (Cell{2, 3}));
  keep_inside(g, {2, 2});
  EXPECT_EQ(g.cell, (Cell{1, 1}));
  EXPECT_EQ(block_of(g)->cells(), 1);
}

TEST(KernelGrid, TabRunsAlongRowsAndEnterReturnsToItsColumn) {
  KernelGrid g = at({0, 2});
  EXPECT_TRUE(advance(g, kSize, true, false));
  EXPECT_TRUE(advance(g, kSize, true, false));
  EXPECT_EQ(g.cell, (Cell{1, 0})) << "from a row's end to the next row";
  g = at({0, 1});
  advance(g, kSize, true, false);
  advance(g, kSize, true, false);
  advance(g, kSize, false, false);
  EXPECT_EQ(g.cell, (Cell{1, 1}));
  advance(g, kSize, false, true);
  EXPECT_EQ(g.cell, (Cell{0, 1}));
  g = at({2, 3});
  EXPECT_FALSE(tab_stays(g, kSize, false));
  EXPECT_TRUE(tab_stays(g, kSize, true));
  EXPECT_FALSE(advance(g, kSize, true, false));
  g.entered = false;
  EXPECT_FALSE(tab_stays(g, kSize, true)) << "who only passes by is let through";
}

TEST(KernelGrid, BlocksAreWalkedRound) {
  KernelGrid g = at({2, 3});
  extend_to(g, {1, 2});
  EXPECT_EQ(block_of(g), (Block{1, 2, 2, 3}));
  std::vector<Cell> seen;
  for (int i = 0; i < 4; ++i) {
    advance(g, kSize, true, false);
    seen.push_back(*g.cell);
  }
  EXPECT_EQ(seen, (std::vector<Cell>{{1, 2}, {1, 3}, {2, 2}, {2, 3}}));
  EXPECT_EQ(block_of(g)->cells(), 4);
  walk(g, kSize, Step::left, true);
  EXPECT_EQ(block_of(g), (Block{1, 1, 2, 3}));
  walk(g, kSize, Step::left, false);
  EXPECT_EQ(block_of(g)->cells(), 1);
}

TEST(KernelGrid, ALineSkipsNoCell) {
  const std::vector<Cell> line = line_to({0, 0}, {2, 6});
  Cell before{0, 0};
  for (const Cell& c : line) {
    EXPECT_LE(std::abs(c.y - before.y), 1);
    EXPECT_LE(std::abs(c.x - before.x), 1);
    before = c;
  }
  EXPECT_EQ(before, (Cell{2, 6}));
  EXPECT_TRUE(line_to({1, 1}, {1, 1}).empty());
}

TEST(KernelGrid, NumbersAsPeopleTypeThem) {
  EXPECT_EQ(typed_number("−0.25"), -0.25);
  EXPECT_EQ(typed_number("0,5"), 0.5);
  EXPECT_EQ(typed_number("1/16"), 0.0625);
  EXPECT_EQ(typed_number("+1e-3"), 1e-3);
  for (const char* wrong : {"", "-", "1e", "1/0", "2e6", "1.2.3", "nan", "1/2/3"})
    EXPECT_FALSE(typed_number(wrong)) << wrong;
}

TEST(KernelGrid, UnitsOfPresetsAndOfTypedValues) {
  EXPECT_EQ(unit_for(*make_kernel("binomial", {5, 5}), false), 256);
  EXPECT_EQ(unit_for(*make_kernel("box", {5, 5}), false), 25);
  EXPECT_EQ(unit_for({{1, 2}, {0.3, 0.25}}, true), 1) << "short decimals stay as they were typed";
  EXPECT_EQ(unit_for({{1, 2}, {1.0 / 3, 2.0 / 3}}, true), 3);
  EXPECT_EQ(unit_for(*make_kernel("gaussian", {5, 5}), false), 1);
  EXPECT_EQ(cell_text(1234), "1,234");
  EXPECT_EQ(cell_text(-0.0625), "−0.0625");
  EXPECT_EQ(cell_text(std::numeric_limits<double>::quiet_NaN()), "NaN");
  for (const double v : {0.1, -3.0, 1.0 / 3, 1e-12}) EXPECT_EQ(std::stod(exact_text(v)), v);
}

TEST(KernelBlock, CopiedTextReadsBackTheSame) {
  const Kernel k = *make_kernel("gaussian", {3, 3});
  const Experiment e = typed({{3, 3}, std::vector<double>(9, 0.0)});
  const std::string text = block_text(k, {0, 0, 2, 2});
  const auto pasted = with_paste(e, 0, {0, 0, 0, 0}, text);
  ASSERT_TRUE(pasted) << pasted.error().message;
  EXPECT_EQ(pasted->experiment.kernel.values, k);
  EXPECT_EQ(pasted->block, (Block{0, 0, 2, 2}));
  EXPECT_FALSE(pasted->grown);
  EXPECT_EQ(block_text({{2, 2}, {1, -2.5, 0, 1e-3}}, {0, 0, 1, 1}), "1\t-2.5\n0\t0.001\n");
}

TEST(KernelBlock, PasteGrowsEveryMapUpTo31) {
  Experiment e;
  e.mode = Mode::depthwise;
  e.kernel.preset = "scharr-x";
  e.kernel.size = {3, 3};
  const Kernel first = kernel_of_map(e, 0);
  const auto pasted = with_paste(e, 1, {2, 1, 2, 1}, "1;2;3\n4;5;6\n");
  ASSERT_TRUE(pasted) << pasted.error().message;
  EXPECT_TRUE(pasted->grown);
  const Experiment& after = pasted->experiment;
  const auto p = plan(after, {{40, 52}, 3, 7});
  ASSERT_TRUE(p) << p.error().message;
  for (const Kernel& k : p->kernels) EXPECT_EQ(k.size, (Size2{4, 4}));
  EXPECT_EQ(p->kernels[1].at(3, 3), 6);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(p->kernels[0].at(i, 0), first.at(i, 0));
  std::string wide;
  for (int i = 0; i < 30; ++i) wide += "1\t";
  EXPECT_TRUE(with_paste(e, 0, {0, 1, 0, 1}, wide + "\n"));
  const auto refused = with_paste(e, 0, {0, 2, 0, 2}, wide + "\n");
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().message.find("31"), std::string::npos) << refused.error().message;
}

TEST(KernelBlock, BadTextIsOneSentence) {
  const Experiment e = typed({{1, 1}, {5}});
  for (const char* text : {"", "abc", "1\t2\n3", "inf\t1", "1e9\t1", "# shape: 1, 1, 1, 2\n1 2\n"}) {
    const auto pasted = with_paste(e, 0, {0, 0, 0, 0}, text);
    ASSERT_FALSE(pasted) << text;
    EXPECT_TRUE(pasted.error().message.starts_with("The clipboard")) << pasted.error().message;
    EXPECT_TRUE(pasted.error().message.ends_with(".")) << pasted.error().message;
  }
}

TEST(KernelBlock, OneValueFillsTheBlock) {
  const Experiment e = typed({{2, 3}, {1, 2, 3, 4, 5, 6}});
  const auto pasted = with_paste(e, 0, {0, 1, 1, 2}, "9\n");
  ASSERT_TRUE(pasted);
  EXPECT_EQ(pasted->experiment.kernel.values, (Kernel{{2, 3}, {1, 9, 9, 4, 9, 9}}));
}

TEST(KernelEdit, KeepsTheNameOfThePresetThatItBeganAs) {
  Experiment e;
  e = with_value(e, 0, 0, 0, 3);
  EXPECT_EQ(source_label(e, 0), "Binomial, edited");
  EXPECT_EQ(preset_of_map(e, 0), "") << "the preset can be chosen again";
  for (const KernelOp& op : kernel_ops()) {
    EXPECT_EQ(source_label(with_op(e, op, 0, 1, false), 0), "Binomial, edited") << op.id;
  }
}

TEST(KernelOps, EachWorksForOneChannelAndForAll) {
  Experiment e;
  e.mode = Mode::depthwise;
  const ImageInfo image{{40, 52}, 3, 7};
  for (const KernelOp& op : kernel_ops()) {
    for (const bool all : {false, true}) {
      const Experiment after = with_op(e, op, 1, 3, all);
      ASSERT_TRUE(plan(after, image)) << op.id;
      for (int i = 0; i < 3; ++i) {
        const Kernel before = kernel_of_map(e, i);
        const bool touched = all || i == 1 || op.resizes;
        EXPECT_EQ(kernel_of_map(after, i), touched ? op.run(before) : before) << op.id << " map " << i;
      }
    }
  }
}

TEST(HalfTurn, ToldForEveryKindOfKernel) {
  EXPECT_EQ(half_turn(*make_kernel("gaussian", {5, 5})), HalfTurn::same);
  EXPECT_EQ(half_turn(*make_kernel("sobel-x", {3, 3})), HalfTurn::negative);
  EXPECT_EQ(half_turn({{1, 3}, {1, 2, 3}}), HalfTurn::other);
  EXPECT_EQ(half_turn({{1, 2}, {0, 0}}), HalfTurn::same);
}

}  // namespace
}  // namespace sep::ui

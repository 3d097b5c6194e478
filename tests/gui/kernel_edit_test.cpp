// The grid edits the map that it says it edits.
#include "ui/kernel_edit.h"

#include <gtest/gtest.h>

#include "ui/size_limit.h"

namespace sep::ui {
namespace {

ImageInfo image() { return {{40, 52}, 3, 7}; }

Experiment depthwise(int multiplier) {
  Experiment e;
  e.mode = Mode::depthwise;
  e.multiplier = multiplier;
  return e;
}

TEST(KernelEdit, ShowsWhatThePlanUses) {
  const Experiment e = depthwise(2);
  const auto p = plan(e, image());
  ASSERT_TRUE(p);
  for (int map = 0; map < 6; ++map)
    EXPECT_EQ(kernel_of_map(e, map), p->kernels[static_cast<size_t>(map)]) << "map " << map;
}

TEST(KernelEdit, TypedValueReachesItsMapOnly) {
  const Experiment before = depthwise(1);
  const Experiment after = with_value(before, 2, 1, 3, 0.5);
  const auto p = plan(after, image()), q = plan(before, image());
  ASSERT_TRUE(p && q);
  EXPECT_EQ(p->kernels[2].at(1, 3), 0.5);
  EXPECT_EQ(p->kernels[0], q->kernels[0]);
  EXPECT_EQ(p->kernels[1], q->kernels[1]);
  EXPECT_EQ(source_label(after, 2), "own values");
  EXPECT_EQ(source_label(after, 1), "by default");
}

TEST(KernelEdit, SizeOfMapZeroIsTheSizeOfAll) {
  Experiment e = with_value(depthwise(1), 2, 0, 0, 3);
  KernelSource wide;
  wide.preset = "gaussian";
  wide.size = {7, 3};
  e = with_map(e, 0, wide);
  const auto p = plan(e, image());
  ASSERT_TRUE(p) << p.error().message;
  for (const Kernel& k : p->kernels) EXPECT_EQ(k.size, (Size2{7, 3}));
}

TEST(KernelEdit, EditedMapStaysInside) {
  Experiment e = depthwise(2);
  e.view.channel = 99;
  EXPECT_EQ(edited_map(e, 3, 7), 5);
  e.mode = Mode::spatial;
  EXPECT_EQ(edited_map(e, 3, 7), 0);
}

TEST(SizeLimit, EndsWhereTheKernelNoLongerFits) {
  Experiment e;
  e.kernel.size = {15, 15};
  const ImageInfo photo{{300, 400}, 3, 1};
  const SizeLimit limit = size_limit(e, photo);
  EXPECT_TRUE(plan(with_longest(e, photo, limit.low), photo));
  EXPECT_FALSE(plan(with_longest(e, photo, limit.low - 1), photo));
  EXPECT_NE(limit.why.find("15"), std::string::npos) << limit.why;
  e.padding = Padding::same;
  EXPECT_EQ(size_limit(e, photo).low, kLeastSide);
}

TEST(SizeLimit, KeepsProportions) {
  EXPECT_EQ(with_longest(Experiment{}, {{3024, 4032}, 3, 1}, 512).input.height, 384);
  EXPECT_EQ(with_longest(Experiment{}, {{1, 1000}, 1, 1}, 8).input.height, 1);
}

}  // namespace
}  // namespace sep::ui

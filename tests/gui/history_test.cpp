// Undo and redo: one drag is one step.
#include "ui/history.h"

#include <gtest/gtest.h>

namespace sep::ui {
namespace {

Experiment with_filters(int n) {
  Experiment e;
  e.filters = n;
  return e;
}

TEST(History, EditsOfOneDragAreOneStep) {
  History h;
  h.record({"filters", "filters", with_filters(2)}, with_filters(1));
  h.record({"filters", "filters", with_filters(3)}, with_filters(2));
  h.close_step();
  h.record({"filters", "filters", with_filters(4)}, with_filters(3));
  auto back = h.undo(with_filters(4));
  ASSERT_TRUE(back);
  EXPECT_EQ(back->filters, 3);
  back = h.undo(*back);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->filters, 1);
  EXPECT_FALSE(h.can_undo());
}

TEST(History, RedoBringsBackAndIsForgottenByAnEdit) {
  History h;
  h.record({"a", "", with_filters(2)}, with_filters(1));
  const auto back = h.undo(with_filters(2));
  ASSERT_TRUE(back && h.can_redo());
  EXPECT_EQ(h.redo(*back)->filters, 2);
  (void)h.undo(with_filters(2));
  h.record({"b", "", with_filters(9)}, with_filters(1));
  EXPECT_FALSE(h.can_redo());
}

TEST(History, AWalkThroughThePictureIsOneStep) {
  History h;
  h.record({"zoom", "view.navigate", with_filters(2)}, with_filters(1));
  h.close_step();
  h.record({"zoom", "view.navigate", with_filters(3)}, with_filters(2));
  EXPECT_EQ(h.undo(with_filters(3))->filters, 1);
}

TEST(History, EditsWithoutAKeyNeverMerge) {
  History h;
  h.record({"a", "", with_filters(2)}, with_filters(1));
  h.record({"a", "", with_filters(3)}, with_filters(2));
  EXPECT_EQ(h.undo(with_filters(3))->filters, 2);
}

}  // namespace
}  // namespace sep::ui

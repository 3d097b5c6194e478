// Where the parts of the window are.
#include "ui/layout.h"

#include <gtest/gtest.h>

#include "ui/panel_context.h"

namespace sep::ui {
namespace {

TEST(Layout, WideWindowHasBothPanels) {
  const Layout l = make_layout({1600, 1000}, 1, UiState{});
  EXPECT_FALSE(l.narrow);
  EXPECT_EQ(l.left.max.x, l.centre.min.x);
  EXPECT_EQ(l.right.min.x, l.centre.max.x);
  EXPECT_EQ(l.centre.max.y, l.status.min.y);
  EXPECT_GT(l.centre.width(), 900);
}

TEST(Layout, NarrowWindowFoldsThem) {
  for (const auto& [size, scale] : {std::pair<ImVec2, float>{{1280, 720}, 1}, {{2560, 1440}, 2}}) {
    const Layout l = make_layout(size, scale, UiState{});
    EXPECT_TRUE(l.narrow);
    EXPECT_EQ(l.left.width(), 0);
    EXPECT_GT(l.left_rail.width(), 0);
    EXPECT_GT(l.centre.width(), 1200 * scale);
  }
}

TEST(Layout, PanelOpensOverTheCentre) {
  UiState state;
  state.left_open = true;
  const Layout folded = make_layout({1280, 720}, 1, UiState{}), open = make_layout({1280, 720}, 1, state);
  EXPECT_EQ(open.centre.width(), folded.centre.width());
  EXPECT_GT(open.left.width(), 300);
}

TEST(Layout, TinyWindowStaysSane) {
  UiState state;
  state.left_open = state.right_open = true;
  const Layout l = make_layout({100, 60}, 2, state);
  EXPECT_GE(l.centre.width(), 0);
  EXPECT_GE(l.centre.height(), 0);
}

}  // namespace
}  // namespace sep::ui

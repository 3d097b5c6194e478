// Stage grids, tile transforms and contact sheets against their definitions.
#include "view/geometry.h"

#include <gtest/gtest.h>

#include "view/sheet.h"

namespace sep::view {
namespace {

ConvSpec spec(int k, int stride, int dilation, int pad) {
  ConvSpec s;
  s.kernel = {k, k};
  s.stride = {stride, stride};
  s.dilation = {dilation, dilation};
  s.pads = {pad, pad, pad, pad};
  return s;
}

TEST(Grid, OutputPixelLiesAtTheMiddleOfItsWindow) {
  const Shape in{1, 1, 40, 50};
  for (const int k : {1, 2, 3, 5, 8}) {
    for (const int stride : {1, 2, 3}) {
      for (const int dilation : {1, 2}) {
        for (const int pad : {0, 1, 4}) {
          const ConvSpec s = spec(k, stride, dilation, pad);
          const auto out = output_shape(s, in);
          ASSERT_TRUE(out);
          const StageGrid g = grid_after(image_grid(in), s, *out);
          for (const int y : {0, 1, static_cast<int>(out->h) - 1}) {
            const Window w = backward_window(s, y, y);
            EXPECT_DOUBLE_EQ(g.y.origin + g.y.step * (y + 0.5), (w.y0 + w.y1) / 2.0);
          }
          EXPECT_EQ(g.y.step, stride);
        }
      }
    }
  }
}

TEST(Grid, TwoStagesAreTheirComposition) {
  const Shape in{1, 1, 64, 64};
  ConvSpec column = spec(5, 2, 1, 2), row = column, whole = column;
  column.kernel.w = 1, column.stride.w = 1, column.pads.left = column.pads.right = 0;
  row.kernel.h = 1, row.stride.h = 1, row.pads.top = row.pads.bottom = 0;
  const Shape mid = *output_shape(column, in), out = *output_shape(row, mid);
  const StageGrid two = grid_after(grid_after(image_grid(in), column, mid), row, out),
                  one = grid_after(image_grid(in), whole, out);
  EXPECT_DOUBLE_EQ(two.y.origin, one.y.origin);
  EXPECT_DOUBLE_EQ(two.x.origin, one.x.origin);
  EXPECT_DOUBLE_EQ(two.x.step, one.x.step);
}

TEST(Tile, PicksThePixelItDraws) {
  const Shape in{1, 1, 12, 20};
  const ConvSpec s = spec(3, 2, 1, 0);
  const StageGrid g = grid_after(image_grid(in), s, *output_shape(s, in));
  const Domain d = domain_of(in, std::vector{g});
  ViewState view;
  view.zoom = 3;
  view.centre_x = 0.4F;
  const TileFrame f = frame_of({10, 20, 210, 140}, d, view);
  for (int y = 0; y < g.y.count; ++y) {
    for (int x = 0; x < g.x.count; ++x) {
      const Rect r = f.cells(g, x, y, x + 1, y + 1);
      const Point middle{r.mid_x(), r.mid_y()};
      int py = -1, px = -1;
      const bool hit = pick(f, g, middle, py, px);
      EXPECT_EQ(hit, f.rect.contains(middle));
      if (hit) {
        EXPECT_EQ(py, y);
        EXPECT_EQ(px, x);
      }
    }
  }
}

TEST(Tile, ZoomKeepsThePlaceUnderThePointer) {
  const Shape in{1, 1, 100, 80};
  const Domain d = domain_of(in, {});
  const Rect tile{0, 0, 160, 200};
  ViewState view;
  view.zoom = 4;
  const Point at{40, 150};
  const TileFrame before = frame_of(tile, d, view);
  const ViewState closer = zoomed(view, d, before, at, 1.5);
  const TileFrame after = frame_of(tile, d, closer);
  EXPECT_NEAR(before.image_x(at.x), after.image_x(at.x), 1e-4);
  EXPECT_NEAR(before.image_y(at.y), after.image_y(at.y), 1e-4);
  EXPECT_EQ(zoomed(view, d, before, at, 0.01).zoom, 1);
  EXPECT_EQ(zoomed(view, d, before, at, 0.01).centre_x, 0.5F);
}

TEST(Tile, FittedShowsAllOfTheDomain) {
  const Shape in{1, 1, 30, 90};
  const ConvSpec s = spec(3, 1, 1, 5);
  const StageGrid g = grid_after(image_grid(in), s, *output_shape(s, in));
  const Domain d = domain_of(in, std::vector{g});
  const TileFrame f = frame_of({0, 0, 200, 100}, d, {});
  const Rect all = f.cells(g, 0, 0, g.x.count, g.y.count);
  EXPECT_GE(all.x0, -0.01F);
  EXPECT_LE(all.x1, 200.01F);
  EXPECT_GE(all.y0, -0.01F);
  EXPECT_LE(all.y1, 100.01F);
}

TEST(Sheet, ShowsAllWhenThereIsRoomAndElseSaysHowMany) {
  const Sheet all = fit_sheet({0, 0, 200, 100}, {24, 1, 14, 64, 2});
  EXPECT_EQ(all.shown(), 24);
  const Sheet some = fit_sheet({0, 0, 100, 60}, {512, 1, 14, 64, 2});
  EXPECT_LT(some.shown(), 512);
  EXPECT_GE(some.cell_w, 10);
  EXPECT_GT(some.last_first_row(), 0);
  for (int first = 0; first <= some.last_first_row(); ++first) {
    for (int i = 0; i < 512; ++i) {
      const Rect c = some.cell(i, first);
      EXPECT_EQ(c.empty(), i / some.columns < first || i / some.columns >= first + some.rows);
    }
  }
  EXPECT_FALSE(some.cell(511, some.last_first_row()).empty());
  EXPECT_TRUE(fit_sheet({0, 0, 100, 3}, {0, 1, 14, 64, 2}).empty());
}

}  // namespace
}  // namespace sep::view

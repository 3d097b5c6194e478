// Pictures of tensors out of a rendered frame: one colour for each texel, cut where the tile is.
#include "view/drawing.h"

#include <gtest/gtest.h>

namespace sep::view {
namespace {

/// A frame whose pixel (x, y) is (x, y, 7).
std::string frame_pixels(int width, int height) {
  std::string rgb;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) rgb += {static_cast<char>(x), static_cast<char>(y), 7};
  }
  return rgb;
}

const DrawnPicture& only_picture(const Drawing& d) { return std::get<DrawnPicture>(d.items.front()); }

TEST(FillPictures, LargeTexelsAreTakenAtTheirMiddles) {
  // four texels across, each 10 pixels of the drawing and 20 of the frame
  Drawing d{100, 100, {}, {DrawnPicture{{10, 20, 50, 40}, 0, 0, 0.1F, 0.1F, {}, 0, 0, {}}}};
  const std::string rgb = frame_pixels(120, 100);
  fill_pictures(d, {120, 100, &rgb, 2});
  const DrawnPicture& p = only_picture(d);
  EXPECT_EQ(p.width, 4 * 20);
  EXPECT_EQ(p.height, 2 * 20);
  EXPECT_FLOAT_EQ(p.placed.x0, 10);
  EXPECT_FLOAT_EQ(p.placed.x1, 50);
  for (int texel = 0; texel < 4; ++texel) {
    for (const int x : {20 * texel, 20 * texel + 19})
      EXPECT_NEAR(p.rgb[static_cast<size_t>(x) * 3], 30 + 20 * texel, 1);
  }
}

TEST(FillPictures, CutTexelsLieWhereTheyWouldBeWhole) {
  // begins in the middle of texel 2 and ends in the middle of texel 4
  Drawing d{100, 100, {}, {DrawnPicture{{10, 10, 30, 30}, 2.5F, 2.5F, 0.1F, 0.1F, {}, 0, 0, {}}}};
  const std::string rgb = frame_pixels(60, 60);
  fill_pictures(d, {60, 60, &rgb, 1});
  const DrawnPicture& p = only_picture(d);
  EXPECT_EQ(p.width, 3 * 10);
  EXPECT_NEAR(p.placed.x0, 5, 1e-4);
  EXPECT_NEAR(p.placed.x1, 35, 1e-4);
}

TEST(FillPictures, SmallTexelsAreTheFramesPixels) {
  Drawing d{100, 100, {}, {DrawnPicture{{10, 10, 20, 15}, 0, 0, 4, 4, {}, 0, 0, {}}}};
  const std::string rgb = frame_pixels(60, 60);
  fill_pictures(d, {60, 60, &rgb, 2});
  const DrawnPicture& p = only_picture(d);
  EXPECT_EQ(p.width, 20);
  EXPECT_EQ(p.height, 10);
  EXPECT_EQ(p.rgb.substr(0, 3), (std::string{20, 20, 7}));
}

TEST(FillPictures, NothingIsReadOutsideTheFrame) {
  Drawing d{100, 100, {}, {DrawnPicture{{-20, -20, 200, 200}, 0, 0, 0, 0, {}, 0, 0, {}}}};
  const std::string rgb = frame_pixels(30, 30);
  fill_pictures(d, {30, 30, &rgb, 1});
  EXPECT_EQ(only_picture(d).rgb.size(), 220U * 220U * 3U);
}

TEST(Move, MovesEveryKindOfItem) {
  Drawing d{10, 10, {}, {}};
  d.items.emplace_back(DrawnText{{1, 2}, Font::small, 13, {}, "a", 5});
  d.items.emplace_back(DrawnBox{{0, 0, 1, 1}, {}, {}, 0, 0});
  d.items.emplace_back(DrawnPath{{{{3, 4}, false}}, {}, 1});
  d.items.emplace_back(DrawnClip{{5, 5, 6, 6}});
  move(d, 10, 20);
  EXPECT_EQ(std::get<DrawnText>(d.items[0]).at.y, 22);
  EXPECT_EQ(std::get<DrawnBox>(d.items[1]).rect.x1, 11);
  EXPECT_EQ(std::get<DrawnPath>(d.items[2]).nodes[0].at.x, 13);
  EXPECT_EQ(std::get<DrawnClip>(d.items[3]).rect.y0, 25);
}

}  // namespace
}  // namespace sep::view

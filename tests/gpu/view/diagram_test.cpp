// Pixels of the diagram against the colour maps: magnified tiles are crisp, shrunk ones are averages, NaN has
// its own colour, the frame buffer's scale is heeded; and what the mouse is over.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/bank.h"
#include "view/colour_map.h"
#include "window.h"

namespace sep::view {
namespace {

using testing::Pixel;
using testing::TestWindow;

Tensor ramp(int64_t c, int64_t h, int64_t w) {
  Tensor t = make_tensor({1, c, h, w});
  for (size_t i = 0; i < t.values.size(); ++i)
    t.values[i] = static_cast<float>(0.5 + 0.5 * std::tanh(seeded_normal(3, i)));
  return t;
}

NamedRect rect_of(const DiagramOutput& out, const std::string& id) {
  for (const NamedRect& r : out.rects) {
    if (r.id == id) return r;
  }
  ADD_FAILURE() << "no rectangle " << id;
  return {};
}

/// Window place of element (y, x) of a tile that shows all of an h × w stage.
ImVec2 place(const NamedRect& r, int y, int x, int64_t h, int64_t w) {
  return {r.min.x + (r.max.x - r.min.x) * (static_cast<float>(x) + 0.5F) / static_cast<float>(w),
          r.min.y + (r.max.y - r.min.y) * (static_cast<float>(y) + 0.5F) / static_cast<float>(h)};
}

void expect_colour(const Pixel& p, const Rgb& c, const std::string& where, int slack = 3) {
  EXPECT_NEAR(p.r, 255 * c.r, slack) << where;
  EXPECT_NEAR(p.g, 255 * c.g, slack) << where;
  EXPECT_NEAR(p.b, 255 * c.b, slack) << where;
}

Experiment small_experiment(Mode mode) {
  Experiment e;
  e.mode = mode;
  e.kernel.size = {3, 3};
  e.filters = 4;
  e.view.map = ColourMap::viridis;
  return e;
}

/// Every element of a magnified stage has the colour of its value.
void expect_stage(const TestWindow& window, const DiagramOutput& out, gpu::StageRef ref,
                  const std::string& id, int channel, float low, float high) {
  const Tensor values = std::move(*testing::engine().read(ref));
  const NamedRect r = rect_of(out, "tile." + id + "." + std::to_string(channel));
  for (int y = 0; y < values.shape.h; ++y) {
    for (int x = 0; x < values.shape.w; ++x) {
      const ImVec2 at = place(r, y, x, values.shape.h, values.shape.w);
      const float t = (values.at(0, channel, y, x) - low) / (high - low);
      expect_colour(window.at(at.x, at.y), colour_of(Map::viridis, t),
                    id + " " + std::to_string(y) + "," + std::to_string(x));
    }
  }
}

TEST(Diagram, MagnifiedTilesShowEveryValue) {
  for (const int scale : {1, 2}) {
    for (const Mode mode : {Mode::spatial, Mode::depthwise}) {
      TestWindow window(1000, 800, scale);
      const DiagramOutput out = window.draw(ramp(3, 12, 12), small_experiment(mode));
      const gpu::Range in = testing::engine().range({gpu::Slot::input, 0});
      expect_stage(window, out, {gpu::Slot::input, 0}, "input", 0, in.low, in.high);
      const gpu::StageRef a{gpu::Slot::separable, 1}, b{gpu::Slot::standard, 0};
      const gpu::Range ra = testing::engine().range(a), rb = testing::engine().range(b);
      const float low = std::min(ra.low, rb.low),
                  high = std::max(ra.high, rb.high);  // both outputs share one range
      expect_stage(window, out, a, "separable.1", 0, low, high);
      expect_stage(window, out, b, "standard.0", 0, low, high);
    }
  }
}

/// Ground or stripe of what is not computed yet.
bool hatched(const TestWindow& window, const Pixel& p) {
  const auto near_to = [&](ImU32 c) {
    const ImVec4 v = ImGui::ColorConvertU32ToFloat4(c);
    return std::abs(p.r - 255 * v.x) <= 30 && std::abs(p.g - 255 * v.y) <= 30 &&
           std::abs(p.b - 255 * v.z) <= 30;
  };
  return near_to(window.theme().panel) || near_to(window.theme().line);
}

TEST(Diagram, WhatIsNotComputedYetIsHatched) {
  TestWindow window(1000, 800, 1);
  Tensor image = make_tensor({1, 1, 12, 12});
  std::fill(image.values.begin(), image.values.end(), 1.0F);  // the brightest colour wherever it is computed
  image.values[0] = 0;
  const Experiment e = small_experiment(Mode::spatial);
  window.draw(image, e);
  const Steps separable(window.plan().separable), standard(window.plan().standard);
  const Shape out = window.plan().standard.front().out;
  // rows 0…4 of the standard output and five pixels of row 5; the separable path has made its columns
  window.step_to(PathPositions{separable.stage_start(1), standard.completion(0, 0, 0, 5, 4)});
  const DiagramOutput shown = window.draw(image, e);
  const NamedRect done = rect_of(shown, "tile.separable.0.0"), none = rect_of(shown, "tile.separable.1.0"),
                  part = rect_of(shown, "tile.standard.0.0");
  const Shape columns = window.plan().separable.front().out;
  const auto is_empty = [&](const NamedRect& r, int y, int x, const Shape& s) {
    const ImVec2 at = place(r, y, x, s.h, s.w);
    return hatched(window, window.at(at.x, at.y));
  };
  for (int y = 1; y < out.h - 1; ++y) {
    for (int x = 1; x < out.w - 1; ++x) {
      const std::string where = std::to_string(y) + "," + std::to_string(x);
      EXPECT_TRUE(is_empty(none, y, x, out)) << "output of the separable path " << where;
      EXPECT_FALSE(is_empty(done, y, x, columns)) << "columns " << where;
      const bool last = std::abs(y - 5) <= 1 && std::abs(x - 4) <= 1;  // outlined
      EXPECT_TRUE(last || is_empty(part, y, x, out) == (y > 5 || (y == 5 && x > 4))) << "standard " << where;
    }
  }
}

TEST(Diagram, ShrunkTilesAreAverages) {
  TestWindow window(1000, 800, 1);
  Tensor image = make_tensor({1, 1, 1000, 1000});  // single pixels, black and white by turns: 0.5 at any size
  for (size_t i = 0; i < image.values.size(); ++i) image.values[i] = static_cast<float>((i + i / 1000) % 2);
  Experiment e = small_experiment(Mode::spatial);
  e.view.map = ColourMap::grey;
  const DiagramOutput out = window.draw(image, e);
  const NamedRect r = rect_of(out, "tile.input.0");
  for (float y = r.min.y + 2; y < r.max.y - 2; y += 7) {
    for (float x = r.min.x + 2; x < r.max.x - 2; x += 7)
      expect_colour(window.at(x, y), {0.5F, 0.5F, 0.5F}, "checkerboard", 6);
  }
}

TEST(Diagram, NanAndInfinityHaveTheirOwnColour) {
  TestWindow window(1000, 800, 1);
  Tensor image = ramp(1, 9, 9);
  image.values[4 * 9 + 4] = std::numeric_limits<float>::quiet_NaN();
  image.values[2 * 9 + 6] = -std::numeric_limits<float>::infinity();
  const DiagramOutput out = window.draw(image, small_experiment(Mode::spatial));
  const NamedRect r = rect_of(out, "tile.input.0");
  const ImVec2 bad = place(r, 4, 4, 9, 9), endless = place(r, 2, 6, 9, 9), good = place(r, 1, 1, 9, 9);
  expect_colour(window.at(bad.x, bad.y), kNanColour, "NaN");
  expect_colour(window.at(endless.x, endless.y), kNanColour, "infinity");
  EXPECT_LT(window.at(good.x, good.y).r, 250);
}

TEST(Diagram, TrueColourShowsThePicture) {
  TestWindow window(1000, 800, 1);
  const Tensor image = ramp(3, 10, 10);
  Experiment e = small_experiment(Mode::spatial);
  e.view.map = ColourMap::automatic;
  const DiagramOutput out = window.draw(image, e);
  const NamedRect r = rect_of(out, "tile.input.0");
  for (int y = 0; y < 10; ++y) {
    const ImVec2 at = place(r, y, 9 - y, 10, 10);
    expect_colour(window.at(at.x, at.y),
                  {image.at(0, 0, y, 9 - y), image.at(0, 1, y, 9 - y), image.at(0, 2, y, 9 - y)}, "picture");
  }
}

TEST(Diagram, SaysWhatTheMouseIsOver) {
  TestWindow window(1000, 800, 1);
  const Experiment e = small_experiment(Mode::depthwise);
  const DiagramOutput first = window.draw(ramp(3, 12, 12), e);
  const NamedRect r = rect_of(first, "tile.standard.0.0");
  const ImVec2 at = place(r, 3, 7, 10, 10);
  window.point(at.x, at.y);
  const DiagramOutput out = window.draw(ramp(3, 12, 12), e);
  ASSERT_TRUE(out.hovered);
  EXPECT_EQ(*out.hovered, (Element{{gpu::Slot::standard, 0}, 0, 3, 7}));
}

TEST(Diagram, DrawsBeforeAnythingIsComputed) {
  TestWindow window(1000, 800, 1);
  const DiagramOutput out = window.draw(ramp(3, 32, 32), small_experiment(Mode::depthwise), false);
  EXPECT_FALSE(out.rects.empty());
}

}  // namespace
}  // namespace sep::view

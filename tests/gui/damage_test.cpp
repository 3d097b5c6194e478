// Which parts of a frame are drawn again, on draw lists made here.
#include "view/damage.h"

#include <gtest/gtest.h>
#include <imgui_internal.h>

#include <algorithm>
#include <random>

namespace sep::view {
namespace {

constexpr ImU32 kGround = IM_COL32(1, 2, 3, 255), kInk = IM_COL32(200, 200, 200, 255);
constexpr float kWidth = 640, kHeight = 480;
void fills(const ImDrawList*, const ImDrawCmd*) {}

/// A frame of one list in a window of 640×480.
class Frame {
 public:
  Frame() : list(&shared_) { begin(); }
  ImDrawData& begin() {
    shared_.ClipRectFullscreen = {0, 0, kWidth, kHeight};
    list._ResetForNewFrame();
    list.PushClipRectFullScreen();
    list.PushTextureID(nullptr);
    data.CmdLists = &pointer_;
    data.CmdListsCount = 1;
    data.DisplaySize = {kWidth, kHeight};
    data.FramebufferScale = {1, 1};
    return data;
  }
  std::vector<PixelBox> changes() { return damage.keep_changes(data, ground); }

  ImDrawListSharedData shared_;
  ImDrawList list;
  ImDrawList* pointer_ = &list;
  ImDrawData data;
  Damage damage;
  ImU32 ground = kGround;
};

struct Tile final : DrawnContent {
  Rect rect{100, 100, 140, 140};
  uint64_t key = 1;
  void visit(const std::function<void(const Rect&, uint64_t)>& seen) const override { seen(rect, key); }
};

void draw_two(Frame& f, float x, ImU32 ink = kInk) {
  f.begin();
  f.list.AddRectFilled({10, 10}, {20, 20}, kInk);
  f.list.AddRectFilled({x, 300}, {x + 10, 310}, ink);
}

const std::vector<PixelBox> kAll{{0, 0, 640, 480}}, kNone;

TEST(Damage, FirstFrameIsWhole) {
  Frame f;
  draw_two(f, 300);
  EXPECT_EQ(f.changes(), kAll);
  EXPECT_EQ(f.list.IdxBuffer.Size, 12);
}

TEST(Damage, SameFrameDrawsNothing) {
  Frame f;
  draw_two(f, 300);
  f.changes();
  draw_two(f, 300);
  EXPECT_EQ(f.changes(), kNone);
  EXPECT_EQ(f.list.CmdBuffer.Size, 0);
}

TEST(Damage, OtherColourOrPlaceIsDrawnWhereItIsAndWhereItWas) {
  Frame f;
  draw_two(f, 300);
  f.changes();
  draw_two(f, 300, kGround);
  EXPECT_EQ(f.changes(), (std::vector<PixelBox>{{288, 288, 320, 320}}));
  EXPECT_EQ(f.list.IdxBuffer.Size, 6);
  ASSERT_EQ(f.list.CmdBuffer.Size, 1);
  EXPECT_EQ(f.list.CmdBuffer[0].ClipRect.x, 288);
  EXPECT_EQ(f.list.CmdBuffer[0].ClipRect.w, 320);
  draw_two(f, 500, kGround);
  EXPECT_EQ(f.changes(), (std::vector<PixelBox>{{288, 288, 320, 320}, {480, 288, 512, 320}}));
}

TEST(Damage, ForgottenOtherSizeAndOtherGroundAreWhole) {
  Frame f;
  draw_two(f, 300);
  f.changes();
  draw_two(f, 300);
  f.damage.forget();
  EXPECT_EQ(f.changes(), kAll);
  draw_two(f, 300);
  f.ground = kInk;
  EXPECT_EQ(f.changes(), kAll);
  draw_two(f, 300);
  f.data.DisplaySize = {320, 480};
  EXPECT_EQ(f.changes(), (std::vector<PixelBox>{{0, 0, 320, 480}}));
  draw_two(f, 300);
  f.data.FramebufferScale = {2, 2};
  EXPECT_EQ(f.changes(), (std::vector<PixelBox>{{0, 0, 1280, 960}}));
}

TEST(Damage, CallbackIsCalledWhereWhatItReadsChanged) {
  Frame f;
  Tile tile;
  const auto draw = [&] {
    f.begin();
    add_content(f.list, tile);
    f.list.AddCallback(fills, &tile);
    f.list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
    f.list.AddRectFilled({300, 300}, {310, 310}, kInk);
  };
  draw();
  f.changes();
  draw();
  EXPECT_EQ(f.changes(), kNone);
  tile.key = 2;
  draw();
  EXPECT_EQ(f.changes(), (std::vector<PixelBox>{{96, 96, 160, 160}}));
  ASSERT_EQ(f.list.CmdBuffer.Size, 2);
  EXPECT_EQ(f.list.CmdBuffer[0].UserCallback, fills);
  EXPECT_EQ(f.list.CmdBuffer[0].ClipRect.z, 160);
  EXPECT_EQ(f.list.CmdBuffer[1].UserCallback, ImDrawCallback_ResetRenderState);
}

TEST(Damage, KeyOfARectangleCountsInsideIt) {
  Frame f;
  const auto draw = [&](uint64_t key) {
    f.begin();
    add_content(f.list, {32, 32, 64, 64}, key);
    f.list.AddRectFilled({0, 0}, {640, 480}, kInk);
  };
  draw(1);
  f.changes();
  draw(2);
  EXPECT_EQ(f.changes(), (std::vector<PixelBox>{{32, 32, 64, 64}}));
}

TEST(Damage, ListsComeBackAsTheyWere) {
  Frame f;
  draw_two(f, 300);
  f.changes();
  draw_two(f, 300, kGround);
  f.changes();
  EXPECT_EQ(f.list.IdxBuffer.Size, 6);
  f.damage.put_back(f.data);
  EXPECT_EQ(f.list.IdxBuffer.Size, 12);
  EXPECT_EQ(f.list.CmdBuffer[0].ClipRect.z, kWidth);
}

/// Everything that the list draws, as the pixels of rectangles: later ones lie above.
std::vector<ImU32> painted(const ImDrawList& list, std::vector<ImU32> pixels,
                           const std::vector<PixelBox>& cleared) {
  const auto fill = [&](const PixelBox& b, ImU32 colour) {
    for (int y = b.y0; y < b.y1; ++y)
      for (int x = b.x0; x < b.x1; ++x) pixels[static_cast<size_t>(y * 640 + x)] = colour;
  };
  for (const PixelBox& b : cleared) fill(b, kGround);
  for (const ImDrawCmd& c : list.CmdBuffer) {
    const PixelBox clip{static_cast<int>(c.ClipRect.x), static_cast<int>(c.ClipRect.y),
                        static_cast<int>(c.ClipRect.z), static_cast<int>(c.ClipRect.w)};
    for (unsigned i = 0; i < c.ElemCount; i += 3) {  // the two triangles of a rectangle: its corners 0 and 2
      const auto& a = list.VtxBuffer[list.IdxBuffer[static_cast<int>(c.IdxOffset + i)]];
      const auto& z = list.VtxBuffer[list.IdxBuffer[static_cast<int>(c.IdxOffset + i + 2)]];
      const auto& y = list.VtxBuffer[list.IdxBuffer[static_cast<int>(c.IdxOffset + i + 1)]];
      const auto [x0, x1] = std::minmax({a.pos.x, y.pos.x, z.pos.x});
      const auto [y0, y1] = std::minmax({a.pos.y, y.pos.y, z.pos.y});
      fill(PixelBox{static_cast<int>(x0), static_cast<int>(y0), static_cast<int>(x1), static_cast<int>(y1)}
               .common(clip)
               .common({0, 0, 640, 480}),
           a.col);
    }
  }
  return pixels;
}

TEST(Damage, PartsOfRandomFramesAreTheFrames) {
  Frame f;
  std::mt19937 random(7);
  const auto below = [&](int n) { return static_cast<float>(random() % static_cast<unsigned>(n)); };
  struct Box {
    ImVec2 min, max;
    ImU32 colour;
  };
  std::vector<Box> boxes;
  std::vector<ImU32> window(640 * 480, 0);
  int partly = 0;
  for (int i = 0; i < 400; ++i) {
    for (int changes = static_cast<int>(below(3)); changes >= 0; --changes) {
      const ImVec2 at{below(700) - 30, below(500) - 10};
      const Box box{
          at, {at.x + 1 + below(60), at.y + 1 + below(60)}, IM_COL32(below(256), below(256), 0, 255)};
      if (boxes.size() < 30)
        boxes.push_back(box);
      else
        boxes[static_cast<size_t>(below(30))] = box;
    }
    f.begin();
    for (const Box& b : boxes) f.list.AddRectFilled(b.min, b.max, b.colour);
    const auto changed = f.changes();
    partly += changed == kAll ? 0 : 1;
    window = painted(f.list, window, changed);
    f.damage.put_back(f.data);
    ASSERT_EQ(window, painted(f.list, window, kAll)) << "frame " << i;
  }
  EXPECT_GT(partly, 300);
}

TEST(PixelBox, BoxesHoldEveryMarkedCellAndDoNotOverlap) {
  std::mt19937 random(3);
  constexpr int kColumns = 50, kRows = 31;
  for (int trial = 0; trial < 300; ++trial) {
    std::vector<bool> marked(kColumns * kRows);
    for (int n = trial % 40; n > 0; --n) marked[random() % marked.size()] = true;
    const std::vector<PixelBox> boxes = boxes_around(marked, kColumns);
    EXPECT_LE(boxes.size(), 8U);
    for (size_t i = 0; i < marked.size(); ++i) {
      const int x = static_cast<int>(i) % kColumns, y = static_cast<int>(i) / kColumns;
      const auto holds = [&](const PixelBox& b) { return b.overlaps({x, y, x + 1, y + 1}); };
      EXPECT_LE(std::ranges::count_if(boxes, holds), 1);
      EXPECT_TRUE(!marked[i] || std::ranges::any_of(boxes, holds));
    }
  }
}

}  // namespace
}  // namespace sep::view

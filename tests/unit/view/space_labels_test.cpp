// Words in space: what goes where there is no room, and how far the columns stand apart.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "space_plans.h"
#include "view/space_labels.h"
#include "view/space_spread.h"

namespace sep::view {
namespace {

TEST(Labels, KeepApartTheImportantFirst) {
  std::mt19937 random(3);
  const Rect area{0, 0, 600, 400};
  for (int turn = 0; turn < 200; ++turn) {
    std::vector<LabelWish> wishes;
    for (int i = 0; i < 12; ++i) {
      LabelWish w;
      w.id = std::to_string(i);
      w.lines = {{{{"a long name", Ink::dim, Font::small}}, {{"short", Ink::dim, Font::small}}},
                 {{{"a second line", Ink::text, Font::small}}}};
      w.bar_width = i % 2 == 0 ? 90.0F : 0.0F;
      w.spots = {{{static_cast<float>(random() % 600), static_cast<float>(random() % 400)}}};
      w.width = 140;
      w.importance = i;
      wishes.push_back(w);
    }
    wishes[0].keep_inside = true;
    const std::vector<Label> placed = place_labels(space_metrics(), area, wishes);
    ASSERT_FALSE(placed.empty());
    EXPECT_EQ(placed.front().id, "0") << "the most important one is there";
    for (size_t i = 0; i < placed.size(); ++i) {
      const Rect& b = placed[i].box;
      EXPECT_TRUE(b.x0 >= 0 && b.y0 >= 0 && b.x1 <= 600 && b.y1 <= 400);
      for (size_t k = i + 1; k < placed.size(); ++k) EXPECT_FALSE(b.overlaps(placed[k].box));
    }
  }
}

LabelWish wish_at(std::string id, Point at, int importance) {
  LabelWish w;
  w.id = std::move(id);
  w.lines = {{{{"after depthwise 8×8×3", Ink::dim, Font::small}}, {{"8×8×3", Ink::dim, Font::small}}},
             {{{"computed once", Ink::text, Font::small}}},
             {{{"26 of 256 shown", Ink::dim, Font::small}}}};
  w.bar_width = 90;
  w.spots = {{at}};
  w.width = 200;
  w.importance = importance;
  return w;
}

TEST(Labels, TitlesGoLastAndWordsStayOffPictures) {
  const Rect area{0, 0, 600, 400};
  // Room for one line between two pictures.
  const std::vector<Rect> pictures{{100, 60, 300, 100}, {100, 124, 300, 200}};
  const auto one = place_labels(space_metrics(), area, {wish_at("a", {100, 104}, 1)}, {}, pictures);
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0].lines.size(), 1U);
  EXPECT_TRUE(one[0].bar.empty());
  EXPECT_EQ(one[0].lines[0].spans[0].text, "after depthwise 8×8×3");
  for (const Rect& r : pictures) EXPECT_FALSE(r.overlaps(one[0].box));
  // With room, all of it.
  const auto all = place_labels(space_metrics(), area, {wish_at("a", {100, 210}, 1)}, {}, pictures);
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all[0].lines.size(), 3U);
  EXPECT_FALSE(all[0].bar.empty());
}

TEST(Labels, NoneIsLeftOutForMoreOfAnother) {
  const Rect area{0, 0, 600, 400};
  std::vector<LabelWish> wishes;
  for (int i = 0; i < 4; ++i)
    wishes.push_back(wish_at(std::to_string(i), {40, 100.0F + 16 * static_cast<float>(i)}, i));
  EXPECT_EQ(place_labels(space_metrics(), area, wishes).size(), 4U);
}

TEST(Labels, OverAPictureButNeverOverAnObstacle) {
  const Rect area{0, 0, 600, 400}, mark{180, 180, 220, 220};
  const std::vector<Rect> pictures{{0, 0, 600, 400}};
  const auto placed = place_labels(space_metrics(), area, {wish_at("a", {190, 190}, 1)}, {mark}, pictures);
  ASSERT_EQ(placed.size(), 1U);
  EXPECT_FALSE(placed[0].box.overlaps(mark));
  EXPECT_EQ(placed[0].lines[0].spans[0].text, "8×8×3");
}

TEST(Labels, LinesThatBelongTogetherAreNotCut) {
  const Rect area{0, 0, 600, 400};
  const Forms name{{{"pointwise", Ink::filters, Font::small_bold}}};
  LabelWish w;
  w.id = "operator";
  w.lines = {name, {{{"256 of", Ink::dim, Font::small}}}, {{{"1×1×3", Ink::dim, Font::small}}}};
  w.together = true;
  w.instead = {name, {{{"1×1×3", Ink::dim, Font::small}}}};
  w.spots = {{{100, 100}, LabelSpot::Anchor::bottom_middle}};
  w.width = 100;
  w.importance = 3;
  const auto lines_with = [&](float room) {
    const auto placed = place_labels(space_metrics(), area, {w}, {{0, 0, 600, 100 - room}});
    return placed.empty() ? std::vector<PlacedLine>{} : placed[0].lines;
  };
  EXPECT_EQ(lines_with(80).size(), 3U);
  const auto two = lines_with(42);
  ASSERT_EQ(two.size(), 2U);
  EXPECT_EQ(two[1].spans[0].text, "1×1×3");
  EXPECT_EQ(lines_with(24).size(), 1U);
}

TEST(Gaps, AWideRoomIsUsedAndANarrowOneIsNotWasted) {
  for (const SpaceCase& c : space_cases()) {
    SCOPED_TRACE(c.name);
    const Plan p = space_plan(c);
    const ViewState& v = p.experiment.view;
    const Parts parts = parts_of({&p, {0, 0, 936, 924}, &space_metrics(), v.filter, v.channel});
    const auto width = [&](SpaceGaps gaps, const Rect& area, const Rect& inner) {
      const auto corners = arrange(parts, gaps).corners();
      const SpaceCamera camera(seen_from({}, kNamedSpaceViews.front()), {corners, area, inner});
      Rect all{1e9F, 0, -1e9F, 0};
      for (const glm::vec3& corner : corners) {
        const auto at = camera.project(corner);
        all = {std::min(all.x0, at->x), 0, std::max(all.x1, at->x), 0};
      }
      return all.x1 - all.x0;
    };
    const Rect wide{36, 44, 1244, 444}, in_wide{64, 102, 1216, 360};
    const SpaceGaps gaps = gaps_for(parts, wide, in_wide, 116);
    EXPECT_GE(gaps.columns, 1);
    EXPECT_GT(width(gaps, wide, in_wide), std::min(1.15F * width({}, wide, in_wide), in_wide.w() - 30));
    EXPECT_LT(width(gaps, wide, in_wide), in_wide.w() + 1);
    const Rect narrow{0, 0, 400, 900}, in_narrow{28, 58, 372, 816};
    EXPECT_NEAR(gaps_for(parts, narrow, in_narrow, 116).columns, 1, 0.05);
  }
}

}  // namespace
}  // namespace sep::view

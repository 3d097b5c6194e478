// The stacks in space without a GPU: where slabs lie, what the camera shows, that picking is the inverse of
// projecting, and that boxes and rays are what core/links.h says.
#include <gtest/gtest.h>

#include <algorithm>
#include <glm/geometric.hpp>
#include <random>

#include "space_plans.h"
#include "view/space_links.h"
#include "view/space_pick.h"

namespace sep::view {
namespace {

TEST(Slabs, ThinOutAwayFromTheChosenOne) {
  for (int most = 0; most < 1100; ++most) {
    const std::vector<int> o = shown_offsets(most);
    ASSERT_LE(o.size(), 40U) << most;
    if (most == 0) {
      EXPECT_TRUE(o.empty());
      continue;
    }
    EXPECT_EQ(o.front(), 1);
    EXPECT_EQ(o.back(), most);
    for (size_t i = 0; i < o.size() && i < 4; ++i) EXPECT_EQ(o[i], static_cast<int>(i) + 1) << most;
    for (size_t i = 1; i < o.size(); ++i) ASSERT_GT(o[i], o[i - 1]) << most;
  }
}

TEST(Arrangement, ChosenSlabInFrontTheOthersInOrder) {
  for (const SpaceCase& c : space_cases()) {
    const Plan p = space_plan(c);
    for (const SpaceStack& s : space_arrangement(p).stacks) {
      SCOPED_TRACE(c.name + " " + id_of(s.key));
      EXPECT_EQ(s.slabs.front().channel, s.chosen);
      EXPECT_EQ(s.slabs.front().z, 0);
      for (size_t i = 1; i < s.slabs.size(); ++i) {
        EXPECT_LE(s.slabs[i].z, s.slabs[i - 1].z - s.thickness * 1.5F);
        if (i > 1) {
          EXPECT_GT(s.slabs[i].channel, s.slabs[i - 1].channel);
        }
      }
      for (const int d : {-1, 1}) {
        if (s.chosen + d >= 0 && s.chosen + d < s.shape.c) {
          EXPECT_TRUE(s.draws(s.chosen + d));
        }
      }
      EXPECT_TRUE(s.draws(0) && s.draws(static_cast<int>(s.shape.c) - 1));
      if (s.shape.c <= 8) {
        EXPECT_EQ(static_cast<int64_t>(s.slabs.size()), s.shape.c);
      }
      float before = 1;
      for (int k = 0; k < s.shape.c; ++k) {
        if (k == s.chosen) continue;
        EXPECT_LE(s.z_of(k), before) << k;
        EXPECT_GE(s.z_of(k), s.slabs.back().z) << k;
        before = s.z_of(k);
      }
    }
  }
}

TEST(Arrangement, SamePlaceOfTheImageSameProportions) {
  for (const SpaceCase& c : space_cases()) {
    const Plan p = space_plan(c);
    const Arrangement a = space_arrangement(p);
    for (const SpaceStack& s : a.stacks) {
      SCOPED_TRACE(c.name + " " + id_of(s.key));
      const double unit = 2 * std::max(a.domain.half_w, a.domain.half_h);
      for (const double column : {0.0, 1.0, static_cast<double>(s.grid.x.count)}) {
        const double image = s.grid.x.origin + s.grid.x.step * column;
        EXPECT_NEAR(s.x_of(column) - s.middle_x, (image - a.domain.middle_x) / unit, 1e-5);
        EXPECT_NEAR(s.column_at(s.x_of(column)), column, 1e-3);
      }
      for (const double row : {0.0, static_cast<double>(s.grid.y.count)}) {
        EXPECT_NEAR(s.row_at(s.y_of(row)), row, 1e-3);
      }
      EXPECT_LT(s.y_of(1), s.y_of(0));
    }
  }
}

TEST(Arrangement, InputLeftDifferenceRightNothingOverlaps) {
  for (const SpaceCase& c : space_cases()) {
    const Plan p = space_plan(c);
    const Arrangement a = space_arrangement(p);
    const SpaceStack &input = *a.find({StackKind::input, 0}),
                     &difference = *a.find({StackKind::difference, 0});
    EXPECT_EQ(a.chain(Row::separable).size(), p.separable.size() + 1);
    EXPECT_EQ(a.chain(Row::standard).size(), p.display.size() + 2);
    for (size_t i = 0; i < a.stacks.size(); ++i) {
      const SpaceStack& s = a.stacks[i];
      SCOPED_TRACE(c.name + " " + id_of(s.key));
      if (&s != &input) {
        EXPECT_GT(s.low().x, input.high().x);
      }
      if (&s != &difference) {
        EXPECT_LT(s.high().x, difference.low().x);
      }
      if (s.row == Row::separable) {
        EXPECT_GT(s.low().y, 0);
      }
      if (s.row == Row::standard) {
        EXPECT_LT(s.high().y, 0);
      }
      for (size_t k = i + 1; k < a.stacks.size(); ++k) {
        const SpaceStack& o = a.stacks[k];
        EXPECT_TRUE(s.high().x < o.low().x || o.high().x < s.low().x || s.high().y < o.low().y ||
                    o.high().y < s.low().y)
            << id_of(o.key);
      }
    }
  }
}

/// Views all round, moved and zoomed.
SpaceView drawn_view(std::mt19937& random) {
  std::uniform_real_distribution<float> part(-1, 1);
  SpaceView v;
  v.yaw = 75 * part(random);
  v.pitch = 70 * part(random);
  v.zoom = std::exp2(part(random));
  v.x = 0.3F * part(random);
  v.y = 0.3F * part(random);
  return v;
}

TEST(Camera, FittedPictureFillsTheRoom) {
  for (const SpaceCase& c : space_cases()) {
    const Plan p = space_plan(c);
    const auto corners = space_arrangement(p).corners();
    for (const NamedSpaceView& named : kNamedSpaceViews) {
      const SpaceStage stage{corners, kSpaceArea, kSpaceInner};
      const SpaceCamera camera(seen_from({}, named), stage);
      Rect all{1e9F, 1e9F, -1e9F, -1e9F};
      for (const glm::vec3& corner : corners) {
        const auto at = camera.project(corner);
        ASSERT_TRUE(at) << c.name << " " << named.id;
        all = {std::min(all.x0, at->x), std::min(all.y0, at->y), std::max(all.x1, at->x),
               std::max(all.y1, at->y)};
      }
      const Rect& r = kSpaceInner;
      EXPECT_TRUE(all.x0 > r.x0 - 1 && all.y0 > r.y0 - 1 && all.x1 < r.x1 + 1 && all.y1 < r.y1 + 1)
          << c.name << " " << named.id;
      EXPECT_TRUE((all.x0 < r.x0 + 1 && all.x1 > r.x1 - 1) || (all.y0 < r.y0 + 1 && all.y1 > r.y1 - 1))
          << c.name << " " << named.id;
    }
  }
}

class Moves : public testing::Test {
 protected:
  Moves() : plan_(space_plan(space_cases().front())), corners_(space_arrangement(plan_).corners()) {}
  SpaceStage stage() const { return {corners_, kSpaceArea, kSpaceInner}; }
  Plan plan_;
  std::vector<glm::vec3> corners_;
  std::mt19937 random_{11};
};

TEST_F(Moves, RayIsTheInverseOfProjection) {
  for (int i = 0; i < 200; ++i) {
    const SpaceCamera camera(drawn_view(random_), stage());
    for (const glm::vec3& corner : corners_) {
      const auto at = camera.project(corner);
      if (!at) continue;
      const SpaceRay ray = camera.ray(*at);
      EXPECT_LT(glm::length(glm::cross(corner - ray.from, ray.along)), 2e-3F);
      const glm::vec4 clip = camera.matrix() * glm::vec4(corner, 1);
      EXPECT_NEAR(kSpaceArea.x0 + (clip.x / clip.w + 1) / 2 * kSpaceArea.w(), at->x, 0.05);
      EXPECT_NEAR(kSpaceArea.y0 + (1 - clip.y / clip.w) / 2 * kSpaceArea.h(), at->y, 0.05);
      EXPECT_LE(std::abs(clip.z), clip.w);
    }
  }
}

TEST_F(Moves, OrbitKeepsTheDistance) {
  for (int i = 0; i < 100; ++i) {
    const SpaceView v = drawn_view(random_);
    const SpaceView turned = orbited(v, stage(), 40, -25);
    EXPECT_NEAR(std::remainder(turned.yaw - v.yaw + 12, 360), 0, 1e-2);
    const SpaceCamera a(v, stage()), b(turned, stage());
    const glm::vec3 focus = a.on_focus({kSpaceArea.mid_x(), kSpaceArea.mid_y()}),
                    other = b.on_focus({kSpaceArea.mid_x(), kSpaceArea.mid_y()});
    EXPECT_LT(glm::length(focus - other), 2e-3F);
    EXPECT_NEAR(glm::length(a.eye() - focus), glm::length(b.eye() - other), 5e-3);
  }
}

TEST_F(Moves, ZoomKeepsThePlaceUnderThePointer) {
  for (int i = 0; i < 100; ++i) {
    const SpaceView v = drawn_view(random_);
    const glm::vec3 about = corners_[static_cast<size_t>(i) % corners_.size()];
    const SpaceCamera a(v, stage()), b(nearer(v, stage(), about, 1.4F), stage());
    const auto before = a.project(about), after = b.project(about);
    ASSERT_TRUE(before && after);
    EXPECT_NEAR(before->x, after->x, 0.5);
    EXPECT_NEAR(before->y, after->y, 0.5);
    EXPECT_NEAR(a.depth(about) / b.depth(about), 1.4, 0.02);
  }
}

TEST_F(Moves, PanMovesWhatIsGrabbedWithThePointer) {
  for (int i = 0; i < 100; ++i) {
    const SpaceView v = drawn_view(random_);
    const glm::vec3 grabbed = corners_[static_cast<size_t>(i) % corners_.size()];
    const auto before = SpaceCamera(v, stage()).project(grabbed),
               after = SpaceCamera(shifted(v, stage(), grabbed, 31, -17), stage()).project(grabbed);
    ASSERT_TRUE(before && after);
    EXPECT_NEAR(after->x - before->x, 31, 0.3);
    EXPECT_NEAR(after->y - before->y, -17, 0.3);
  }
}

TEST_F(Moves, TransitionBeginsAndEndsWhereItShould) {
  const SpaceView a = drawn_view(random_), b = drawn_view(random_);
  const SpaceView begin = between(a, b, 0), end = between(a, b, 1);
  EXPECT_NEAR(begin.yaw, a.yaw, 1e-4);
  EXPECT_NEAR(begin.zoom, a.zoom, 1e-4);
  EXPECT_NEAR(end.yaw, b.yaw, 1e-3);
  EXPECT_NEAR(end.zoom, b.zoom, 1e-3);
  SpaceView west = a, east = a;
  west.yaw = -170;
  east.yaw = 170;
  EXPECT_NEAR(std::abs(between(west, east, 0.5F).yaw), 180, 1e-3) << "the shorter way round";
}

TEST(Picking, IsTheInverseOfProjection) {
  std::mt19937 random(5);
  int own = 0;
  for (const SpaceCase& c : space_cases()) {
    const Plan p = space_plan(c);
    const Arrangement a = space_arrangement(p);
    const auto corners = a.corners();
    for (int i = 0; i < 12; ++i) {
      const SpaceCamera camera(drawn_view(random), {corners, kSpaceArea, kSpaceInner});
      for (size_t k = 0; k < a.stacks.size(); ++k) {
        const SpaceStack& s = a.stacks[k];
        for (const Slab& slab : s.slabs) {
          const int y = static_cast<int>(random() % static_cast<unsigned>(s.grid.y.count)),
                    x = static_cast<int>(random() % static_cast<unsigned>(s.grid.x.count));
          const bool front = camera.eye().z > slab.z;
          const glm::vec3 middle{s.x_of(x + 0.5), s.y_of(y + 0.5), front ? slab.z : slab.z - s.thickness};
          if (!front && camera.eye().z > slab.z - s.thickness) continue;
          const auto at = camera.project(middle);
          if (!at) continue;
          const auto hit = pick_slab(a, camera.ray(*at));
          ASSERT_TRUE(hit) << c.name;
          if (hit->stack == k && hit->channel == slab.channel) {
            EXPECT_EQ(hit->y, y) << c.name;
            EXPECT_EQ(hit->x, x) << c.name;
            ++own;
          } else {  // hidden by another slab
            EXPECT_LT(hit->distance, glm::length(middle - camera.eye()) + 1e-3F) << c.name;
          }
        }
      }
    }
  }
  EXPECT_GT(own, 500);
}

TEST(Picking, MissesBesideTheStacks) {
  const Plan p = space_plan(space_cases().front());
  const Arrangement a = space_arrangement(p);
  const auto corners = a.corners();
  const SpaceCamera camera({}, {corners, kSpaceArea, kSpaceInner});
  EXPECT_FALSE(pick_slab(a, camera.ray({kSpaceArea.x0 + 2, kSpaceArea.y0 + 2})));
}

const SpaceBox* box_in(const Arrangement& a, const SpaceLinks& l, StackKey key, Ink ink) {
  for (const SpaceBox& b : l.boxes) {
    if (a.stacks[b.stack].key == key && b.ink == ink) return &b;
  }
  return nullptr;
}

TEST(Boxes, OutputOfWangsExampleReadsKByKByC) {
  const Plan p = space_plan(space_cases().front());
  const Arrangement a = space_arrangement(p);
  const auto links = links_of(p, Selection::element({Place::separable, 1}, 7, 2, 5));
  ASSERT_TRUE(links);
  const SpaceLinks shapes = shapes_of(p, a, *links);
  const SpaceStack& input = *a.find({StackKind::input, 0});
  const SpaceBox* window = box_in(a, shapes, {StackKind::input, 0}, Ink::kernel);
  ASSERT_NE(window, nullptr);
  EXPECT_NEAR(window->low.x, input.x_of(5), 1e-5);
  EXPECT_NEAR(window->high.x, input.x_of(10), 1e-5);
  EXPECT_NEAR(window->high.y, input.y_of(2), 1e-5);
  EXPECT_NEAR(window->low.y, input.y_of(7), 1e-5);
  EXPECT_GE(window->high.z, 0);
  EXPECT_LE(window->low.z, input.back()) << "as deep as all channels";
  const SpaceStack& mid = *a.find({StackKind::separable, 0});
  const SpaceBox* column = box_in(a, shapes, {StackKind::separable, 0}, Ink::filters);
  ASSERT_NE(column, nullptr);
  EXPECT_NEAR(column->high.x - column->low.x, mid.x_of(1) - mid.x_of(0), 1e-5) << "1×1×C";
  EXPECT_LE(column->low.z, mid.back());
  const SpaceStack& out = *a.find({StackKind::separable, 1});
  const SpaceBox* element = box_in(a, shapes, {StackKind::separable, 1}, Ink::pixels);
  ASSERT_NE(element, nullptr);
  EXPECT_NEAR(element->high.z, out.z_of(7), 0.01);
  EXPECT_NEAR(element->high.z - element->low.z, out.thickness, 0.02);
  EXPECT_EQ(element->first_channel, 7);
  // Rays: input to depthwise to output, input to maps to output, six each.
  EXPECT_EQ(shapes.rays.size(), 6U * (p.separable.size() + 1 + p.display.size()));
  EXPECT_TRUE(shapes.padding.empty());
}

TEST(Boxes, DepthwiseIsOneSlabDeep) {
  const Plan p = space_plan(space_cases().front());
  const Arrangement a = space_arrangement(p);
  const auto links = links_of(p, Selection::element({Place::separable, 0}, 2, 0, 0));
  ASSERT_TRUE(links);
  const SpaceLinks shapes = shapes_of(p, a, *links);
  const SpaceStack& input = *a.find({StackKind::input, 0});
  const SpaceBox* window = box_in(a, shapes, {StackKind::input, 0}, Ink::kernel);
  ASSERT_NE(window, nullptr);
  EXPECT_EQ(window->first_channel, 2);
  EXPECT_EQ(window->end_channel, 3);
  EXPECT_NEAR(window->high.z, input.z_of(2), 0.01);
  EXPECT_NEAR(window->high.z - window->low.z, input.thickness, 0.02);
}

TEST(Boxes, PaddingLiesOutsideTheImageAndNamesItsSource) {
  const SpaceCase odd = space_cases().back();
  const Plan p = space_plan(odd);
  const Arrangement a = space_arrangement(p);
  const auto links = links_of(p, Selection::element({Place::standard, 0}, 0, 0, 0));
  ASSERT_TRUE(links);
  const SpaceLinks shapes = shapes_of(p, a, *links);
  ASSERT_FALSE(shapes.padding.empty());
  for (const SpacePadding& cell : shapes.padding) {
    const SpaceStack& s = a.stacks[cell.stack];
    const double x = s.column_at((cell.low.x + cell.high.x) / 2),
                 y = s.row_at((cell.low.y + cell.high.y) / 2);
    EXPECT_TRUE(x < 0 || y < 0 || x > s.grid.x.count || y > s.grid.y.count) << x << " " << y;
    EXPECT_TRUE(cell.source.y >= 0 && cell.source.x >= 0) << "reflected, not zero";
  }
}

}  // namespace
}  // namespace sep::view

// Kernels in space without a GPU: where they stand, that a ray through a weight finds it, and how slabs glide
// when another channel is chosen.
#include "view/space_kernels.h"

#include <gtest/gtest.h>

#include <random>

#include "space_plans.h"

namespace sep::view {
namespace {

Parts parts_of(const Plan& plan, int filter, int channel) {
  return view::parts_of({&plan, {0, 0, 936, 924}, &space_metrics(), filter, channel});
}

std::vector<SpaceKernels> kernels_of(const Plan& plan, Arrangement& arrangement) {
  const ViewState& v = plan.experiment.view;
  const Parts parts = parts_of(plan, v.filter, v.channel);
  arrangement = arrange(parts);
  return kernels_in_space(parts, arrangement);
}

TEST(Kernels, StandBetweenWhatIsReadAndWhatIsMade) {
  for (const SpaceCase& c : space_cases()) {
    const Plan p = space_plan(c);
    Arrangement a;
    const auto kernels = kernels_of(p, a);
    EXPECT_EQ(kernels.size(), p.separable.size() + 1) << c.name;
    for (const SpaceKernels& k : kernels) {
      SCOPED_TRACE(c.name + " " + k.box.id);
      const SpaceStack& to = a.stacks[k.makes];
      const std::vector<size_t> chain = a.chain(to.row);
      const auto place = std::find(chain.begin(), chain.end(), k.makes);
      ASSERT_TRUE(place != chain.begin() && place != chain.end());
      EXPECT_GT(k.low(k.slabs.front()).x, a.stacks[*(place - 1)].high().x);
      EXPECT_LT(k.high(k.slabs.front()).x, to.low().x);
      EXPECT_EQ(k.slabs.front().channel, k.chosen);
      EXPECT_EQ(k.slabs.front().z, 0);
      for (const Slab& slab : k.slabs) EXPECT_TRUE(slab.channel >= 0 && slab.channel < k.box.count);
    }
  }
}

TEST(Kernels, WangHasOnePerChannelAndOneWeightPerMap) {
  const Plan p = space_plan(space_cases().front());
  Arrangement a;
  const auto kernels = kernels_of(p, a);
  ASSERT_EQ(kernels.size(), 3U);
  EXPECT_EQ(kernels[0].box.id, "depthwise");
  EXPECT_EQ(kernels[0].box.kernel_rows, 5);
  EXPECT_EQ(kernels[0].slabs.size(), 3U);
  EXPECT_EQ(kernels[1].box.id, "pointwise");
  EXPECT_EQ(kernels[1].box.kernel_rows, 1);
  EXPECT_EQ(kernels[1].slabs.size(), 3U);
  EXPECT_EQ(kernels[2].box.path, PathId::standard);
}

TEST(Kernels, ARayThroughAWeightFindsIt) {
  std::mt19937 random(3);
  for (const SpaceCase& c : space_cases()) {
    const Plan p = space_plan(c);
    Arrangement a;
    const auto kernels = kernels_of(p, a);
    const auto corners = a.corners();
    const SpaceCamera camera({}, {corners, kSpaceArea, kSpaceInner});
    for (size_t n = 0; n < kernels.size(); ++n) {
      const SpaceKernels& k = kernels[n];
      for (int trial = 0; trial < 20; ++trial) {
        const int i = static_cast<int>(random() % static_cast<unsigned>(k.box.kernel_rows)),
                  j = static_cast<int>(random() % static_cast<unsigned>(k.box.kernel_columns));
        const glm::vec3 low = k.low(k.slabs.front()), high = k.high(k.slabs.front());
        const glm::vec3 middle{low.x + k.cell * (static_cast<float>(j) + 0.5F),
                               high.y - k.cell * (static_cast<float>(i) + 0.5F), low.z};
        const auto at = camera.project(middle);
        ASSERT_TRUE(at) << c.name;
        const auto hit = pick_weight(kernels, camera.ray(*at));
        ASSERT_TRUE(hit) << c.name << " " << k.box.id;
        EXPECT_EQ(hit->kernels, n) << c.name << " " << k.box.id;
        EXPECT_EQ(hit->index, k.chosen);
        EXPECT_EQ(hit->i, i);
        EXPECT_EQ(hit->j, j);
      }
    }
    EXPECT_FALSE(pick_weight(kernels, camera.ray({kSpaceArea.x0 + 2, kSpaceArea.y0 + 2})));
  }
}

TEST(Gliding, EverySlabGoesFromItsOldPlaceToTheNewOne) {
  const Plan p = space_plan(space_cases()[2]);  // 64 to 128
  const Arrangement from = arrange(parts_of(p, 5, 3)), to = arrange(parts_of(p, 100, 40));
  ASSERT_TRUE(other_in_front(from, to));
  EXPECT_FALSE(other_in_front(to, to));
  const Arrangement begin = gliding(from, to, 0), half = gliding(from, to, 0.5F), end = gliding(from, to, 1);
  for (size_t i = 0; i < to.stacks.size(); ++i) {
    for (size_t k = 0; k < to.stacks[i].slabs.size(); ++k) {
      const Slab &wanted = to.stacks[i].slabs[k], &first = begin.stacks[i].slabs[k],
                 &middle = half.stacks[i].slabs[k];
      EXPECT_NEAR(first.z, from.stacks[i].z_of(wanted.channel), 1e-6);
      EXPECT_NEAR(end.stacks[i].slabs[k].z, wanted.z, 1e-6);
      EXPECT_NEAR(middle.z, (first.z + wanted.z) / 2, 1e-6);
    }
    EXPECT_EQ(half.stacks[i].z_of(half.stacks[i].chosen), half.stacks[i].slabs.front().z);
  }
}

TEST(Gliding, NotBetweenDifferentPlans) {
  const Plan a = space_plan(space_cases()[0]), b = space_plan(space_cases()[2]);
  EXPECT_FALSE(other_in_front(arrange(parts_of(a, 0, 0)), arrange(parts_of(b, 1, 1))));
}

}  // namespace
}  // namespace sep::view

// What is computed of a plane: the same as asking for every element.
#include "view/revealed.h"

#include <gtest/gtest.h>

namespace sep::view {
namespace {

TEST(Revealed, AgreesWithEveryElementAtEveryPosition) {
  Stage a, b;
  a.spec.c_in = a.spec.c_out = a.spec.group = 2;
  a.spec.kernel = {2, 1};
  a.out = {1, 2, 3, 5};
  b.spec.c_in = 2;
  b.spec.c_out = 3;
  b.out = {1, 3, 3, 4};
  const std::vector<Stage> path{a, b};
  const Steps steps{path};
  for (int64_t position = 0; position <= steps.total(); ++position) {
    for (int stage = 0; stage < 2; ++stage) {
      const Shape out = path[static_cast<size_t>(stage)].out;
      for (int c = 0; c < out.c; ++c) {
        const Revealed r = revealed(steps, stage, out, c, position);
        for (int y = 0; y < out.h; ++y) {
          for (int x = 0; x < out.w; ++x) {
            ASSERT_EQ(r.holds(y, x), steps.computed(stage, 0, c, y, x, position))
                << "stage " << stage << " [0," << c << "," << y << "," << x << "] at " << position;
          }
        }
      }
    }
  }
  EXPECT_TRUE(revealed(steps, 0, a.out, 0, 0).none());
  EXPECT_TRUE(revealed(steps, 1, b.out, 2, steps.total()).all);
}

}  // namespace
}  // namespace sep::view

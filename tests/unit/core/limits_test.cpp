// Sliders cannot reach an invalid state, and say why they end.
#include <gtest/gtest.h>

#include "core/plan.h"

namespace sep {
namespace {

constexpr ImageInfo kSmall{{12, 12}, 3, 1};

TEST(Limits, KernelEndsWhereTheImageDoes) {
  Experiment e;
  const Limits k = limits_of(e, kSmall, Parameter::kernel);
  EXPECT_EQ(k.low, 1);
  EXPECT_EQ(k.high, 12);
  EXPECT_NE(k.why_high.find("padded image"), std::string::npos);
  e.padding = Padding::same;
  EXPECT_EQ(limits_of(e, kSmall, Parameter::kernel).high, 31);
}

TEST(Limits, EveryReachableValueIsValid) {
  for (const Mode mode : {Mode::spatial, Mode::depthwise}) {
    for (const Border border : {Border::zero, Border::reflect, Border::wrap}) {
      Experiment e;
      e.mode = mode;
      e.padding = Padding::same;
      e.border = border;
      e.rank = 3;
      for (const Parameter p :
           {Parameter::kernel, Parameter::kernel_h, Parameter::kernel_w, Parameter::stride,
            Parameter::stride_w, Parameter::dilation, Parameter::dilation_h, Parameter::filters,
            Parameter::rank, Parameter::channels}) {
        const Limits limits = limits_of(e, kSmall, p);
        ASSERT_LE(limits.low, limits.high);
        for (const int v : {limits.low, (limits.low + limits.high) / 2, limits.high}) {
          const auto made = plan(with(e, p, v), kSmall);
          ASSERT_TRUE(made) << static_cast<int>(p) << " at " << v << ": " << made.error().message;
        }
      }
    }
  }
}

TEST(With, TypedKernelsGrowAboutTheirMiddle) {
  Experiment e;
  e.kernel.values = Kernel{{3, 3}, {1, 2, 3, 4, 5, 6, 7, 8, 9}};
  const Kernel grown = *with(e, Parameter::kernel, 5).kernel.values;
  EXPECT_EQ(grown.at(2, 2), 5);
  EXPECT_EQ(grown.at(0, 0), 0);
  EXPECT_EQ(with(e, Parameter::kernel, 1).kernel.values->values, std::vector<double>{5});
}

}  // namespace
}  // namespace sep

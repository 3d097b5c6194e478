// The shape rule, the cost and the reference, against numbers worked out by hand or published.
#include "core/conv.h"

#include <gtest/gtest.h>

namespace sep {
namespace {

Tensor counting(const Shape& shape) {
  Tensor t = make_tensor(shape);
  for (size_t i = 0; i < t.values.size(); ++i) t.values[i] = static_cast<float>(i);
  return t;
}

TEST(OutputShape, FollowsOnnx) {
  ConvSpec s{3, 256, 1, {5, 5}, {1, 1}, {1, 1}, {}, Border::zero};
  EXPECT_EQ(*output_shape(s, {1, 3, 12, 12}), (Shape{1, 256, 8, 8}));
  s.stride = {2, 3};
  s.dilation = {2, 1};
  s.pads = {1, 0, 2, 1};
  EXPECT_EQ(*output_shape(s, {2, 3, 12, 12}), (Shape{2, 256, 4, 3}));
}

TEST(OutputShape, SaysWhatIsWrong) {
  const ConvSpec big{1, 1, 1, {7, 7}, {1, 1}, {1, 1}, {}, Border::zero};
  EXPECT_NE(output_shape(big, {1, 1, 5, 9}).error().message.find("larger than the padded image's 5 rows"),
            std::string::npos);
  const ConvSpec groups{4, 6, 4, {1, 1}, {1, 1}, {1, 1}, {}, Border::zero};
  EXPECT_NE(output_shape(groups, {1, 4, 5, 5}).error().message.find("4 groups do not divide"),
            std::string::npos);
  const ConvSpec reflect{1, 1, 1, {3, 3}, {1, 1}, {1, 1}, {3, 0, 0, 0}, Border::reflect};
  EXPECT_NE(output_shape(reflect, {1, 1, 3, 3}).error().message.find("reflect"), std::string::npos);
}

TEST(SamePads, PutsTheOddCellAtTheEnd) {
  EXPECT_EQ(same_pads({12, 12}, {5, 5}, {1, 1}, {1, 1}), (Pads{2, 2, 2, 2}));
  EXPECT_EQ(same_pads({12, 12}, {4, 2}, {1, 1}, {1, 1}), (Pads{1, 0, 2, 1}));
  EXPECT_EQ(same_pads({224, 224}, {3, 3}, {2, 2}, {1, 1}), (Pads{0, 0, 1, 1}));
}

TEST(Multiplications, AreWangs) {
  const ConvSpec standard{3, 256, 1, {5, 5}, {1, 1}, {1, 1}, {}, Border::zero};
  EXPECT_EQ(multiplications(standard, {1, 256, 8, 8}), 1'228'800);
  const ConvSpec depthwise{3, 3, 3, {5, 5}, {1, 1}, {1, 1}, {}, Border::zero};
  EXPECT_EQ(multiplications(depthwise, {1, 3, 8, 8}), 4'800);
}

TEST(SourceIndex, KnowsTheBorders) {
  EXPECT_EQ(source_index(-1, 4, Border::zero), -1);
  EXPECT_EQ(source_index(-2, 4, Border::replicate), 0);
  EXPECT_EQ(source_index(-1, 4, Border::reflect), 1);
  EXPECT_EQ(source_index(5, 4, Border::reflect), 1);
  EXPECT_EQ(source_index(-1, 4, Border::wrap), 3);
  EXPECT_EQ(source_index(9, 4, Border::wrap), 1);
  EXPECT_EQ(source_index(2, 1, Border::reflect), 0);
}

TEST(Reference, IsCrossCorrelation) {
  const Tensor x = counting({1, 1, 3, 3});
  const std::vector<float> w{1, 2, 3, 4};
  const auto y = conv_reference(x, w, {}, {1, 1, 1, {2, 2}, {1, 1}, {1, 1}, {}, Border::zero});
  ASSERT_TRUE(y);
  EXPECT_EQ(y->values,
            (std::vector<double>{0 + 2 + 9 + 16, 1 + 4 + 12 + 20, 3 + 8 + 18 + 28, 4 + 10 + 21 + 32}));
}

TEST(Reference, GroupsBiasAndPads) {
  const Tensor x = counting({1, 2, 1, 1});
  const std::vector<float> w{0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0};
  const auto y = conv_reference(x, w, std::vector<float>{10, 20},
                                {2, 2, 2, {3, 3}, {1, 1}, {1, 1}, {1, 1, 1, 1}, Border::zero});
  ASSERT_TRUE(y);
  EXPECT_EQ(y->values, (std::vector<double>{10, 27}));
}

TEST(Reference, NamesBothCounts) {
  const Tensor x = counting({1, 1, 3, 3});
  const auto y =
      conv_reference(x, std::vector<float>{1}, {}, {1, 1, 1, {2, 2}, {1, 1}, {1, 1}, {}, Border::zero});
  EXPECT_EQ(y.error().message, "1 weights given, 4 expected");
}

}  // namespace
}  // namespace sep

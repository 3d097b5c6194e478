#include <gmock/gmock.h>

#include <algorithm>

#include "io/image.h"
#include "io/prepared_sample.h"

namespace sep::io {
namespace {

TEST(Samples, AllAreValidAndAlwaysTheSame) {
  const std::vector<std::string> names = sample_names();
  ASSERT_FALSE(names.empty());
  EXPECT_EQ(names.front(), InputSource{}.sample);
  for (const std::string& name : names) {
    const Result<Image> once = make_sample(name), again = make_sample(name);
    ASSERT_TRUE(once && again) << name;
    EXPECT_EQ(once->key, again->key);
    const auto [low, high] = std::minmax_element(once->tensor.values.begin(), once->tensor.values.end());
    EXPECT_GE(*low, 0.0F) << name;
    EXPECT_LE(*high, 1.0F) << name;
    EXPECT_GT(*high - *low, 0.5F) << name << " is flat";
    EXPECT_EQ(static_cast<int64_t>(once->tensor.values.size()), once->tensor.shape.elements());
  }
}

TEST(Samples, HarbourIsAColourPictureOf512x384) {
  EXPECT_EQ(make_sample("harbour")->tensor.shape, (Shape{1, 3, 384, 512}));
}

TEST(Samples, ImpulseIsOneWhitePixelInTheMiddle) {
  const Tensor t = make_sample("impulse")->tensor;
  EXPECT_EQ(std::count(t.values.begin(), t.values.end(), 0.0F), t.shape.elements() - 1);
  EXPECT_EQ(t.at(0, 0, t.shape.h / 2, t.shape.w / 2), 1.0F);
}

TEST(Samples, PreparedIsTheSamePictureOnce) {
  prepare_sample("shapes");
  EXPECT_EQ(make_sample("impulse")->name, "impulse");
  const auto taken = take_prepared("shapes");
  ASSERT_TRUE(taken && *taken);
  EXPECT_EQ((*taken)->key, make_sample("shapes")->key);
  EXPECT_FALSE(take_prepared("shapes"));
  prepare_sample("harbor");
  EXPECT_FALSE(make_sample("harbor"));
}

TEST(Samples, UnknownNamesTheOnesThatExist) {
  EXPECT_THAT(make_sample("harbor").error().message,
              testing::HasSubstr("harbour, shapes, zone-plate, impulse"));
}

}  // namespace
}  // namespace sep::io

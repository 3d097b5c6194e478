// Numbers and words of the diagram.
#include "view/text.h"

#include <gtest/gtest.h>

#include <cmath>

#include "view/captions.h"
#include "view/colour_map.h"
#include "view/range_words.h"

namespace sep::view {
namespace {

std::string words(const Line& line) {
  std::string s;
  for (const Span& span : line) s += span.text;
  return s;
}

OperatorBox box_of(const char* id) {
  OperatorBox box;
  box.id = id;
  return box;
}

TEST(Metrics, NoTypeForARoomIsUnder18Pixels) {
  Metrics m;
  m.large = true;
  m.scale = 1.4F;                                          // the presenter view's
  constexpr float kInter = 3408.0F / 2816, kMono = 1.32F;  // from the highest to the lowest stroke, in ems
  for (const Font font : {Font::body, Font::small, Font::small_bold, Font::tiny, Font::bold})
    EXPECT_GE(m.height(font) / kInter, 18) << static_cast<int>(font);
  for (const Font font : {Font::mono, Font::mono_small})
    EXPECT_GE(m.height(font) / kMono, 18) << static_cast<int>(font);
  EXPECT_GE(m.height(Font::headline) / kInter, 48);
}

TEST(Text, ShortNumbers) {
  EXPECT_EQ(short_number(0, 3, true), "0");
  EXPECT_EQ(short_number(0.8125, 2, true), "+0.81");
  EXPECT_EQ(short_number(-0.8, 2, true), "−0.8");
  EXPECT_EQ(short_number(2.4e-7, 3, false), "2.4e-7");
  EXPECT_EQ(short_number(123.456, 3, false), "123");
  EXPECT_EQ(short_number(0.0242, 3, false), "0.0242");
  EXPECT_EQ(short_number(std::nan(""), 3, false), "NaN");
  EXPECT_EQ(short_number(-INFINITY, 3, false), "−∞");
}

/// Seven pixels a letter.
Metrics sevens() {
  Metrics m;
  m.width = [](Font, const std::string& text) {
    float letters = 0;
    for (const char c : text) letters += (static_cast<unsigned char>(c) & 0xC0) == 0x80 ? 0 : 1;
    return 7 * letters;
  };
  return m;
}

TEST(Text, EndsOfARangeAreNeverRoundedToOneDigit) {
  const Metrics m = sevens();
  const RangeWords wide = range_words(m, -1.279, 1.279, true, 100);
  EXPECT_EQ(wide.low, "−1.28");
  EXPECT_EQ(wide.high, "+1.28");
  EXPECT_TRUE(wide.both.empty());
  const RangeWords narrow = range_words(m, -1.279, 1.279, true, 62);
  EXPECT_EQ(narrow.low, "−1.3");
  EXPECT_EQ(narrow.high, "+1.3");
  const RangeWords tiny = range_words(m, -1.279, 1.279, true, 48);
  EXPECT_TRUE(tiny.low.empty() && tiny.high.empty());
  EXPECT_EQ(tiny.both, "±1.28");
  EXPECT_EQ(range_words(m, -1.279, 1.279, true, 30).both, "±1.3");
  EXPECT_TRUE(range_words(m, -1.279, 1.279, true, 20).both.empty());
  const RangeWords exact = range_words(m, -1, 1, true, 40);  // one digit is the number itself
  EXPECT_EQ(exact.low, "−1");
  EXPECT_EQ(exact.high, "+1");
  const RangeWords small = range_words(m, 0, 1.28e-5, false, 60);
  EXPECT_TRUE(small.high.empty() || small.high == "1.3e-5") << small.high;
  EXPECT_TRUE(range_words(m, 0.123, 7.456, false, 30).high.empty());
}

TEST(Text, GroupsThousands) {
  EXPECT_EQ(grouped(1228800), "1,228,800");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(-1000), "−1,000");
}

TEST(Text, TheLongestFormThatFits) {
  Metrics m;
  m.width = [](Font, const std::string& s) { return static_cast<float>(s.size()) * 5; };
  const Forms forms{{{"a long sentence"}}, {{"short"}}};
  EXPECT_EQ(words(*fitting(m, forms, 100)), "a long sentence");
  EXPECT_EQ(words(*fitting(m, forms, 30)), "short");
  EXPECT_FALSE(fitting(m, forms, 10));
}

TEST(Text, WrapsAtWords) {
  Metrics m;
  m.width = [](Font, const std::string& s) { return static_cast<float>(s.size()); };
  EXPECT_EQ(wrapped(m, Font::small, "one two three", 7, 3), (std::vector<std::string>{"one two", "three"}));
  EXPECT_TRUE(wrapped(m, Font::small, "one two three", 7, 1).empty());
  EXPECT_TRUE(wrapped(m, Font::small, "unbreakable", 7, 9).empty());
}

TEST(Captions, WangsExample) {
  Experiment e;
  e.mode = Mode::depthwise;
  e.filters = 256;
  const Plan p = *plan(e, {{12, 12}, 3, 1});
  EXPECT_EQ(words(reuse_line(p, PathId::separable).front()), "computed once, reused 256×");
  EXPECT_EQ(words(reuse_line(p, PathId::standard).front()), "recomputed for each of 256 filters");
  EXPECT_EQ(words(stack_caption(p, {StackKind::separable, 0}).one.front()), "after depthwise 8×8×3");
  EXPECT_EQ(words(stack_caption(p, {StackKind::maps, 0}).one.front()), "before adding 8×8×3");
  EXPECT_EQ(words(stack_caption(p, {StackKind::standard, 0}).one.front()), "output 8×8×256");
  EXPECT_EQ(words(path_cost(p, PathId::separable).front()), "53,952 multiplications");
  EXPECT_EQ(words(operator_caption(p, box_of("depthwise"), 65).one.front()), "5×5, one per channel");
  EXPECT_EQ(words(operator_caption(p, box_of("standard"), 65).one.front()), "5×5×3, filter 65 of 256");
  EXPECT_EQ(words(hidden_line(16, 256).front()), "16 of 256 shown");
  EXPECT_EQ(words(sheet_line(16, 256, true).front()), "16 of 256 shown, each in its own range");
  EXPECT_TRUE(sheet_line(16, 16, false).empty());
}

TEST(ColourMaps, DivergingIsSymmetricInLightness) {
  const Rgb zero = colour_of(Map::diverging, 0.5F);
  EXPECT_NEAR(zero.r, zero.b, 0.03F);
  EXPECT_GT(zero.g, 0.93F);
  EXPECT_GT(colour_of(Map::diverging, 0).b, colour_of(Map::diverging, 0).r + 0.3F);
  EXPECT_GT(colour_of(Map::diverging, 1).r, colour_of(Map::diverging, 1).b + 0.3F);
}

TEST(ColourMaps, GetLighterWithTheValue) {
  const auto light = [](Rgb c) { return 0.2126F * c.r + 0.7152F * c.g + 0.0722F * c.b; };
  for (const Map map : {Map::grey, Map::viridis, Map::cividis}) {
    for (int i = 0; i < 20; ++i) {
      EXPECT_GT(light(colour_of(map, (static_cast<float>(i) + 1) / 20)),
                light(colour_of(map, static_cast<float>(i) / 20)));
    }
  }
  EXPECT_EQ(colour_table().size(), size_t{4} * kTableMaps * kTableSize);
}

}  // namespace
}  // namespace sep::view

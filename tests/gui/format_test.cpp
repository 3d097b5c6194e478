// How numbers read in the window.
#include "ui/format.h"

#include <gtest/gtest.h>

namespace sep::ui {
namespace {

TEST(Format, GroupsThousands) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1228800), "1,228,800");
  EXPECT_EQ(grouped(-53952), "−53,952");
}

TEST(Format, KeepsSignificantDigits) {
  EXPECT_EQ(significant(0.04391, 3), "0.0439");
  EXPECT_EQ(significant(2.4e-7, 2), "2.4e-7");
  EXPECT_EQ(significant(-1.5), "−1.5");
  EXPECT_EQ(significant(0), "0");
  EXPECT_EQ(significant(12345.6), "12,346");
  EXPECT_EQ(significant(347, 2), "350");
  EXPECT_EQ(significant(99.7, 2), "100");
}

TEST(Format, NamesLargeCounts) {
  EXPECT_EQ(short_count(999), "999");
  EXPECT_EQ(short_count(53952), "54 k");
  EXPECT_EQ(short_count(1.5e6), "1.5 M");
}

Totals totals(int64_t separable, int64_t standard) {
  Totals t;
  t.separable = separable;
  t.standard = standard;
  return t;
}

TEST(Format, VerdictIsInWords) {
  EXPECT_EQ(verdict_of(totals(53952, 1228800)).text(), "22.8× fewer");
  EXPECT_EQ(verdict_of(totals(130, 100)).text(), "1.3× more");
  EXPECT_EQ(verdict_of(totals(100, 100)).text(), "the same");
}

TEST(Format, AlmostTheSameDoesNotReadAsOne) {
  EXPECT_EQ(verdict_of(totals(100000, 100040)).text(), "1.0004× fewer");
  EXPECT_EQ(verdict_of(totals(100040, 100000)).text(), "1.0004× more");
}

}  // namespace
}  // namespace sep::ui

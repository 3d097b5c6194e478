// Plans: Wang's numbers, the closed forms, the keys that say what must be computed again.
#include "core/plan.h"

#include <gtest/gtest.h>

namespace sep {
namespace {

constexpr ImageInfo kSmall{{12, 12}, 3, 1};

Experiment wang() {
  Experiment e;
  e.mode = Mode::depthwise;
  e.kernel = {"binomial", {5, 5}, {}};
  e.filters = 256;
  return e;
}

TEST(Plan, WangsExample) {
  const auto p = plan(wang(), kSmall);
  ASSERT_TRUE(p) << p.error().message;
  EXPECT_EQ(p->separable[0].multiplications, 4'800);
  EXPECT_EQ(p->separable[1].multiplications, 49'152);
  EXPECT_EQ(p->totals.separable, 53'952);
  EXPECT_EQ(p->totals.standard, 1'228'800);
  EXPECT_EQ(p->totals.separable_parameters, 843);
  EXPECT_EQ(p->totals.standard_parameters, 19'200);
  EXPECT_NEAR(p->totals.times_fewer(), 22.8, 0.05);
  EXPECT_NEAR(p->totals.ratio(), 1.0 / 256 + 1.0 / 25, 1e-15);
}

TEST(Plan, FormulasMultiplyToTheirCounts) {
  for (const Mode mode : {Mode::spatial, Mode::depthwise}) {
    for (const Padding padding : {Padding::valid, Padding::same}) {
      Experiment e = wang();
      e.mode = mode;
      e.padding = padding;
      e.stride = {2, 1};
      e.kernel = {"disc", {5, 4}, {}};
      e.multiplier = 3;
      const auto p = plan(e, kSmall);
      ASSERT_TRUE(p) << p.error().message;
      for (const auto* path : {&p->separable, &p->standard}) {
        for (const Stage& s : *path) {
          int64_t product = 1;
          for (const Factor& f : s.formula) product *= f.value;
          EXPECT_EQ(product, s.multiplications) << s.name;
        }
      }
    }
  }
}

TEST(Plan, ClosedFormsHoldExactly) {
  Experiment e = wang();
  e.mode = Mode::spatial;
  e.kernel = {"disc", {5, 3}, {}};
  e.stride = {1, 2};
  const auto p = plan(e, kSmall);
  ASSERT_TRUE(p);
  const double r = p->rank, w_in = 12, w_out = static_cast<double>(p->standard[0].out.w);
  EXPECT_NEAR(p->totals.ratio(), r * (w_in / w_out / 3 + 1.0 / 5), 1e-12);
  EXPECT_NE(p->closed_form.note.find("edge term"), std::string::npos);
  e = wang();
  e.multiplier = 4;
  const auto d = plan(e, kSmall);
  EXPECT_NEAR(d->totals.ratio(), 4 * (1.0 / 256 + 1.0 / 25), 1e-12);
  EXPECT_NEAR(d->break_even_rank, 1 / (1.0 / 256 + 1.0 / 25), 1e-9);
}

TEST(Plan, NineBecomeSixWithSamePadding) {
  Experiment e;
  e.kernel = {"sobel-x", {3, 3}, {}};
  e.padding = Padding::same;
  const auto p = plan(e, {{10, 10}, 1, 1});
  EXPECT_EQ(p->totals.standard, 900);
  EXPECT_EQ(p->totals.separable, 600);
}

TEST(Plan, KeysChangeOnlyFromTheStageThatChanged) {
  const Experiment base = wang();
  Experiment other = base;
  other.pointwise.seed = 2;
  const auto a = plan(base, kSmall), b = plan(other, kSmall);
  EXPECT_EQ(a->separable[0].key, b->separable[0].key);
  EXPECT_NE(a->separable[1].key, b->separable[1].key);
  EXPECT_NE(a->standard[0].key, b->standard[0].key);
  Experiment view = base;
  view.view.filter = 3;
  const auto c = plan(view, kSmall);
  EXPECT_EQ(a->standard[0].key, c->standard[0].key);
  EXPECT_NE(a->display[0].key, c->display[0].key);
}

TEST(Plan, PathsAgreeInTheReference) {
  Experiment e = wang();
  e.filters = 4;
  e.multiplier = 2;
  e.stride = {2, 2};
  e.padding = Padding::same;
  const auto p = plan(e, {{9, 7}, 3, 1});
  ASSERT_TRUE(p);
  Tensor x = make_tensor(p->input);
  for (size_t i = 0; i < x.values.size(); ++i) x.values[i] = static_cast<float>((i * 37 % 101) / 101.0);
  const auto d = conv_reference(x, *p->separable[0].weights, {}, p->separable[0].spec);
  Tensor mid{d->shape, {d->values.begin(), d->values.end()}};
  const auto y = conv_reference(mid, *p->separable[1].weights, {}, p->separable[1].spec);
  const auto z = conv_reference(x, weights_of(*p, p->standard[0], 0, 4), {}, p->standard[0].spec);
  ASSERT_EQ(y->shape, z->shape);
  for (size_t i = 0; i < y->values.size(); ++i)
    EXPECT_NEAR(y->values[i], z->values[i], 1e-5 * (1 + z->magnitude[i])) << i;
}

TEST(Plan, BankMakesTheChannels) {
  Experiment e = wang();
  e.input.channels = 64;
  const auto p = plan(e, kSmall);
  ASSERT_EQ(p->source.size(), 1U);
  EXPECT_EQ(p->input, (Shape{1, 64, 12, 12}));
  EXPECT_EQ(p->separable[0].out.c, 64);
}

TEST(Plan, InvalidStatesAreExplained) {
  Experiment e = wang();
  e.kernel.size = {15, 15};
  EXPECT_NE(plan(e, kSmall).error().message.find("larger than the padded image's 12 rows"),
            std::string::npos);
  e = wang();
  e.multiplier = 26;
  EXPECT_NE(plan(e, kSmall).error().message.find("can be 1 to 25"), std::string::npos);
  e = wang();
  e.input.height = e.input.width = 13;
  EXPECT_NE(plan(e, kSmall).error().message.find("larger than the image's 12×12"), std::string::npos);
  e = wang();
  e.filters = 0;
  EXPECT_NE(plan(e, kSmall).error().message.find("can be 1 to 1024"), std::string::npos);
}

}  // namespace
}  // namespace sep

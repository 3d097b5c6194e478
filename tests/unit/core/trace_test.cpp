// The arithmetic of one element against whole convolutions, how it folds, and how often things are reused.
#include "core/trace.h"

#include <gtest/gtest.h>

#include "core/reuse.h"
#include "random_plans.h"

namespace sep {
namespace {

/// All tensors of a plan as the engine would hold them: float32 from the reference.
class Tensors {
 public:
  Tensors(const Plan& plan, std::mt19937& rng) : plan_(plan) {
    std::uniform_real_distribution<float> value(0, 1);
    image_ = make_tensor(plan.image);
    for (float& v : image_.values) v = value(rng);
    input_ = plan.source.empty() ? image_ : run(image_, plan.source[0]);
    const Tensor* x = &input_;
    for (const Stage& s : plan.separable) {
      separable_.push_back(run(*x, s));
      x = &separable_.back();
    }
    for (const Stage& s : plan.standard) standard_.push_back(run(input_, s));
    for (const Stage& s : plan.display) maps_.push_back(run(input_, s));
  }

  const Tensor& of(TensorRef ref) const {
    const auto n = static_cast<size_t>(ref.index);
    switch (ref.place) {
      case Place::image:
        return image_;
      case Place::input:
        return input_;
      case Place::separable:
        return separable_[n];
      case Place::standard:
        return standard_[n];
      case Place::maps:
        break;
    }
    return maps_[n];
  }

  /// A reader that checks that requests are small and inside, and counts the floats.
  PatchReader reader() {
    return [this](const PatchRequest& r) {
      const Tensor& t = of(r.ref);
      EXPECT_LE(r.rows, kMaxPatch);
      EXPECT_LE(r.cols, kMaxPatch);
      EXPECT_TRUE(r.c0 >= 0 && r.c1 <= t.shape.c && r.y0 >= 0 && r.y0 + r.rows <= t.shape.h && r.x0 >= 0 &&
                  r.x0 + r.cols <= t.shape.w);
      std::vector<float> out;
      for (int c = r.c0; c < r.c1; ++c) {
        for (int y = r.y0; y < r.y0 + r.rows; ++y) {
          for (int x = r.x0; x < r.x0 + r.cols; ++x) out.push_back(t.at(0, c, y, x));
        }
      }
      floats_read += static_cast<int64_t>(out.size());
      return out;
    };
  }
  int64_t floats_read = 0;

 private:
  Tensor run(const Tensor& x, const Stage& s) const {
    const auto w = weights_of(plan_, s, 0, s.spec.c_out);
    const auto y =
        conv_reference(x, w, s.bias ? std::span<const float>(*s.bias) : std::span<const float>{}, s.spec);
    EXPECT_TRUE(y);
    return {y->shape, {y->values.begin(), y->values.end()}};
  }
  const Plan& plan_;
  Tensor image_, input_;
  std::vector<Tensor> separable_, standard_, maps_;
};

int below(std::mt19937& rng, int64_t n) { return static_cast<int>(rng() % static_cast<uint64_t>(n)); }

void expect_terms(const StageTrace& s) {
  for (const ElementSum& e : s.elements) {
    EXPECT_EQ(s.sum_of(e, 0, s.addends()), e.value);
    double sum = 0, magnitude = 0;
    int64_t padding = 0, runs_padding = 0, at = 0;
    for (int64_t k = 0; k < s.addends(); ++k) {
      const Term t = s.term(e, k);
      EXPECT_EQ(t.is_bias, k == s.terms());
      sum += t.product;
      magnitude += std::abs(t.product);
      padding += t.is_padding;
      const bool outside = t.y < 0 || t.x < 0 || t.y >= s.in_size.h || t.x >= s.in_size.w;
      EXPECT_EQ(t.is_padding, outside);
    }
    EXPECT_LE(magnitude, e.magnitude * (1 + 1e-12));
    double total = 0;
    for (const TermRun& run : s.subtotals(e)) {
      EXPECT_EQ(run.first, at);
      const int covered = run.kind == TermRun::Kind::bias ? 0 : 1;
      EXPECT_EQ(run.channels.end, run.channels.first + covered);
      at += run.count;
      total += run.sum;
      runs_padding += run.padding;
    }
    EXPECT_EQ(at, s.addends());
    EXPECT_EQ(runs_padding, padding);
    EXPECT_NEAR(total, e.value, 1e-12 * (1 + e.magnitude));
  }
}

void expect_path(const PathTrace& p, const Tensors& tensors) {
  ASSERT_FALSE(p.stages.empty());
  ASSERT_EQ(p.stages.back().elements.size(), 1U);
  for (const StageTrace& s : p.stages) {
    expect_terms(s);
    for (const ElementSum& e : s.elements) {
      EXPECT_EQ(e.gpu, static_cast<double>(tensors.of(s.out).at(0, e.channel, e.y, e.x)));
      EXPECT_NEAR(e.value, e.gpu, 1e-6 * e.magnitude) << s.name;
    }
  }
  EXPECT_TRUE(p.within_bound());
}

TEST(Trace, ComesToWhatTheWholeConvolutionComesTo) {
  for_random_plans(31, 250, [](const Plan& p, std::mt19937& rng) {
    Tensors tensors(p, rng);
    std::vector<TensorRef> refs = chain_of(p, PathId::separable);
    refs.push_back({Place::standard, 0});
    if (!p.display.empty()) refs.push_back({Place::maps, 0});
    for (const TensorRef ref : refs) {
      if (maker_of(p, ref) == nullptr) continue;
      const Shape shape = shape_of(p, ref);
      const auto t =
          trace(p, ref, below(rng, shape.c), below(rng, shape.h), below(rng, shape.w), tensors.reader());
      ASSERT_TRUE(t) << t.error().message;
      for (const auto* path : {&t->separable, &t->standard, &t->source}) {
        if (*path) expect_path(**path, tensors);
      }
      const bool output = ref == output_of(p, PathId::separable) || ref.place == Place::standard;
      EXPECT_EQ(t->separable && t->standard, output);
      EXPECT_EQ(t->source.has_value(), ref.place == Place::input);
      EXPECT_TRUE(t->separable || t->standard || t->source);
    }
  });
}

TEST(Trace, UsesAreTheMultiplicationsThatReadIt) {
  for_random_plans(32, 150, [](const Plan& p, std::mt19937& rng) {
    const Stage& next = p.separable[1];
    const ConvSpec& k = next.spec;
    const TensorRef ref{Place::separable, 0};
    const int c = below(rng, next.in.c), y = below(rng, next.in.h), x = below(rng, next.in.w);
    int64_t uses = 0, most = 0, all = 0;
    std::vector<int64_t> each(static_cast<size_t>(next.in.h * next.in.w), 0);
    for (int co = 0; co < next.out.c; ++co) {
      const ChannelRange in = input_channels(k, co);
      if (c < in.first || c >= in.end) continue;
      for (int o = 0; o < next.out.h * next.out.w; ++o) {
        for (int tap = 0; tap < k.kernel.h * k.kernel.w; ++tap) {
          const int sy = source_index(
              o / static_cast<int>(next.out.w) * k.stride.h - k.pads.top + tap / k.kernel.w * k.dilation.h,
              static_cast<int>(next.in.h), k.border);
          const int sx = source_index(
              o % static_cast<int>(next.out.w) * k.stride.w - k.pads.left + tap % k.kernel.w * k.dilation.w,
              static_cast<int>(next.in.w), k.border);
          if (sy < 0 || sx < 0) continue;
          uses += sy == y && sx == x;
          most = std::max(most, ++each[static_cast<size_t>(sy * next.in.w + sx)]);
          ++all;
        }
      }
    }
    EXPECT_EQ(uses_of(p, PathId::separable, ref, y, x), uses);
    const Reuse reuse = reuse_of(p);
    EXPECT_EQ(reuse.stages[0].uses, most);
    EXPECT_EQ(reuse.stages[0].uses_average, Fraction::of(all, next.in.h * next.in.w));
    EXPECT_EQ(reuse.average, Fraction::of(p.totals.separable, p.separable.back().out.elements()));
  });
}

TEST(Trace, FoldsCoverTheSumAndUnfoldToSingleTerms) {
  for_random_plans(33, 100, [](const Plan& p, std::mt19937& rng) {
    Tensors tensors(p, rng);
    const auto t = trace(p, {Place::standard, 0}, 0, 0, 0, tensors.reader());
    const StageTrace& s = t->standard->stages[0];
    const ElementSum& e = s.elements[0];
    const int budget = 2 + below(rng, 6);
    std::vector<TermRun> open = s.fold(e, 0, s.terms(), budget);
    int64_t at = 0;
    while (!open.empty()) {
      const TermRun run = open.front();
      open.erase(open.begin());
      EXPECT_EQ(run.first, at);
      EXPECT_NEAR(run.sum, s.sum_of(e, run.first, run.count), 1e-12);
      if (run.count == 1) {
        EXPECT_EQ(run.kind, TermRun::Kind::term);
        ++at;
        continue;
      }
      const std::vector<TermRun> inner = s.fold(e, run.first, run.count, budget);
      ASSERT_GE(inner.size(), 2U);
      ASSERT_LE(inner.size(), static_cast<size_t>(budget));
      open.insert(open.begin(), inner.begin(), inner.end());
    }
    EXPECT_EQ(at, s.terms());
  });
}

Experiment wang() {
  Experiment e;
  e.mode = Mode::depthwise;
  e.filters = 256;
  return e;
}

TEST(Trace, WangsExample) {
  std::mt19937 rng(1);
  const auto p = plan(wang(), {{12, 12}, 3, 1});
  Tensors tensors(*p, rng);
  const auto t = trace(*p, {Place::standard, 0}, 65, 3, 4, tensors.reader());
  ASSERT_TRUE(t) << t.error().message;
  EXPECT_EQ(t->standard->alone(), 75);
  EXPECT_EQ(t->separable->alone(), 78);
  EXPECT_EQ(t->separable->stages[0].multiplications(), 75);
  EXPECT_EQ(t->separable->stages[0].elements[2].uses, 256);
  EXPECT_NEAR(t->separable->result().value, t->standard->result().value, 1e-6);
  EXPECT_EQ(tensors.floats_read, 75 + 3 + 1 + 1) << "no more than the window and the results";
  EXPECT_EQ(t->standard->stages[0].fold(t->standard->result(), 0, 75, 5).size(), 3U) << "three channels";
  EXPECT_EQ(t->standard->stages[0].fold(t->standard->result(), 0, 75, 15)[14].kind, TermRun::Kind::row);
}

/// Wang's example with filters as a file would give them, in `groups` groups and with a bias.
Experiment loaded(std::mt19937& rng, int groups, bool pair) {
  std::uniform_real_distribution<float> value(-1, 1);
  const auto values = [&](int count) {
    std::vector<float> out(static_cast<size_t>(count));
    for (float& v : out) v = value(rng);
    return out;
  };
  BankSource source;
  auto bank = pair ? make_pair("test", 4, 2, 6, {3, 3}, values(8 * 9), values(6 * 8), values(6), {})
                   : make_bank("test", 6, 4, groups, {3, 3}, values(6 * (4 / groups) * 9), values(6));
  EXPECT_TRUE(bank);
  source.loaded = *bank;
  Experiment e;
  e.mode = Mode::depthwise;
  e.input.channels = 4;
  e.padding = Padding::same;
  return with_bank(std::move(e), std::move(source));
}

TEST(Trace, TheBiasIsAddedLastOnBothPaths) {
  std::mt19937 rng(7);
  for (const int groups : {1, 2}) {
    for (const bool pair : {true, false}) {
      const auto p = plan(loaded(rng, groups, pair), {{7, 6}, 3, 1});
      ASSERT_TRUE(p) << p.error().message;
      Tensors tensors(*p, rng);
      const auto t = trace(*p, {Place::standard, 0}, 4, 0, 3, tensors.reader());
      ASSERT_TRUE(t) << t.error().message;
      for (const PathTrace* path : {&*t->separable, &*t->standard}) {
        expect_path(*path, tensors);
        const StageTrace& last = path->stages.back();
        ASSERT_TRUE(last.bias);
        const ElementSum& e = path->result();
        const auto bias = static_cast<double>((*last.bias)[4]);
        EXPECT_EQ(last.addends(), last.terms() + 1);
        EXPECT_EQ(last.subtotals(e).back().kind, TermRun::Kind::bias);
        const auto folded = last.fold(e, 0, last.addends(), 3);
        EXPECT_LE(folded.size(), 3U);
        EXPECT_EQ(folded.back().kind, TermRun::Kind::bias);
        EXPECT_EQ(folded.back().sum, bias);
        EXPECT_NEAR(last.sum_of(e, 0, last.terms()) + bias, e.value, 1e-12);
      }
      EXPECT_FALSE(t->separable->stages.front().bias);
      EXPECT_EQ(t->separable->alone(), reuse_of(*p).alone) << "a bias is no multiplication";
    }
  }
}

TEST(Reuse, ClosedForms) {
  const auto p = plan(wang(), {{12, 12}, 3, 1});
  const Reuse wangs = reuse_of(*p);
  EXPECT_EQ(wangs.alone_text(), "3·25 + 3 = 78");
  EXPECT_EQ(wangs.average_text(), "75/256 + 3 ≈ 3.3");
  EXPECT_EQ(wangs.stages[0].uses, 256);
  EXPECT_EQ(wangs.stages[0].uses_average, (Fraction{256, 1}));
  EXPECT_EQ(wangs.standard, 75);
  Experiment e;
  e.kernel.size = {3, 3};
  e.padding = Padding::same;
  const Reuse spatial = reuse_of(*plan(e, {{12, 12}, 3, 1}));
  EXPECT_EQ(spatial.alone_text(), "3·3 + 3 = 12");
  EXPECT_EQ(spatial.average_text(), "3 + 3 = 6");
  EXPECT_EQ(spatial.stages[0].uses, 3);
  e.padding = Padding::valid;
  EXPECT_EQ(reuse_of(*plan(e, {{12, 12}, 3, 1})).average_text(), "18/5 + 3 = 6.6");
  e.rank = 2;
  EXPECT_EQ(reuse_of(*plan(e, {{12, 12}, 3, 1})).alone, 2 * 9 + 2 * 3);
  Experiment m = wang();
  m.multiplier = 4;
  EXPECT_EQ(reuse_of(*plan(m, {{12, 12}, 3, 1})).alone_text(), "12·25 + 12 = 312");
  Experiment grouped = wang();
  grouped.input.channels = 8;
  grouped.groups = 4;
  const Reuse quarter = reuse_of(*plan(grouped, {{12, 12}, 3, 1}));
  EXPECT_EQ(quarter.alone_text(), "2·25 + 2 = 52");
  EXPECT_EQ(quarter.average_text(), "25/32 + 2 ≈ 2.8");
  EXPECT_EQ(quarter.stages[0].uses, 64) << "by the filters of its own group";
  EXPECT_EQ(quarter.standard, 50);
}

TEST(Trace, WideWindowsAreReadInBoundedPieces) {
  Experiment e;
  e.kernel.values = Kernel{{1, 63}, std::vector<double>(63, 0.5)};
  e.dilation = {1, 8};
  std::mt19937 rng(2);
  const auto p = plan(e, {{2, 600}, 1, 1});
  Tensors tensors(*p, rng);
  const auto t = trace(*p, {Place::standard, 0}, 0, 1, 50, tensors.reader());
  ASSERT_TRUE(t) << t.error().message;
  EXPECT_TRUE(t->standard->within_bound());
  EXPECT_EQ(t->separable->alone(), 63 + 63);
}

TEST(Trace, SaysWhatIsMissing) {
  const auto p = plan(wang(), {{12, 12}, 3, 1});
  const PatchReader nothing = [](const PatchRequest&) { return std::vector<float>(); };
  EXPECT_EQ(trace(*p, {Place::input, 0}, 0, 0, 0, nothing).error().message,
            "input is given, not computed: it has no arithmetic");
  EXPECT_EQ(trace(*p, {Place::separable, 1}, 0, 0, 0, nothing).error().message,
            "the values of input are not there yet");
  EXPECT_FALSE(trace(*p, {Place::separable, 1}, 256, 0, 0, nothing));
  EXPECT_FALSE(trace(*p, {Place::separable, 1}, -1, 0, 0, nothing));
}

}  // namespace
}  // namespace sep

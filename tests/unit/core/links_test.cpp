// Links against reading every element of every stage one by one, and the examples of the course.
#include "core/links.h"

#include <gtest/gtest.h>

#include <set>

#include "random_plans.h"

namespace sep {
namespace {

/// One element as [c, y, x].
using Cell = std::array<int, 3>;
using Cells = std::set<Cell>;

/// Real elements that a stage reads for one output, written out without the code under test.
Cells read_by(const Stage& s, const Cell& out) {
  Cells cells;
  const ConvSpec& k = s.spec;
  const int group = out[0] / (k.c_out / k.group), per = k.c_in / k.group;
  for (int c = group * per; c < (group + 1) * per; ++c) {
    for (int i = 0; i < k.kernel.h; ++i) {
      for (int j = 0; j < k.kernel.w; ++j) {
        const int y = source_index(out[1] * k.stride.h - k.pads.top + i * k.dilation.h,
                                   static_cast<int>(s.in.h), k.border);
        const int x = source_index(out[2] * k.stride.w - k.pads.left + j * k.dilation.w,
                                   static_cast<int>(s.in.w), k.border);
        if (y >= 0 && x >= 0) cells.insert({c, y, x});
      }
    }
  }
  return cells;
}

std::vector<Cell> all_cells(const Shape& s) {
  std::vector<Cell> cells;
  for (int c = 0; c < s.c; ++c) {
    for (int y = 0; y < s.h; ++y) {
      for (int x = 0; x < s.w; ++x) cells.push_back({c, y, x});
    }
  }
  return cells;
}

Cells back(const Stage& s, const Cells& outs) {
  Cells cells;
  for (const Cell& out : outs) cells.merge(read_by(s, out));
  return cells;
}

Cells forward(const Stage& s, const Cells& ins) {
  Cells cells;
  for (const Cell& out : all_cells(s.out)) {
    for (const Cell& in : read_by(s, out)) {
      if (ins.contains(in)) cells.insert(out);
    }
  }
  return cells;
}

Cells cells_of(const TensorLink& link) {
  Cells cells;
  if (link.empty()) return cells;
  for (int c = link.channels.first; c < link.channels.end; ++c) {
    for (const int y : link.rows.cells.list()) {
      for (const int x : link.cols.cells.list()) cells.insert({c, y, x});
    }
  }
  return cells;
}

template <class T>
T any(const std::vector<T>& from, std::mt19937& rng) {
  return from[std::uniform_int_distribution<size_t>(0, from.size() - 1)(rng)];
}

std::string describe(const Plan& p, const Selection& s) {
  const ConvSpec& k = p.standard[0].spec;
  return "selected " + name_of(p, s.ref) + " [" + std::to_string(s.channel) + "," + std::to_string(s.y) +
         "," + std::to_string(s.x) + "] of a " + to_text(p.input) + " input, kernel " +
         std::to_string(k.kernel.h) + "×" + std::to_string(k.kernel.w) + " border " +
         std::to_string(static_cast<int>(k.border));
}

/// All tensors of a chain before and after position k hold exactly what reading one by one finds.
void expect_chain(const Plan& p, const std::vector<TensorLink>& chain, size_t k, const Cells& chosen,
                  const std::string& what) {
  ASSERT_EQ(cells_of(chain[k]), chosen) << what;
  Cells now = chosen;
  for (size_t n = k; n > 0; --n) {
    now = back(*maker_of(p, chain[n].ref), now);
    ASSERT_EQ(cells_of(chain[n - 1]), now) << what << " back to " << name_of(p, chain[n - 1].ref);
    ASSERT_EQ(chain[n - 1].relation, Relation::before);
  }
  now = chosen;
  for (size_t n = k + 1; n < chain.size(); ++n) {
    now = forward(*maker_of(p, chain[n].ref), now);
    ASSERT_EQ(cells_of(chain[n]), now) << what << " forward to " << name_of(p, chain[n].ref);
    ASSERT_EQ(chain[n].relation, Relation::after);
  }
}

TEST(Links, EveryTensorHoldsWhatReadingOneByOneFinds) {
  for_random_plans(11, 400, [](const Plan& p, std::mt19937& rng) {
    for (const PathId path : {PathId::separable, PathId::standard}) {
      const auto refs = chain_of(p, path);
      for (size_t k = 0; k < refs.size(); ++k) {
        const Cell cell = any(all_cells(shape_of(p, refs[k])), rng);
        const Selection s = Selection::element(refs[k], cell[0], cell[1], cell[2]);
        const auto links = links_of(p, s);
        ASSERT_TRUE(links) << links.error().message;
        const auto& chain = path == PathId::separable ? links->separable : links->standard;
        expect_chain(p, chain, k, {cell}, describe(p, s));
        EXPECT_EQ(chain[k].relation, Relation::chosen);
      }
    }
  });
}

TEST(Links, ForwardAndBackwardAreInverse) {
  for_random_plans(12, 150, [](const Plan& p, std::mt19937& rng) {
    const PathId path = rng() % 2 == 0 ? PathId::separable : PathId::standard;
    const auto refs = chain_of(p, path);
    const TensorRef from = refs[rng() % (refs.size() - 1)];
    const Cell a = any(all_cells(shape_of(p, from)), rng);
    const Cell b = any(all_cells(shape_of(p, refs.back())), rng);
    const auto forward_links = links_of(p, Selection::element(from, a[0], a[1], a[2]));
    const auto back_links = links_of(p, Selection::element(refs.back(), b[0], b[1], b[2]));
    const TensorLink& fed = *find_link(*forward_links, refs.back(), path);
    const TensorLink& read = *find_link(*back_links, from, path);
    EXPECT_EQ(fed.holds(b[0], b[1], b[2]), read.holds(a[0], a[1], a[2])) << name_of(p, from);
  });
}

TEST(Links, BothPathsShareReceptiveFieldAndOutputs) {
  for_random_plans(13, 300, [](const Plan& p, std::mt19937& rng) {
    const TensorRef separable = output_of(p, PathId::separable), standard = output_of(p, PathId::standard);
    const Cell b = any(all_cells(shape_of(p, separable)), rng);
    for (const TensorRef ref : {separable, standard}) {
      const auto links = links_of(p, Selection::element(ref, b[0], b[1], b[2]));
      const TensorLink& twin = *find_link(*links, ref == separable ? standard : separable);
      EXPECT_EQ(twin.relation, Relation::twin);
      EXPECT_EQ(cells_of(twin), (Cells{b}));
      const TensorRef input{Place::input, 0};
      const TensorLink& one = *find_link(*links, input, PathId::separable);
      const TensorLink& two = *find_link(*links, input, PathId::standard);
      EXPECT_EQ(cells_of(one), cells_of(two));
      EXPECT_EQ(cells_of(two), back(p.standard[0], {b}));
      if (links->maps) {
        EXPECT_EQ(links->maps->other_filter, b[0] != chosen_filter(p));
      }
    }
  });
}

TEST(Links, OutputsFedThroughAnIntermediateAreTheStandardPathsToo) {
  for_random_plans(14, 200, [](const Plan& p, std::mt19937& rng) {
    const TensorRef ref{Place::separable, static_cast<int>(rng() % (p.separable.size() - 1))};
    const Cell a = any(all_cells(shape_of(p, ref)), rng);
    const auto links = links_of(p, Selection::element(ref, a[0], a[1], a[2]));
    EXPECT_EQ(cells_of(links->standard.back()), cells_of(links->separable.back()));
    if (!links->maps) return;
    if (ref.index + 2 < static_cast<int>(p.separable.size())) {  // a column pass: the maps are made of it
      EXPECT_EQ(links->maps->relation, Relation::after);
      const Cells fed = cells_of(*find_link(*links, {Place::separable, 1}));
      Cells maps;
      for (const Cell& cell : fed) maps.insert({cell[0] / p.rank, cell[1], cell[2]});
      EXPECT_EQ(cells_of(*links->maps), maps);
      return;
    }
    EXPECT_EQ(links->maps->relation, Relation::twin);
    const int channel = a[0] / p.rank;
    EXPECT_EQ(cells_of(*links->maps), (Cells{{channel, a[1], a[2]}}));
    const auto back_again = links_of(p, Selection::element({Place::maps, 0}, channel, a[1], a[2]));
    EXPECT_TRUE(find_link(*back_again, ref)->holds(a[0], a[1], a[2]));
    EXPECT_EQ(cells_of(back_again->standard.back()), (Cells{{chosen_filter(p), a[1], a[2]}}));
  });
}

/// Real elements that one weight multiplies.
Cells multiplied_by(const Stage& s, const Selection& w) {
  Cells cells;
  const ConvSpec& k = s.spec;
  const int c = w.channel / (k.c_out / k.group) * (k.c_in / k.group) + w.c_in;
  for (int oy = 0; oy < s.out.h; ++oy) {
    for (int ox = 0; ox < s.out.w; ++ox) {
      const int y =
          source_index(oy * k.stride.h - k.pads.top + w.i * k.dilation.h, static_cast<int>(s.in.h), k.border);
      const int x = source_index(ox * k.stride.w - k.pads.left + w.j * k.dilation.w, static_cast<int>(s.in.w),
                                 k.border);
      if (y >= 0 && x >= 0) cells.insert({c, y, x});
    }
  }
  return cells;
}

TEST(Links, AWeightLightsEveryElementThatItMultiplies) {
  for_random_plans(15, 300, [](const Plan& p, std::mt19937& rng) {
    std::vector<TensorRef> stages = chain_of(p, PathId::separable);
    stages.push_back({Place::standard, 0});
    if (!p.display.empty()) stages.push_back({Place::maps, 0});
    for (const TensorRef ref : stages) {
      const Stage* stage = maker_of(p, ref);
      if (stage == nullptr) continue;
      const auto below = [&](int n) { return static_cast<int>(rng() % static_cast<unsigned>(n)); };
      const ConvSpec& k = stage->spec;
      const Selection w = Selection::weight(ref, below(k.c_out), below(k.c_in_per_group()), below(k.kernel.h),
                                            below(k.kernel.w));
      const auto links = links_of(p, w);
      ASSERT_TRUE(links) << links.error().message;
      const PathId path = ref.place == Place::separable ? PathId::separable : PathId::standard;
      const auto refs = chain_of(p, path);
      const auto at = std::find(refs.begin(), refs.end(), ref);
      const TensorRef in = ref.place == Place::maps ? TensorRef{Place::input, 0} : *(at - 1);
      EXPECT_EQ(cells_of(*find_link(*links, in, path)), multiplied_by(*stage, w)) << describe(p, w);
      const TensorLink& out = *find_link(*links, ref, path);
      EXPECT_EQ(static_cast<int64_t>(cells_of(out).size()), stage->out.h * stage->out.w);
      EXPECT_EQ(out.weights.rows, AxisSet::range(w.i, w.i + 1));
      for (const auto* chain : {&links->separable, &links->standard}) {
        if (ref.place != Place::input && !chain->back().empty()) {
          EXPECT_FALSE(chain->back().weights.empty());
        }
      }
    }
  });
}

TEST(Links, PaddingCellsSayWhatTheyStandFor) {
  for_random_plans(16, 300, [](const Plan& p, std::mt19937& rng) {
    const Stage& s = p.standard[0];
    const Cell b = any(all_cells(s.out), rng);
    const auto links = links_of(p, Selection::element({Place::standard, 0}, b[0], b[1], b[2]));
    const TensorLink& read = *find_link(*links, {Place::input, 0}, PathId::standard);
    const auto window = window_of(read);
    ASSERT_TRUE(window);
    EXPECT_EQ(read.rows.window.size(), s.spec.kernel.h);
    for (int y = window->y0; y < window->y1; y += window->step_y) {
      for (int x = window->x0; x < window->x1; x += window->step_x) {
        const CellSource source = source_of(read, y, x);
        const bool outside = y < 0 || x < 0 || y >= s.in.h || x >= s.in.w;
        EXPECT_EQ(source.padding, outside);
        const int sy = source_index(y, static_cast<int>(s.in.h), s.spec.border);
        const int sx = source_index(x, static_cast<int>(s.in.w), s.spec.border);
        const bool zero = sy < 0 || sx < 0;
        EXPECT_EQ(source.y, zero ? -1 : sy);
        EXPECT_EQ(source.x, zero ? -1 : sx);
      }
    }
  });
}

TEST(Links, SetsAreSteppedWhereTheyCanBeAndListsWhereNot) {
  const AxisSet stepped = AxisSet::of({7, 1, 4, 1});
  EXPECT_TRUE(stepped.regular());
  EXPECT_EQ(stepped, (AxisSet{1, 8, 3, {}}));
  const AxisSet list = AxisSet::of({5, 0, 1, 2});
  EXPECT_FALSE(list.regular());
  for (const AxisSet& set : {stepped, list, AxisSet{}, AxisSet::range(-3, 9, 4)}) {
    EXPECT_EQ(AxisSet::of(set.list()), set);
    for (int k = 0; k < set.size(); ++k) EXPECT_EQ(set.index_of(set.at(k)), k);
    for (int p = -5; p < 12; ++p) {
      const auto all = set.list();
      EXPECT_EQ(set.contains(p), std::find(all.begin(), all.end(), p) != all.end());
    }
  }
}

TEST(Links, WangsPixel) {
  Experiment e;
  e.mode = Mode::depthwise;
  e.filters = 256;
  const auto p = plan(e, {{12, 12}, 3, 1});
  const auto links = links_of(*p, Selection::element({Place::separable, 1}, 65, 3, 4));
  ASSERT_TRUE(links);
  const TensorLink& input = links->separable[0];
  EXPECT_EQ(*window_of(input), (Window{3, 4, 8, 9, 1, 1}));
  EXPECT_EQ(input.channels.end, 3);
  EXPECT_EQ(links->separable[1].channels.end, 3);
  EXPECT_EQ(cells_of(links->separable[1]).size(), 3U);
  EXPECT_EQ(links->standard[1].weights.c_out.first, 65);
  const auto pixel = links_of(*p, Selection::element({Place::input, 0}, kAllChannels, 0, 0));
  EXPECT_EQ(cells_of(pixel->separable[2]).size(), 256U);
  EXPECT_EQ(pixel->separable[1].weights.rows, AxisSet::range(0, 1));
}

TEST(Links, OutsideIsSaidInWords) {
  Experiment e;
  const auto p = plan(e, {{12, 12}, 3, 1});
  EXPECT_EQ(links_of(*p, Selection::element({Place::input, 0}, 0, 12, 0)).error().message,
            "element [0, 12, 0] lies outside input, which is 12×12×3");
  EXPECT_FALSE(links_of(*p, Selection::element({Place::separable, 7}, 0, 0, 0)));
  EXPECT_FALSE(links_of(*p, Selection::element({Place::maps, 0}, 0, 0, 0)));
  EXPECT_EQ(links_of(*p, Selection::weight({Place::input, 0}, 0, 0, 0, 0)).error().message,
            "input has no weights");
  EXPECT_FALSE(links_of(*p, Selection::weight({Place::standard, 0}, 0, 1, 0, 0)));
}

}  // namespace
}  // namespace sep

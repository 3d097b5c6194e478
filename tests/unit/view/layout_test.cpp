// The arrangement of the centre over a table of experiments and areas: nothing overlaps, nothing leaves the
// area, no text is wider than its place, and matching stages share columns and scale.
#include "view/layout.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "view/captions.h"

namespace sep::view {
namespace {

/// Wider than the real letters of Inter and JetBrains Mono on average, so that what fits here fits there.
float letters(const std::string& text) {
  float n = 0;
  for (const char c : text) n += (static_cast<unsigned char>(c) & 0xC0) == 0x80 ? 0 : 1;
  return n;
}

Metrics metrics_of(float scale) {
  Metrics m;
  m.scale = scale;
  m.width = [m](Font font, const std::string& text) {
    const bool mono = font == Font::mono || font == Font::mono_small;
    return std::ceil(letters(text) * m.height(font) * (mono ? 0.6F : 0.56F));
  };
  return m;
}

struct Case {
  std::string name;
  Mode mode = Mode::spatial;
  Size2 image{64, 64};
  int channels = 3;
  int k_h = 5, k_w = 5;
  int filters = 16;
  int multiplier = 1;
  int rank = 0;
  int stride = 1;
  Padding padding = Padding::valid;
  Split split = Split::none;
};

std::vector<Case> cases() {
  std::vector<Case> out;
  for (const Mode mode : {Mode::spatial, Mode::depthwise}) {
    for (const int k : {1, 2, 3, 5, 15, 31}) {
      for (const int c : {1, 2, 3, 4, 5, 64, 512}) {
        for (const int n : {1, 3, 16, 256, 1024}) {
          if (mode == Mode::spatial && n != 16) continue;
          if (c * n > 100000) continue;
          out.push_back(
              {fmt::format("{} K{} C{} N{}", mode == Mode::spatial ? "spatial" : "depthwise", k, c, n),
               mode,
               {64, 64},
               c,
               k,
               k,
               n});
        }
      }
    }
  }
  for (const Mode mode : {Mode::spatial, Mode::depthwise}) {
    const char* word = mode == Mode::spatial ? "spatial" : "depthwise";
    out.push_back({fmt::format("{} wide", word), mode, {40, 900}, 3, 5, 5, 256});
    out.push_back({fmt::format("{} tall", word), mode, {900, 40}, 3, 5, 5, 256});
    out.push_back({fmt::format("{} very wide", word), mode, {31, 4096}, 1, 31, 3, 1024});
    out.push_back({fmt::format("{} one pixel", word), mode, {1, 1}, 3, 1, 1, 16});
    out.push_back({fmt::format("{} stride", word), mode, {64, 64}, 3, 3, 3, 16, 1, 0, 8});
    out.push_back({fmt::format("{} same", word), mode, {64, 48}, 3, 4, 4, 16, 1, 0, 2, Padding::same});
    out.push_back({fmt::format("{} large image", word), mode, {4096, 4096}, 3, 7, 7, 1024});
    out.push_back({fmt::format("{} unequal kernel", word), mode, {64, 64}, 3, 31, 1, 16});
    out.push_back({fmt::format("{} flat kernel", word), mode, {64, 64}, 3, 2, 31, 16});
  }
  out.push_back({"rank 7", Mode::spatial, {64, 64}, 3, 7, 7, 16, 1, 7});
  out.push_back({"rank 31", Mode::spatial, {64, 64}, 3, 31, 31, 16, 1, 31});
  for (const int k : {1, 3, 5, 15, 31}) {
    for (const int c : {1, 3, 5, 64, 512}) {
      for (const int m : {1, std::min(k, 3)}) {
        out.push_back(
            {fmt::format("split K{} C{} m{}", k, c, m), Mode::depthwise, {64, 64}, c, k, k, 256, m});
        out.back().split = Split::spatial;
      }
    }
  }
  out.push_back({"multiplier 4", Mode::depthwise, {64, 64}, 3, 5, 5, 256, 4});
  return out;
}

Plan plan_of(const Case& c) {
  Experiment e;
  e.mode = c.mode;
  e.input.channels = c.channels;
  e.kernel.values = Kernel{{c.k_h, c.k_w}, std::vector<double>(static_cast<size_t>(c.k_h) * c.k_w, 1.0)};
  e.filters = c.filters;
  e.multiplier = c.multiplier;
  e.split = c.split;
  e.rank = c.rank;
  e.stride = {c.stride, c.stride};
  e.padding = c.padding;
  auto p = plan(e, {c.image, 3, 1});
  if (!p) throw std::runtime_error(c.name + ": " + p.error().message);
  return *p;
}

struct Planned {
  Case c;
  Plan plan;
};

/// Under sanitizers, which make it ten times slower, every third.
const std::vector<Planned>& planned() {
#ifdef __SANITIZE_ADDRESS__
  constexpr size_t kEvery = 3;
#else
  constexpr size_t kEvery = 1;
#endif
  static const std::vector<Planned> all = [] {
    std::vector<Planned> out;
    const auto& every = cases();
    for (size_t i = 0; i < every.size(); i += kEvery) out.push_back({every[i], plan_of(every[i])});
    return out;
  }();
  return all;
}

struct Area {
  float w, h, scale;
};
// The centre at 1280×720 with panels and folded, at 1600×1000 with and without a panel, at 2560×1440 and
// scale 2.
const std::vector<Area> kAreas{{760, 600, 1},  {1280, 600, 1},  {1000, 600, 1},  {920, 840, 1},
                               {1240, 840, 1}, {2560, 1200, 2}, {1900, 1240, 2}, {1880, 1300, 1.25F}};

struct Item {
  std::string name;
  Rect rect;
};

/// Everything that must not overlap anything else of this list.
std::vector<Item> items_of(const Layout& l) {
  std::vector<Item> items;
  for (const StackBox& s : l.stacks) {
    Rect cards;
    for (const Card& c : s.cards) cards = cards.joined(c.rect);
    items.push_back({"cards of " + id_of(s.key), cards});
    if (!s.bar.empty()) items.push_back({"bar of " + id_of(s.key), s.bar});
    if (!s.bar.empty()) items.push_back({"numbers of " + id_of(s.key), s.bar_text});
    if (!s.sheet.empty()) items.push_back({"sheet of " + id_of(s.key), s.sheet.area});
    if (!s.sheet_note.empty()) items.push_back({"note of " + id_of(s.key), s.sheet_note});
  }
  for (const OperatorBox& o : l.operators) items.push_back({"operator " + o.id, o.box});
  if (!l.explanation.empty()) items.push_back({"explanation", l.explanation});
  if (!l.less.empty()) items.push_back({"amplifier", l.less.joined(l.more)});
  for (const PlacedLine& t : l.texts) {
    bool inside = false;
    for (const OperatorBox& o : l.operators) inside = inside || o.box.overlaps(t.box);
    std::string words;
    for (const Span& s : t.spans) words += s.text;
    if (!inside) items.push_back({"\"" + words + "\"", t.box});
  }
  return items;
}

std::vector<Item> inside_of(const Layout& l, const OperatorBox& o) {
  std::vector<Item> items;
  for (const KernelBox& k : o.kernels) items.push_back({fmt::format("kernel {}", k.index), k.rect});
  for (const WeightRow& w : o.weights)
    items.push_back({fmt::format("weight {}", w.index), w.swatch.joined(w.text)});
  if (!o.sheet.empty()) items.push_back({"sheet", o.sheet.area});
  for (const PlacedLine& t : l.texts) {
    if (o.box.overlaps(t.box)) items.push_back({"\"" + t.spans.front().text + "\"", t.box});
  }
  return items;
}

bool within(const Rect& a, const Rect& b) {
  return a.x0 >= b.x0 - 0.5F && a.y0 >= b.y0 - 0.5F && a.x1 <= b.x1 + 0.5F && a.y1 <= b.y1 + 0.5F;
}
std::string text_of(const Rect& r) {
  return fmt::format("({:.0f},{:.0f})-({:.0f},{:.0f})", r.x0, r.y0, r.x1, r.y1);
}

void expect_apart(const std::vector<Item>& items, const Rect& area, const std::string& where) {
  for (size_t i = 0; i < items.size(); ++i) {
    EXPECT_FALSE(items[i].rect.empty()) << where << ": " << items[i].name << " is empty";
    EXPECT_TRUE(within(items[i].rect, area))
        << where << ": " << items[i].name << " " << text_of(items[i].rect) << " leaves " << text_of(area);
    for (size_t j = i + 1; j < items.size(); ++j) {
      EXPECT_FALSE(items[i].rect.overlaps(items[j].rect))
          << where << ": " << items[i].name << " " << text_of(items[i].rect) << " overlaps " << items[j].name
          << " " << text_of(items[j].rect);
    }
  }
}

TEST(Layout, NothingOverlapsAndNothingLeavesTheArea) {
  for (const auto& [c, p] : planned()) {
    for (const Area& a : kAreas) {
      const Metrics m = metrics_of(a.scale);
      const Layout l = lay_out({&p, {100, 40, 100 + a.w, 40 + a.h}, &m, c.filters / 3, c.channels / 2});
      const std::string where = fmt::format("{} in {}×{} at {}", c.name, a.w, a.h, a.scale);
      ASSERT_TRUE(l.fits) << where;
      for (const StackBox& s : l.stacks) EXPECT_FALSE(s.bar.empty()) << where;
      expect_apart(items_of(l), l.area, where);
      for (const OperatorBox& o : l.operators) expect_apart(inside_of(l, o), o.box, where + ", " + o.id);
      if (HasFailure()) return;
    }
  }
}

// What the presenter view leaves at 1280×720 while a race runs, and a window of 560 pixels.
TEST(Layout, LeavesOutBarsAndRemarksWhereThereIsLittleHeight) {
  int lean = 0;
  for (const auto& [c, p] : planned()) {
    for (const Area& a : {Area{1280, 443, 1.4F}, Area{1000, 320, 1}, Area{2560, 886, 2.8F}}) {
      const Metrics m = metrics_of(a.scale);
      const Layout l = lay_out({&p, {100, 40, 100 + a.w, 40 + a.h}, &m, c.filters / 3, c.channels / 2});
      const std::string where = fmt::format("{} in {}×{} at {}", c.name, a.w, a.h, a.scale);
      if (!l.fits) continue;
      lean += l.stacks.front().bar.empty() ? 1 : 0;
      for (const StackBox& s : l.stacks)
        EXPECT_EQ(s.bar.empty(), l.explanation.empty()) << where << ": all of it or none";
      expect_apart(items_of(l), l.area, where);
      if (HasFailure()) return;
    }
  }
  EXPECT_GE(lean, 10);
  const Plan wang = plan_of({"", Mode::depthwise, {12, 12}, 3, 5, 5, 256});
  const Metrics m = metrics_of(1.4F);
  EXPECT_TRUE(lay_out({&wang, {0, 0, 1280, 443}, &m, 0, 0}).fits);
}

TEST(Layout, TextIsMeasured) {
  for (const auto& [c, p] : planned()) {
    const Metrics m = metrics_of(1);
    const Layout l = lay_out({&p, {0, 0, 920, 840}, &m, 0, 0});
    for (const PlacedLine& t : l.texts) EXPECT_LE(m.width_of(t.spans), t.box.w() + 0.01F) << c.name;
  }
}

TEST(Layout, MatchingStagesShareColumnsAndScale) {
  for (const auto& [c, p] : planned()) {
    const Metrics m = metrics_of(1);
    const Layout l = lay_out({&p, {0, 0, 1240, 840}, &m, 0, 0});
    const StackBox* out = l.find({StackKind::separable, static_cast<int>(p.separable.size()) - 1});
    const StackBox* standard = l.find({StackKind::standard, 0});
    ASSERT_TRUE(out != nullptr && standard != nullptr);
    EXPECT_EQ(out->front().rect.x0, standard->front().rect.x0) << c.name;
    for (const StackBox& s : l.stacks) {
      EXPECT_EQ(s.front().rect.w(), l.stacks.front().front().rect.w()) << c.name;
      EXPECT_EQ(s.front().rect.h(), l.stacks.front().front().rect.h()) << c.name;
    }
    EXPECT_EQ(out->grid.x.origin, standard->grid.x.origin) << c.name;
    EXPECT_EQ(out->grid.y.step, standard->grid.y.step) << c.name;
    const StackKey before_mix{StackKind::separable, static_cast<int>(p.separable.size()) - 2};
    if (const StackBox* maps = l.find({StackKind::maps, 0})) {
      EXPECT_EQ(maps->front().rect.x0, l.find(before_mix)->front().rect.x0) << c.name;
    }
  }
}

TEST(Layout, KeepsRoomToSayHowManyAreShown) {
  const Plan p = plan_of({"", Mode::depthwise, {64, 64}, 512, 3, 3, 64});
  for (const Area& a : kAreas) {
    const Metrics m = metrics_of(a.scale);
    const Layout l = lay_out({&p, {0, 0, a.w, a.h}, &m, 0, 0});
    for (const StackBox& s : l.stacks) {
      ASSERT_FALSE(s.sheet.empty()) << id_of(s.key);
      const auto line = fitting(m, sheet_line(s.sheet.shown(), s.sheet.count, true), s.sheet_note.w());
      EXPECT_TRUE(line) << id_of(s.key) << " in " << a.w;
    }
  }
}

TEST(Layout, LeavesOutNoWeightWithoutSayingSo) {
  for (const auto& [c, p] : planned()) {
    for (const Area& a : {Area{1208, 400, 1}, Area{1208, 436, 1}, Area{1280, 443, 1.4F}, Area{920, 840, 1}}) {
      const Metrics m = metrics_of(a.scale);
      const Layout l = lay_out({&p, {0, 0, a.w, a.h}, &m, c.filters / 3, c.channels / 2});
      for (const OperatorBox& o : l.operators) {
        if (o.kind != OperatorKind::weights ||
            static_cast<int64_t>(o.weights.size()) == p.separable.back().in.c)
          continue;
        bool said = !o.sheet.empty();
        for (const PlacedLine& t : l.texts)
          said = said || (o.box.overlaps(t.box) && t.spans.front().text.find(" of ") != std::string::npos &&
                          t.spans.front().text.rfind("filter", 0) != 0);
        EXPECT_TRUE(said) << c.name << " in " << a.w << "×" << a.h;
      }
    }
  }
  const Plan wang = plan_of({"", Mode::depthwise, {12, 12}, 3, 5, 5, 256});
  const Metrics m = metrics_of(1);
  const Layout l = lay_out({&wang, {0, 0, 1208, 400}, &m, 0, 0});
  for (const OperatorBox& o : l.operators) {
    if (o.kind == OperatorKind::weights) {
      EXPECT_EQ(o.weights.size(), 3U);
    }
  }
}

TEST(Sheet, SaysWhatIsInSightAtTheEndToo) {
  const Sheet s = fit_sheet({0, 0, 112, 48}, {256, 1, 14, 14, 2});
  ASSERT_GT(s.last_first_row(), 0);
  for (int first = 0; first <= s.last_first_row(); ++first) {
    int seen = 0;
    for (int i = 0; i < s.count; ++i) seen += s.cell(i, first).empty() ? 0 : 1;
    EXPECT_EQ(s.shown(first), seen) << first;
  }
}

TEST(Layout, UsesTheRoom) {
  const Plan p = plan_of({"", Mode::depthwise, {12, 12}, 3, 5, 5, 256});
  const Metrics m = metrics_of(1);
  const Layout l = lay_out({&p, {0, 0, 920, 840}, &m, 65, 0});
  EXPECT_GE(l.stacks.front().front().rect.w(), 110);
  EXPECT_GE(l.find({StackKind::standard, 0})->sheet.shown(), 24);
}

TEST(Layout, SaysWhenTheAreaIsTooSmall) {
  const Plan p = plan_of({"", Mode::depthwise, {12, 12}, 3, 5, 5, 256});
  const Metrics m = metrics_of(1);
  EXPECT_FALSE(lay_out({&p, {0, 0, 200, 100}, &m, 0, 0}).fits);
  EXPECT_FALSE(lay_out({&p, {0, 0, 0, 0}, &m, 0, 0}).fits);
}

}  // namespace
}  // namespace sep::view

// The stacks of scene.h: tiles of cards and contact sheets, colour bars, placeholders.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/places.h"
#include "view/captions.h"
#include "view/difference_text.h"
#include "view/range_words.h"
#include "view/scene.h"

namespace sep::view {
namespace {

struct TileWish {
  Rect part;        ///< of the tile that is drawn
  TileFrame frame;  ///< of the whole tile
  int channel = 0;
  bool whole = false;  ///< all three channels as one colour picture
  float brightness = 1;
  bool in_sheet = false;
};

/// Footprint of a framebuffer pixel in stage pixels, the larger axis.
double texels_per_pixel(const Scene& s, const StackBox& stack, const TileFrame& frame) {
  return 1 / (frame.scale * std::min(stack.grid.x.step, stack.grid.y.step) * s.framebuffer_scale);
}

/// What of the tile's planes is computed.
void reveal(const Scene& s, const StackBox& stack, const TileWish& w, int level, TileInstance& t) {
  if (!s.steps) return;
  t.level = level;
  bool all = true;
  for (int k = 0; k < (w.whole ? 3 : 1); ++k) {
    const Revealed r = s.revealed(stack, w.channel + k);
    all = all && r.all;
    t.made[k] = r.count(stack.shape);
  }
  t.made_row = all ? 0 : static_cast<int32_t>(stack.shape.w);
}

TileInstance instance(const StackBox& stack, const StackStyle& style, const TileWish& w,
                      const PlaneSet& planes, int level) {
  const double shrink = std::ldexp(1.0, level);
  TileInstance t;
  t.rect = w.part;
  t.texel_x =
      static_cast<float>((w.frame.image_x(w.part.x0) - stack.grid.x.origin) / stack.grid.x.step / shrink);
  t.texel_y =
      static_cast<float>((w.frame.image_y(w.part.y0) - stack.grid.y.origin) / stack.grid.y.step / shrink);
  t.step_x = static_cast<float>(1 / (w.frame.scale * stack.grid.x.step * shrink));
  t.step_y = static_cast<float>(1 / (w.frame.scale * stack.grid.y.step * shrink));
  t.row = static_cast<int32_t>(planes.row_floats);
  t.width = planes.width;
  t.height = planes.height;
  t.map = static_cast<int32_t>(w.whole ? Map::true_colour : style.map_of(w.channel));
  const gpu::Range range = style.range_of(w.channel, w.in_sheet);
  t.low = range.low;
  const float extent = range.high - range.low;
  t.slope = extent > 0 ? 1 / extent : 0;
  if (!(extent > 0) && style.map_of(w.channel) == Map::diverging)
    t.low = -1, t.slope = 0.5F;  // all zero: the map's middle
  t.brightness = w.brightness;
  return t;
}

/// Tiles of one size of one stack.
void add_tiles(Scene& s, const StackBox& stack, const StackStyle& style,
               const std::vector<TileWish>& wishes) {
  if (wishes.empty()) return;
  const gpu::StageRef ref = stage_ref(stack.key);
  const gpu::GpuTensor& tensor = *s.engine.tensor(ref);
  PlaneSet planes = planes_of(tensor, s.engine.limits());
  const double texels = texels_per_pixel(s, stack, wishes.front().frame);
  int level = level_for(texels, planes.width, planes.height);
  if (level > 0) {
    std::vector<int> wanted;
    for (const TileWish& w : wishes) {
      if (w.whole)
        wanted.insert(wanted.end(), {0, 1, 2});
      else
        wanted.push_back(w.channel);
    }
    auto made = s.pyramids.level(ref, s.engine.version(ref), tensor, level, wanted);
    if (made)
      planes = std::move(*made);
    else
      level = 0;
  }
  const bool average = texels / std::ldexp(1.0, level) > 1.0001;
  for (TileWish w : wishes) {
    int32_t offsets[3] = {0, 0, 0};
    BufferWindow from = planes.window_of(w.whole ? 0 : w.channel, offsets[0]);
    // A colour picture is drawn at once out of one window; where its planes lie apart, its first channel
    // stands for it.
    if (w.whole && !(planes.window_of(1, offsets[1]) == from && planes.window_of(2, offsets[2]) == from))
      w.whole = false;
    TileInstance t = instance(stack, style, w, planes, level);
    std::copy_n(offsets, 3, t.plane);
    reveal(s, stack, w, level, t);
    from.version = s.engine.version(ref);
    s.tiles.add(from, average, t);
  }
}

/// What of a card is not hidden by the next one, which lies dx to the left and dy lower: a stripe above and
/// one at the right.
void add_card(std::vector<TileWish>& out, const TileWish& card, float dx, float dy) {
  const Rect& r = card.part;
  const float x = std::max(r.x0, r.x1 - dx), y = std::min(r.y1, r.y0 + dy);
  TileWish above = card, beside = card;
  above.part = {r.x0, r.y0, r.x1, y};
  beside.part = {x, y, r.x1, r.y1};
  for (const TileWish& w : {above, beside}) {
    if (!w.part.empty()) out.push_back(w);
  }
}

void add_stack(Scene& s, const StackBox& stack, const StackStyle& style) {
  std::vector<TileWish> cards, cells;
  for (size_t i = 0; i + 1 < stack.cards.size(); ++i) {
    const Card& card = stack.cards[i];
    const Rect& next = stack.cards[i + 1].rect;
    const TileWish w{s.shown(stack, card.rect), s.card_frame(card.rect), card.channel, false, 0.85F};
    add_card(cards, w, card.rect.x0 - next.x0, next.y0 - card.rect.y0);
  }
  const Card& front = stack.front();
  cards.push_back({s.shown(stack, front.rect), s.card_frame(front.rect), style.whole ? 0 : front.channel,
                   style.whole, 1});
  const int first = s.first_row(stack);
  for (int c = first * stack.sheet.columns; c < stack.sheet.count; ++c) {
    const Rect r = stack.sheet.cell(c, first);
    if (r.empty()) break;
    const TileFrame f = cell_frame(r, stack.grid, s.view);
    cells.push_back({shown_part(f, stack.grid), f, c, false, 1, true});
  }
  add_tiles(s, stack, style, cards);
  add_tiles(s, stack, style, cells);
}

/// Edges of the cards, and the extent of the input where the stage is smaller.
void draw_edges(Scene& s, const StackBox& stack) {
  Canvas& canvas = s.canvas;
  const ImU32 dark = canvas.theme().background;
  for (const Card& card : stack.cards) {
    const Rect r = s.shown(stack, card.rect);
    const bool back = &card != &stack.cards.front();
    if (!back) continue;
    const float t = canvas.px(1);
    canvas.fill({r.x0, r.y0 - t, r.x1 + t, r.y0}, dark);
    canvas.fill({r.x1, r.y0, r.x1 + t, r.y1}, dark);
  }
  const Rect& slot = stack.front().rect;
  const Rect part = s.shown(stack, slot);
  const float seen = canvas.px(4);
  if (part.x0 - slot.x0 < seen && part.y0 - slot.y0 < seen && slot.x1 - part.x1 < seen &&
      slot.y1 - part.y1 < seen)
    return;
  const float arm = canvas.px(6), t = std::max(1.0F, std::floor(canvas.px(1)));
  const ImU32 ink = with_alpha(canvas.theme().dim, 0.55F);
  const auto from_corner = [&](float x, float y, float dx, float dy) {
    canvas.fill({std::min(x, x + dx), std::min(y, y + dy), std::max(x, x + dx), std::max(y, y + dy)}, ink);
  };
  const auto corner = [&](float x, float y, float dx, float dy) {
    from_corner(x, y, dx * arm, dy * t);
    from_corner(x, y, dx * t, dy * arm);
  };
  corner(slot.x0, slot.y0, 1, 1);
  corner(slot.x0, slot.y1, 1, -1);
  corner(slot.x1, slot.y1, -1, -1);
  if (part.y0 - slot.y0 > arm) corner(slot.x1, slot.y0, -1, 1);
}

std::vector<ImU32> stripe_colours(Map map) {
  constexpr int kSteps = 24;
  std::vector<ImU32> colours;
  for (int i = 0; i <= kSteps; ++i) colours.push_back(packed(colour_of(map, static_cast<float>(i) / kSteps)));
  return colours;
}

/// A stripe of the map.
void stripe(Canvas& canvas, const Rect& r, Map map) {
  static const auto kColours = [] {
    std::array<std::vector<ImU32>, kTableMaps> all;
    for (size_t m = 0; m < all.size(); ++m) all[m] = stripe_colours(static_cast<Map>(m));
    return all;
  }();
  canvas.stripe(r, kColours[static_cast<size_t>(map)]);
}

void draw_placeholder(Scene& s, const StackBox& stack) {
  Canvas& c = s.canvas;
  const Rect& r = stack.front().rect;
  for (const Card& card : stack.cards) c.box(card.rect, c.theme().panel, c.theme().line, 0, c.px(1));
  const float w = std::min(r.w() - c.px(20), c.px(120)), y = r.mid_y() + c.px(10);
  const Rect track{r.mid_x() - w / 2, y, r.mid_x() + w / 2, y + c.px(4)};
  if (w > c.px(12)) {
    c.fill(track, c.theme().line, c.px(2));
    Rect done = track;
    done.x1 = track.x0 + track.w() * static_cast<float>(std::clamp(s.engine.progress(), 0.0, 1.0));
    c.fill(done, c.theme().dim, c.px(2));
  }
  const std::string words = "computing";
  if (c.metrics().width(Font::small, words) < r.w() - c.px(8)) {
    c.text_centred({r.x0, y - c.px(24), r.x1, y - c.px(6)}, Font::small, c.theme().dim, words);
  }
}

/// The last rows and columns of the input that the stride leaves unread, shaded in every card and cell.
void shade_unread(Scene& s, const StackBox& stack) {
  const Stage& stage = s.plan.standard.front();
  const Size2 unread = unread_ends(stage);
  if (unread == Size2{0, 0}) return;
  const auto h = static_cast<int>(stage.in.h), w = static_cast<int>(stage.in.w);
  const ImU32 shade = with_alpha(s.canvas.theme().background, 0.66F);
  const auto shade_in = [&](const TileFrame& frame, const Rect& part) {
    const Rect below = frame.cells(stack.grid, 0, h - unread.h, w, h).common(part);
    const Rect beside = frame.cells(stack.grid, w - unread.w, 0, w, h - unread.h).common(part);
    for (const Rect& r : {below, beside}) {
      if (!r.empty()) s.canvas.fill(r, shade);
    }
  };
  shade_in(s.card_frame(stack.front().rect), s.shown(stack, stack.front().rect));
  for (int c = 0; c < stack.sheet.count; ++c) {
    const Rect r = stack.sheet.cell(c, s.first_row(stack));
    if (r.empty()) continue;
    const TileFrame frame = cell_frame(r, stack.grid, s.view);
    shade_in(frame, shown_part(frame, stack.grid));
  }
}

void draw_scroll(Scene& s, const StackBox& stack) {
  const Sheet& sheet = stack.sheet;
  if (sheet.last_first_row() == 0 || s.canvas.recorded()) return;
  const float x = sheet.area.x1 + s.canvas.px(1), total = static_cast<float>(sheet.total_rows());
  const Rect track{x, sheet.area.y0, x + s.canvas.px(2), sheet.area.y1};
  s.canvas.fill(track, s.canvas.theme().line);
  const float first = static_cast<float>(s.first_row(stack)), rows = static_cast<float>(sheet.rows);
  s.canvas.fill({track.x0, track.y0 + track.h() * first / total, track.x1,
                 track.y0 + track.h() * (first + rows) / total},
                s.canvas.theme().dim);
}

}  // namespace

void draw_colour_bar(Canvas& canvas, const Rect& bar, const Rect& bar_text, const StackStyle& style) {
  if (style.tinted) {
    const float h = bar.h() / 3;
    for (int k = 0; k < 3; ++k)
      stripe(canvas, {bar.x0, bar.y0 + h * k, bar.x1, bar.y0 + h * (k + 1)}, style.map_of(k));
  } else {
    stripe(canvas, bar, style.map);
  }
  const Metrics& m = canvas.metrics();
  const bool plus = style.map == Map::diverging && !style.tinted;
  const ImU32 dim = canvas.theme().dim;
  const RangeWords words = range_words(m, style.low, style.high, plus, bar.w());
  canvas.text({bar_text.x0, bar_text.y0}, Font::mono_small, dim, words.low);
  canvas.text_right({bar_text.x1, bar_text.y0}, Font::mono_small, dim, words.high);
  canvas.text_centred(bar_text, Font::mono_small, dim, words.both);
  const std::string middle = !words.both.empty() ? "" : style.has_nan ? "NaN, ∞" : plus ? "0" : "";
  const float used = m.width(Font::mono_small, words.low) + m.width(Font::mono_small, words.high) +
                     m.width(Font::mono_small, middle) + canvas.px(20);
  if (!middle.empty() && used < bar.w())
    canvas.text_centred(bar_text, Font::mono_small, style.has_nan ? packed(kNanColour) : dim, middle);
}

int Scene::first_row(const StackBox& stack) const {
  const auto it = scrolls.find(id_of(stack.key));
  return it == scrolls.end() ? 0 : std::clamp(it->second, 0, stack.sheet.last_first_row());
}

void add_stack_tiles(Scene& s) {
  for (size_t i = 0; i < s.layout.stacks.size(); ++i) {
    if (s.styles[i].ready) add_stack(s, s.layout.stacks[i], s.styles[i]);
  }
}

void draw_stack_marks(Scene& s) {
  for (size_t i = 0; i < s.layout.stacks.size(); ++i) {
    const StackBox& stack = s.layout.stacks[i];
    if (!s.styles[i].ready) {
      draw_placeholder(s, stack);
      continue;
    }
    draw_edges(s, stack);
    if (stack.key.kind == StackKind::input) shade_unread(s, stack);
    if (!stack.bar.empty()) draw_colour_bar(s.canvas, stack.bar, stack.bar_text, s.styles[i]);
    if (stack.sheet.empty()) continue;
    const Rect chosen = stack.sheet.cell(stack.chosen, s.first_row(stack));
    if (!chosen.empty()) s.canvas.outline(chosen, s.canvas.theme().text, s.canvas.px(1.5F));
    draw_scroll(s, stack);
    if (stack.sheet_note.empty()) continue;
    const Forms note =
        sheet_line(stack.sheet.shown(s.first_row(stack)), stack.sheet.count, !s.styles[i].cells.empty());
    const auto line = fitting(s.canvas.metrics(), note, stack.sheet_note.w());
    if (line) s.canvas.line({stack.sheet_note.x0, stack.sheet_note.y0}, *line);
  }
}

void draw_difference(Scene& s, Point mouse) {
  Canvas& c = s.canvas;
  const Theme& t = c.theme();
  const Layout& l = s.layout;
  if (!l.less.empty() && !c.recorded()) {
    for (const Rect* r : {&l.less, &l.more}) {
      c.box(*r, r->contains(mouse) ? t.line : t.raised, t.line, c.px(4), c.px(1));
      c.text_centred(*r, Font::mono, t.text, r == &l.less ? "−" : "+");
    }
  }
  if (!l.less.empty() && (s.view.amplify != 0 || !c.recorded())) {
    c.text_centred(l.amplify, Font::mono, s.view.amplify == 0 ? t.dim : t.text,
                   "×10" + superscript(s.view.amplify));
  }
  if (!s.styles.back().ready || l.explanation.empty()) return;
  const auto difference = s.engine.difference();
  if (!difference) return;
  const std::string most = "largest " + short_number(difference->max_abs, 2, false);
  const float scale = std::max(std::abs(s.styles.back().low), std::abs(s.styles.back().high)) *
                      std::pow(10.0F, static_cast<float>(s.view.amplify));
  std::vector<std::string> forms{most};
  if (!std::isfinite(difference->rms) || !std::isfinite(difference->max_abs)) {
    forms = {"NaN: a path computes with NaN or infinity", "NaN"};
  } else if (difference->max_abs <= 1e-5 * scale) {
    forms = {most + ": rounding only, because " + why_equal(s.plan), most + ": rounding only", most};
  } else if (const std::string why = why_different(s.plan); !why.empty()) {
    forms = {most + ": " + why, most};
  }
  const float pitch = c.px(16);
  const int room = static_cast<int>(l.explanation.h() / pitch);
  for (const std::string& form : forms) {
    const auto lines = wrapped(c.metrics(), Font::small, form, l.explanation.w(), room);
    for (size_t i = 0; i < lines.size(); ++i) {
      c.text({l.explanation.x0, l.explanation.y0 + pitch * static_cast<float>(i)}, Font::small, t.dim,
             lines[i]);
    }
    if (!lines.empty()) break;
  }
}

}  // namespace sep::view

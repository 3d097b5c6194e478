// What scene.h draws for the mouse: outlines of everything that is linked to the element under it, and its
// value.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "view/select.h"

namespace sep::view {
namespace {

constexpr int kMostCells = 1024;  ///< outlined one by one when a window is dilated
constexpr float kRing = 3;        ///< thickness around what another part of the window points at
constexpr int kMostMarked = 600;  ///< cells of a contact sheet with a window in them

bool is_difference(const StackBox& s) { return s.key.kind == StackKind::difference; }

ImU32 colour(const Scene& s, const StackBox& stack, PathId path) {
  const Theme& t = s.canvas.theme();
  if (is_difference(stack) || stack.key.kind == StackKind::standard) return t.pixels;
  if (stack.key.kind == StackKind::input) return path == PathId::separable ? t.kernel : t.accent;
  if (stack.key.kind == StackKind::maps) return t.accent;
  return stack.key.index + 1 == static_cast<int>(s.plan.separable.size()) ? t.pixels : t.filters;
}

/// Outlines a window on one tile, clipped to it. Small tiles get a thinner line.
void outline_window(Scene& s, const StackBox& stack, const TileFrame& f, const AxisSet& rows,
                    const AxisSet& cols, ImU32 ink, bool large, float thickness = 1.5F) {
  if (rows.empty() || cols.empty()) return;
  const Rect& tile = large && s.view.zoom <= 1 ? s.layout.area : f.rect;  // over the padding cells beside it
  Canvas& canvas = s.canvas;
  canvas.begin_clip(tile);
  const Rect all = f.cells(stack.grid, cols.first, rows.first, cols.end, rows.end);
  const bool sparse = rows.step > 1 || cols.step > 1 || !rows.regular() || !cols.regular();
  if (large && sparse && rows.size() * cols.size() <= kMostCells && f.scale * stack.grid.x.step >= 3) {
    for (const int y : rows.list()) {
      for (const int x : cols.list()) {
        const Rect r = f.cells(stack.grid, x, y, x + 1, y + 1);
        canvas.frame(r, with_alpha(ink, 0.9F));
      }
    }
  }
  if (large) {
    Rect r = all;
    const float least = s.canvas.px(5);  // a pixel of a large image is still seen
    if (r.w() < least) r = {r.mid_x() - least / 2, r.y0, r.mid_x() + least / 2, r.y1};
    if (r.h() < least) r = {r.x0, r.mid_y() - least / 2, r.x1, r.mid_y() + least / 2};
    s.canvas.outline(r, ink, s.canvas.px(thickness));
  } else {
    const float dot = s.canvas.px(3);
    if (std::min(all.w(), all.h()) < dot) {
      const float w = std::max(dot, all.w()) / 2, h = std::max(dot, all.h()) / 2;
      canvas.fill({all.mid_x() - w, all.mid_y() - h, all.mid_x() + w, all.mid_y() + h}, ink);
    } else {
      canvas.frame({std::floor(all.x0), std::floor(all.y0), std::ceil(all.x1), std::ceil(all.y1)}, ink);
    }
  }
  canvas.end_clip();
}

/// A window on the cards behind the front one: whole where the card is seen, faint where others hide it, and
/// joined from card to card, so that all of them together are one box through the stack.
void outline_behind(Scene& s, const StackBox& stack, const std::vector<const Card*>& linked,
                    const AxisSet& rows, const AxisSet& cols, ImU32 ink) {
  constexpr float kHidden = 0.4F;
  const bool whole = s.view.zoom <= 1;  // else windows may lie outside of their cards
  const auto window = [&](const Card& card) {
    return s.card_frame(card.rect).cells(stack.grid, cols.first, rows.first, cols.end, rows.end);
  };
  s.canvas.begin_clip(s.layout.area);
  for (size_t i = 0; i < linked.size(); ++i) {
    const Card& card = *linked[i];
    const Rect r = window(card);
    if (whole && i + 1 < linked.size()) {
      const Rect to = window(*linked[i + 1]);
      for (const auto& [a, b] : {std::pair<Point, Point>{{r.x0, r.y0}, {to.x0, to.y0}},
                                 {{r.x1, r.y0}, {to.x1, to.y0}},
                                 {{r.x0, r.y1}, {to.x0, to.y1}},
                                 {{r.x1, r.y1}, {to.x1, to.y1}}})
        s.canvas.segment(a, b, with_alpha(ink, kHidden));
    }
    if (&card == &stack.front()) break;
    if (whole) s.canvas.frame(r, with_alpha(ink, kHidden));
    const Rect& next = (&card + 1)->rect;
    const Rect above{card.rect.x0, card.rect.y0, card.rect.x1, next.y0},
        beside{next.x1, next.y0, card.rect.x1, card.rect.y1};
    for (const Rect& seen : {above, beside}) {
      if (seen.empty()) continue;
      s.canvas.begin_clip(seen);
      s.canvas.outline(r, ink, s.canvas.px(1));
      s.canvas.end_clip();
    }
  }
  s.canvas.end_clip();
}

void outline_cards(Scene& s, const StackBox& stack, const TensorLink& link, const AxisSet& rows,
                   const AxisSet& cols, ImU32 ink) {
  constexpr int64_t kRoomy = 4;  // cards of a crowded stack lie too close for one window behind the other
  std::vector<const Card*> linked;
  for (const Card& card : stack.cards) {
    const bool front = &card == &stack.front();
    if (!front && stack.shape.c > kRoomy) continue;
    if (card.channel >= link.channels.first && card.channel < link.channels.end) linked.push_back(&card);
  }
  if (linked.empty() || rows.empty() || cols.empty()) return;
  outline_behind(s, stack, linked, rows, cols, ink);
  if (linked.back() == &stack.front())
    outline_window(s, stack, s.card_frame(stack.front().rect), rows, cols, ink, true);
}

void outline_link(Scene& s, const StackBox& stack, const TensorLink& link, PathId path) {
  const ImU32 ink = colour(s, stack, path);
  draw_padding(s, stack, link, ink);
  const AxisSet &rows = outlined(link, link.rows), &cols = outlined(link, link.cols);
  const auto linked = [&](int c) { return c >= link.channels.first && c < link.channels.end; };
  int marked = 0;
  const int first = s.first_row(stack);
  for (int c = first * stack.sheet.columns; c < stack.sheet.count && marked < kMostMarked; ++c) {
    const Rect cell = stack.sheet.cell(c, first);
    if (cell.empty()) break;
    if (!linked(c)) continue;
    outline_window(s, stack, cell_frame(cell, stack.grid, s.view), rows, cols, ink, false);
    ++marked;
  }
  const bool one = link.channels.end - link.channels.first < stack.shape.c;
  if (one && !stack.sheet.empty()) {
    for (int c = link.channels.first; c < link.channels.end; ++c) {
      const Rect cell = stack.sheet.cell(c, first);
      if (!cell.empty()) s.canvas.frame(cell.grown(1), ink, s.canvas.px(1));
    }
  }
  outline_cards(s, stack, link, rows, cols, ink);
}

void outline_all(Scene& s, const Links& links, bool difference) {
  for (const StackBox& stack : s.layout.stacks) {
    if (is_difference(stack) && !difference) continue;
    const bool input = stack.key.kind == StackKind::input;
    const TensorRef ref = tensor_ref(s.plan, stack.key);
    if (stack.key.kind == StackKind::maps) {
      if (links.maps) outline_link(s, stack, *links.maps, PathId::standard);
      continue;
    }
    const PathId path = stack.key.kind == StackKind::standard ? PathId::standard : PathId::separable;
    const TensorLink* link = find_link(links, ref, path);
    if (input) {
      const TensorLink* other = find_link(links, ref, PathId::standard);
      if (other != nullptr &&
          (link == nullptr || !(other->rows == link->rows) || !(other->cols == link->cols))) {
        outline_link(s, stack, *other, PathId::standard);
      }
    }
    if (link != nullptr) outline_link(s, stack, *link, path);
  }
}

bool hit_tile(const StackBox& stack, const TileFrame& frame, const Rect& part, int channel, Point mouse,
              Hit& hit) {
  if (!part.contains(mouse)) return false;
  hit.stack = &stack;
  hit.frame = frame;
  hit.channel = channel;
  hit.on_pixel = pick(frame, stack.grid, mouse, hit.y, hit.x);
  return true;
}

}  // namespace

Hit hit_at(const Scene& s, Point mouse) {
  Hit hit;
  for (const StackBox& stack : s.layout.stacks) {
    for (auto card = stack.cards.rbegin(); card != stack.cards.rend(); ++card) {
      if (hit_tile(stack, s.card_frame(card->rect), s.shown(stack, card->rect), card->channel, mouse, hit))
        return hit;
    }
    const Card& front = stack.front();
    if (hit_tile(stack, s.card_frame(front.rect), front.rect, front.channel, mouse, hit)) return hit;
    if (!stack.sheet.area.contains(mouse)) continue;
    const int first = s.first_row(stack);
    for (int c = first * stack.sheet.columns; c < stack.sheet.count; ++c) {
      const Rect cell = stack.sheet.cell(c, first);
      if (cell.empty()) break;
      if (hit_tile(stack, cell_frame(cell, stack.grid, s.view), cell, c, mouse, hit)) return hit;
    }
  }
  return hit;
}

void draw_links(Scene& s, const Selection& selection) {
  const auto links = links_of(s.plan, selection);
  if (!links) return;
  outline_all(s, *links, true);
  outline_weights(s, *links);
}

void draw_pointed(Scene& s, const Selection& selection) {
  if (selection.kind == Selection::Kind::weight) return ring_weight(s, selection);
  const AxisSet rows = AxisSet::range(selection.y, selection.y + 1),
                cols = AxisSet::range(selection.x, selection.x + 1);
  for (size_t i = 0; i < s.layout.stacks.size(); ++i) {
    const StackBox& stack = s.layout.stacks[i];
    if (!(tensor_ref(s.plan, stack.key) == selection.ref) || is_difference(stack)) continue;
    for (const Card& card : stack.cards) {
      if (card.channel == selection.channel || (&card == &stack.front() && s.styles[i].whole))
        outline_window(s, stack, s.card_frame(card.rect), rows, cols, s.canvas.theme().text, true, kRing);
    }
    const Rect cell = stack.sheet.empty() ? Rect{} : stack.sheet.cell(selection.channel, s.first_row(stack));
    if (!cell.empty()) s.canvas.outline(cell.grown(1), s.canvas.theme().text, s.canvas.px(1.5F));
  }
}

void draw_cursors(Scene& s) {
  if (!s.steps) return;
  // Both windows often lie on each other; the separable one is smaller where it is one channel deep.
  for (const PathId path : {PathId::standard, PathId::separable}) {
    if (s.steps->ended(path)) continue;
    const Cursor at = s.steps->cursor(path);
    if (const auto element = cursor_links(s.plan, path, at, false)) {
      outline_all(s, *element, false);
      outline_weights(s, *element);
    }
    if (!s.steps->at.one) continue;
    if (const auto factor = cursor_links(s.plan, path, at, true)) {
      outline_all(s, *factor, false);
      outline_weights(s, *factor);
    }
  }
}

void draw_value(Scene& s, const Hit& hit, Point mouse) {
  Line line;
  if (hit.stack != nullptr && hit.on_pixel) {
    if (s.engine.tensor(stage_ref(hit.stack->key)) == nullptr) return;
    const bool made = s.revealed(*hit.stack, hit.channel).holds(hit.y, hit.x);
    const auto values = s.engine.read_window(stage_ref(hit.stack->key), hit.channel, hit.y, hit.x, 1, 1);
    line = {{fmt::format("[0,{},{},{}]", hit.channel, hit.y, hit.x), Ink::dim, Font::mono_small}};
    if (!made)
      line.push_back({"  not computed yet", Ink::dim, Font::small});
    else if (!values.empty())
      line.push_back({"  " + short_number(values.front(), 4, false), Ink::text, Font::mono});
  } else if (const auto weight = weight_at(s, mouse)) {
    line = weight_line(*weight);
  } else {
    return;
  }
  s.canvas.plate(mouse, line, s.layout.area);
}

}  // namespace sep::view

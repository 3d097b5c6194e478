// Bodies of space_labels.h.
#include "view/space_labels.h"

#include <algorithm>
#include <cmath>

namespace sep::view {
namespace {

constexpr float kAir = 3;

/// What of a wish is tried: how many lines, whether the bar, how much of the width.
struct Trial {
  size_t lines;
  bool bar;
  float width;
};

std::vector<Trial> trials(const LabelWish& w) {
  std::vector<Trial> out;
  for (const float part : {1.0F, 0.75F, 0.5F}) {
    for (size_t n = w.lines.size(); n > 0; --n) {
      if (w.bar_width > 0) out.push_back({n, true, w.width * part});
      if (n == 1 || w.bar_width <= 0) out.push_back({n, false, w.width * part});
    }
  }
  return out;
}

/// The block with its upper left corner at 0, 0; nothing when its first line does not fit.
std::optional<Label> block(const Metrics& m, const LabelWish& w, const Trial& t) {
  Label l;
  l.id = w.id;
  l.subject = w.subject;
  float y = 0, width = 0;
  for (size_t i = 0; i < t.lines; ++i) {
    const auto line = fitting(m, w.lines[i], t.width);
    if (!line && i == 0) return std::nullopt;
    if (!line) continue;
    const float lw = m.width_of(*line), lh = m.height_of(*line);
    l.lines.push_back({*line, {0, y, lw, y + lh}});
    width = std::max(width, lw);
    y += lh + 2 * m.scale;
    if (i > 0 || !t.bar) continue;
    l.bar = {0, y + m.scale, std::min(w.bar_width, t.width), y + 8 * m.scale};
    l.bar_text = {0, l.bar.y1 + 2 * m.scale, l.bar.x1, l.bar.y1 + 15 * m.scale};
    width = std::max(width, l.bar.x1);
    y = l.bar_text.y1 + 3 * m.scale;
  }
  l.box = {0, 0, width, y};
  return l;
}

void move(Label& l, float dx, float dy) {
  l.box = l.box.moved(dx, dy);
  if (!l.bar.empty()) {
    l.bar = l.bar.moved(dx, dy);
    l.bar_text = l.bar_text.moved(dx, dy);
  }
  for (PlacedLine& line : l.lines) line.box = line.box.moved(dx, dy);
}

void put(Label& l, const LabelWish& w, const Rect& area) {
  float x = w.at.x, y = w.at.y;
  using Anchor = LabelWish::Anchor;
  if (w.anchor == Anchor::bottom_left || w.anchor == Anchor::bottom_middle) y -= l.box.h();
  if (w.anchor == Anchor::bottom_middle || w.anchor == Anchor::top_middle) {
    x -= l.box.w() / 2;
    for (PlacedLine& line : l.lines) {
      const float shift = (l.box.w() - line.box.w()) / 2;
      line.box = line.box.moved(shift, 0);
    }
  }
  if (w.keep_inside) {
    x = std::clamp(x, area.x0, std::max(area.x0, area.x1 - l.box.w()));
    y = std::clamp(y, area.y0, std::max(area.y0, area.y1 - l.box.h()));
  }
  move(l, std::round(x), std::round(y));
}

/// The block of a trial where it lies within the area and off everything else.
std::optional<Label> placed(const Metrics& m, const Rect& area, const LabelWish& w, const Trial& t,
                            const std::vector<Rect>& taken) {
  auto l = block(m, w, t);
  if (!l) return std::nullopt;
  put(*l, w, area);
  const Rect& b = l->box;
  if (b.x0 < area.x0 || b.y0 < area.y0 || b.x1 > area.x1 || b.y1 > area.y1) return std::nullopt;
  const auto touches = [needs = b.grown(kAir * m.scale)](const Rect& r) { return r.overlaps(needs); };
  if (std::any_of(taken.begin(), taken.end(), touches)) return std::nullopt;
  if (std::any_of(w.avoid.begin(), w.avoid.end(), touches)) return std::nullopt;
  return l;
}

/// At its place, or the other one; at last its first line over what it should have avoided.
std::optional<Label> label_for(const Metrics& m, const Rect& area, const LabelWish& w,
                               const std::vector<Rect>& taken) {
  LabelWish other = w;
  other.at = w.below.value_or(w.at);
  other.anchor = LabelWish::Anchor::top_middle;
  for (const Trial& t : trials(w)) {
    if (auto l = placed(m, area, w, t, taken)) return l;
    if (!w.below) continue;
    if (auto l = placed(m, area, other, t, taken)) return l;
  }
  if (w.avoid.empty()) return std::nullopt;
  LabelWish bare = w;
  bare.avoid.clear();
  return placed(m, area, bare, {1, false, w.width}, taken);
}

}  // namespace

std::vector<Label> place_labels(const Metrics& m, const Rect& area, std::vector<LabelWish> wishes,
                                const std::vector<Rect>& obstacles) {
  std::stable_sort(wishes.begin(), wishes.end(),
                   [](const LabelWish& a, const LabelWish& b) { return a.importance < b.importance; });
  std::vector<Rect> taken = obstacles;
  std::vector<Label> out;
  for (const LabelWish& w : wishes) {
    if (auto l = label_for(m, area, w, taken)) {
      taken.push_back(l->box);
      out.push_back(std::move(*l));
    }
  }
  return out;
}

}  // namespace sep::view

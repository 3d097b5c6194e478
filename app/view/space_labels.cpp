// Bodies of space_labels.h.
#include "view/space_labels.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sep::view {
namespace {

constexpr float kAir = 3, kAnyWidth = 1e5F;

/// What of a wish is tried: how many lines, whether the bar, how much of the width.
struct Trial {
  size_t lines;
  bool bar;
  float width;
  bool instead = false, shortest = false;
};

/// The best first; the last two are the shortest forms, of all lines and of the first.
std::vector<Trial> trials(const LabelWish& w) {
  std::vector<Trial> out;
  for (const float part : {1.0F, 0.75F, 0.5F}) {
    for (size_t n = w.lines.size(); n > 0; --n) {
      if (n > 1 && n < w.lines.size() && w.together) continue;
      if (n == 1 && !w.instead.empty()) out.push_back({w.instead.size(), false, w.width * part, true});
      if (w.bar_width > 0) out.push_back({n, true, w.width * part});
      if (n == 1 || w.bar_width <= 0) out.push_back({n, false, w.width * part});
    }
  }
  for (const size_t n : {w.lines.size(), size_t{1}}) out.push_back({n, false, kAnyWidth, false, true});
  return out;
}

/// The block with its upper left corner at 0, 0; nothing when its first line does not fit.
std::optional<Label> block(const Metrics& m, const LabelWish& w, const Trial& t) {
  Label l;
  l.id = w.id;
  l.subject = w.subject;
  float y = 0, width = 0;
  for (size_t i = 0; i < t.lines; ++i) {
    const Forms& forms = (t.instead ? w.instead : w.lines)[i];
    const auto line = fitting(m, t.shortest ? Forms{forms.back()} : forms, t.width);
    if (!line && (i == 0 || w.together)) return std::nullopt;
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

void put(Label& l, const LabelWish& w, const LabelSpot& spot, const Rect& area) {
  float x = spot.at.x, y = spot.at.y;
  using Anchor = LabelSpot::Anchor;
  const auto is = [&](Anchor a, Anchor b) { return spot.anchor == a || spot.anchor == b; };
  if (is(Anchor::bottom_left, Anchor::bottom_right) || spot.anchor == Anchor::bottom_middle) y -= l.box.h();
  if (is(Anchor::top_right, Anchor::bottom_right)) x -= l.box.w();
  if (is(Anchor::bottom_middle, Anchor::top_middle)) {
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

/// A wish and what has become of it.
struct Placing {
  const LabelWish* wish;
  std::vector<Trial> trials;
  size_t rank;  ///< of the trial that has a place; as many as trials: none
  std::optional<Label> label;
  LabelSpot spot;
};

class Placer {
 public:
  Placer(const Metrics& m, const Rect& area, const std::vector<Rect>& obstacles,
         const std::vector<Rect>& pictures)
      : m_(m), area_(area), obstacles_(obstacles), pictures_(pictures) {}

  void add(const LabelWish& w) {
    std::vector<Trial> all = trials(w);
    const size_t none = all.size();
    all_.push_back({&w, std::move(all), none, std::nullopt, {}});
  }

  /// Of the most important ones the shortest forms, of others the first line and bar; else the shortest form
  /// of the first line, at its spots, near them, at last over pictures.
  void begin(Placing& p) {
    if (p.wish->importance > 0 ? improve(p, 1) : try_trial(p, p.trials.size() - 2)) return;
    const size_t last = p.trials.size() - 1;
    const auto l = block(m_, *p.wish, p.trials[last]);
    if (!l) return;
    for (const bool over : {false, true}) {
      for (int ring = 0; ring <= kRings; ++ring) {
        for (const LabelSpot& spot : p.wish->spots) {
          for (const Point& by : kAround) {
            const float far = static_cast<float>(ring) * kRing * m_.scale;
            if (!try_at(p, *l, {{spot.at.x + by.x * far, spot.at.y + by.y * far}, spot.anchor}, over))
              continue;
            p.rank = last;
            return;
          }
        }
      }
    }
  }

  /// The best of at most so many lines.
  bool improve(Placing& p, size_t lines) {
    for (size_t i = 0; i < p.rank; ++i) {
      if (p.trials[i].lines <= lines && try_trial(p, i)) return true;
    }
    return false;
  }

  std::vector<Placing>& all() { return all_; }

 private:
  static constexpr int kRings = 6;
  static constexpr float kRing = 9;
  static constexpr std::array<Point, 5> kAround{Point{0, 1}, Point{0, -1}, Point{-1, 0}, Point{1, 0},
                                                Point{1, 1}};

  /// At the spots, or where it stands.
  bool try_trial(Placing& p, size_t rank) {
    const auto l = block(m_, *p.wish, p.trials[rank]);
    if (!l) return false;
    std::vector<LabelSpot> spots = p.wish->spots;
    if (p.label) spots.push_back(p.spot);
    const auto at = std::find_if(spots.begin(), spots.end(),
                                 [&](const LabelSpot& spot) { return try_at(p, *l, spot, false); });
    if (at == spots.end()) return false;
    p.rank = rank;
    return true;
  }

  /// over: pictures do not count.
  bool try_at(Placing& p, Label l, const LabelSpot& spot, bool over) {
    put(l, *p.wish, spot, area_);
    const Rect& b = l.box;
    if (b.x0 < area_.x0 || b.y0 < area_.y0 || b.x1 > area_.x1 || b.y1 > area_.y1) return false;
    const auto touches = [needs = b.grown(kAir * m_.scale)](const Rect& r) { return r.overlaps(needs); };
    if (std::any_of(obstacles_.begin(), obstacles_.end(), touches)) return false;
    for (const Placing& other : all_) {
      if (&other != &p && other.label && touches(other.label->box)) return false;
    }
    if (!over && std::any_of(pictures_.begin(), pictures_.end(), touches)) return false;
    p.label = std::move(l);
    p.spot = spot;
    return true;
  }

  const Metrics& m_;
  Rect area_;
  const std::vector<Rect>&obstacles_, &pictures_;
  std::vector<Placing> all_;
};

}  // namespace

std::vector<Label> place_labels(const Metrics& m, const Rect& area, std::vector<LabelWish> wishes,
                                const std::vector<Rect>& obstacles, const std::vector<Rect>& pictures) {
  std::stable_sort(wishes.begin(), wishes.end(),
                   [](const LabelWish& a, const LabelWish& b) { return a.importance < b.importance; });
  Placer placer(m, area, obstacles, pictures);
  size_t most = 1;
  for (const LabelWish& w : wishes) {
    placer.add(w);
    most = std::max(most, w.lines.size());
  }
  for (Placing& p : placer.all()) placer.begin(p);
  for (size_t lines = 1; lines <= most; ++lines) {
    for (Placing& p : placer.all()) {
      if (p.label) placer.improve(p, p.wish->importance == 0 ? most : lines);
    }
  }
  std::vector<Label> out;
  for (Placing& p : placer.all()) {
    if (p.label) out.push_back(std::move(*p.label));
  }
  return out;
}

}  // namespace sep::view

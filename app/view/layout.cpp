// lay_out(): puts the parts into the columns and rows that solve() found.
#include "view/layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "view/captions.h"
#include "view/layout_operators.h"
#include "view/layout_parts.h"

namespace sep::view {
namespace {

class Builder {
 public:
  Builder(const LayoutInput& in, const Parts& parts, const Sizes& sizes)
      : in_(in), parts_(parts), z_(sizes) {}
  Layout build();

 private:
  float px(float u) const { return u * z_.s; }
  float row_top(Row row) const {
    return in_.area.y0 + px(kPad) + (row == Row::standard ? z_.row_h + px(kDivider) : 0);
  }
  float row_end(Row row) const { return row_top(row) + z_.row_h; }
  /// Where operators and their captions end.
  float operators_end(Row row) const { return row_end(row) - z_.emphasis_h(); }
  float front_y(Row row) const;
  float path_x() const { return z_.operator_x.front(); }
  float path_end() const {
    return z_.stack_x[static_cast<size_t>(parts_.stages)] + z_.stack_w[static_cast<size_t>(parts_.stages)];
  }

  float place(const Forms& forms, float x, float y, float width);
  Rect place_right(const Forms& forms, float x1, float y, float width);
  StackBox cards(const StackWish& wish, float x, float front_y) const;
  float caption_and_bar(StackBox& box, const StackWish& wish, float width);
  SheetWish sheet_wish(const Shape& shape, const StageGrid& grid, float room_w) const;
  void sheet(StackBox& box, const Rect& room);
  void row_stack(const StackWish& wish);
  void middle_stack(const StackWish& wish);
  float amplify_row(float x, float y, float width);
  void place_operator_caption(const OperatorCaption& caption, float x, float y, float width);
  void operators(Row row);
  void titles(Row row);
  void reuse(Row row);
  void connect();
  void connect_row(Row row);

  const LayoutInput& in_;
  const Parts& parts_;
  const Sizes& z_;
  Layout out_;
};

float Builder::front_y(Row row) const {
  const float fixed = px(kHeader) + z_.fan_of(parts_, row) + z_.tile_h + z_.below_tile_h() + z_.emphasis_h();
  bool crowded = false;
  for (const StackWish& w : parts_.stacks) crowded = crowded || (w.row == row && w.crowded());
  const float spare = std::max(0.0F, z_.row_h - fixed);
  const float shift = crowded && !z_.sheets_right ? 0 : std::min(spare * 0.36F, z_.tile_h);
  return std::floor(row_top(row) + px(kHeader) + z_.fan_of(parts_, row) + shift);
}

/// Puts the longest form that fits; returns its lower edge, or y when none fits.
float Builder::place(const Forms& forms, float x, float y, float width) {
  const auto line = fitting(*in_.metrics, forms, width);
  if (!line) return y;
  const Rect box{x, y, x + in_.metrics->width_of(*line), y + in_.metrics->height_of(*line)};
  out_.texts.push_back({*line, box});
  return box.y1;
}

Rect Builder::place_right(const Forms& forms, float x1, float y, float width) {
  const auto line = fitting(*in_.metrics, forms, width);
  if (!line) return {};
  const float x = std::floor(x1 - in_.metrics->width_of(*line));
  place({*line}, x, y, width + 1);
  constexpr float kLine = 18;
  return {x, y, x1, y + px(kLine)};
}

StackBox Builder::cards(const StackWish& w, float x, float y) const {
  StackBox box{w.key, w.shape, w.grid, w.chosen, {}, {}, {}, {}, {}, {}};
  const float step = z_.card_step(w.shape.c);
  const int count = static_cast<int>(w.shape.c);
  for (int i = z_.extra_cards(w.shape.c); i >= 0; --i) {
    const float d = step * static_cast<float>(i);
    const Rect rect{x + d, y - d, x + d + z_.tile_w, y - d + z_.tile_h};
    box.cards.push_back({rect, (w.chosen + i) % count});
    box.bounds = box.bounds.joined(rect);
  }
  return box;
}

/// Returns the lower edge of the bar's numbers.
float Builder::caption_and_bar(StackBox& box, const StackWish& w, float width) {
  const Rect& front = box.front().rect;
  float y = front.y1 + px(7);
  if (z_.two_lines) {
    place(w.caption.name, front.x0, y, width);
    place(w.caption.shape, front.x0, y + px(16), width);
  } else {
    place(w.caption.one, front.x0, y, width);
  }
  y = std::round(y + z_.caption_h() + px(2));
  if (z_.lean) return y;
  box.bar = {front.x0, y, front.x1, y + px(8)};
  box.bar_text = {front.x0, box.bar.y1 + px(3), front.x1, box.bar.y1 + px(3 + 12)};
  box.bounds = box.bounds.joined(box.bar_text);
  return y + z_.bar_h();
}

/// Few channels make one row.
SheetWish Builder::sheet_wish(const Shape& shape, const StageGrid& g, float room_w) const {
  const double aspect = (g.x.end() - g.x.origin) / (g.y.end() - g.y.origin);
  SheetWish wish{static_cast<int>(shape.c), static_cast<float>(std::clamp(aspect, 0.2, 5.0)), px(kMinCell), 0,
                 px(2)};
  wish.max_cell = std::max(wish.min_cell, std::max(z_.tile_w, z_.tile_h) * 0.5F);
  if (shape.c > 4) return wish;
  const auto count = static_cast<float>(shape.c);
  const float most = std::min(room_w, 1.25F * z_.tile_w);
  const float cell_w = std::min((most - (count - 1) * wish.gap) / count, 0.5F * z_.tile_w);
  wish.max_cell = std::max(px(6), cell_w / std::min(1.0F, wish.aspect));
  wish.columns = static_cast<int>(shape.c);
  return wish;
}

void Builder::sheet(StackBox& box, const Rect& room) {
  if (box.shape.c < 2) return;
  const bool crowded = box.shape.c > 4;
  Rect cells = room;
  if (crowded) cells.y1 -= px(kHiddenLine);
  const Sheet s = fit_sheet(cells, sheet_wish(box.shape, box.grid, room.w()));
  if (s.empty() || s.cell_h < px(crowded ? 3 : 16)) return;
  box.sheet = s;
  box.bounds = box.bounds.joined(s.area);
  if (!crowded) return;
  const float y = s.area.y1 + px(4);
  box.sheet_note = {s.area.x0, y, room.x1, y + in_.metrics->height(Font::small)};
  box.bounds.y1 = std::max(box.bounds.y1, box.sheet_note.y1);
}

void Builder::row_stack(const StackWish& w) {
  const auto column = static_cast<size_t>(w.column);
  const float x = z_.stack_x[column], width = z_.stack_w[column];
  StackBox box = cards(w, x, front_y(w.row));
  const float right = box.bounds.x1 + px(8), top = box.bounds.y0;
  const bool beside = z_.sheets_right && w.crowded();
  const float caption_w =
      box.bounds.w();  // beside a caption that keeps under its cards there is room for more of the sheet
  const bool short_caption =
      beside && !z_.two_lines && in_.metrics->width_of(w.caption.one.front()) <= caption_w;
  const float below = caption_and_bar(box, w, short_caption ? caption_w : width);
  const float end = row_end(w.row) - (w.column < parts_.stages ? z_.emphasis_h() : 0);
  if (beside) {
    sheet(box, {right, top, x + width, short_caption ? below : box.front().rect.y1});
  } else {
    sheet(box, {x, below + px(8), x + width, end});
  }
  out_.stacks.push_back(box);
}

/// Less and more beside "×10ⁿ". Returns its lower edge.
float Builder::amplify_row(float x, float y, float width) {
  const float h = px(20), text = in_.metrics->width(Font::mono, "×10⁻⁷") + px(8);
  const float need = 2 * h + text;
  if (need > width) return y;
  out_.less = {x, y, x + h, y + h};
  out_.amplify = {x + h, y, x + h + text, y + h};
  out_.more = {x + h + text, y, x + need, y + h};
  return y + px(kAmplifyRow);
}

void Builder::middle_stack(const StackWish& w) {
  const auto column = static_cast<size_t>(w.column);
  const bool difference = w.key.kind == StackKind::difference;
  const float x = z_.stack_x[column], width = z_.stack_w[column];
  const float fixed =
      px(kTitle) + z_.fan(w.shape.c) + z_.tile_h + z_.below_tile_h() + (difference ? z_.difference_h() : 0);
  const Rect whole{x, in_.area.y0 + px(kPad), x + width, in_.area.y1 - px(kPad)};
  const float room_h = whole.h() - fixed - px(8);
  const float sheet_room = std::min(room_h, (difference ? 0.9F : 2.0F) * z_.tile_h);
  const Sheet probe =
      w.shape.c > 1 ? fit_sheet({0, 0, width, sheet_room}, sheet_wish(w.shape, w.grid, width)) : Sheet{};
  const float sheet_h = probe.empty() ? 0 : px(8) + probe.area.h() + (w.crowded() ? px(kHiddenLine) : 0);
  const float top = std::floor(whole.y0 + std::max(0.0F, (whole.h() - fixed - sheet_h) / 2));
  place({{{difference ? "Difference" : "Input", Ink::text, Font::bold}}}, x, top, width);
  StackBox box = cards(w, x, top + px(kTitle) + z_.fan(w.shape.c));
  float y = caption_and_bar(box, w, width);
  if (difference && !z_.lean) {
    y = amplify_row(x, y + px(6), width);
    out_.explanation = {x, y, x + width, y + px(kExplanation)};
    box.bounds = box.bounds.joined(out_.explanation);
    y = out_.explanation.y1;
  }
  if (!probe.empty())
    sheet(box,
          {x, y + px(8), x + width, std::min(whole.y1, y + px(8) + probe.area.h() + px(kHiddenLine + 1))});
  out_.stacks.push_back(box);
}

void Builder::place_operator_caption(const OperatorCaption& c, float x, float y, float width) {
  const Metrics& m = *in_.metrics;
  const auto first = fitting(m, c.first, width), second = fitting(m, c.second, width);
  if (m.width_of(c.one.front()) <= width && !c.always_two) {
    place({c.one.front()}, x, y, width);
  } else if (first && second) {
    place({*first}, x, y, width);
    place({*second}, x, y + px(16), width);
  } else {
    place(c.one, x, y, width);
  }
}

void Builder::operators(Row row) {
  std::vector<std::pair<const OperatorWish*, OperatorContent>> made;
  const float top = row_top(row) + px(kHeader - 4), caption = px(6 + 31);
  const float most = operators_end(row) - caption - top;
  float height = 0;
  for (const OperatorWish& w : parts_.operators) {
    if (w.row != row) continue;
    const auto last = static_cast<size_t>(w.last);
    const float x0 = z_.operator_x[static_cast<size_t>(w.first)],
                span = z_.operator_x[last] + z_.operator_w[last] - x0;
    const float width = w.first == w.last ? span : std::min(span, w.natural_w);
    made.emplace_back(&w, operator_content(w, in_, std::floor(width), std::min(most, z_.tile_h), most));
    move(made.back().second, std::floor(x0 + (span - width) / 2), 0);
    height = std::max(height, made.back().second.box.box.h());
  }
  const float mid = front_y(row) + z_.tile_h / 2;
  const float y = std::floor(std::clamp(mid - height / 2, top, std::max(top, top + most - height)));
  for (auto& [wish, content] : made) {
    stretch(content, height, z_.s);
    move(content, 0, y);
    const Rect& box = content.box.box;
    const float width = (wish->first == wish->last ? box.w() : 2 * box.w()) + z_.gap * 0.6F;
    if (box.y1 + caption <= row_end(row))
      place_operator_caption(operator_caption(*in_.plan, content.box, in_.filter), box.x0, box.y1 + px(6),
                             width);
    out_.texts.insert(out_.texts.end(), content.texts.begin(), content.texts.end());
    out_.operators.push_back(content.box);
  }
}

void Builder::titles(Row row) {
  const PathId path = row == Row::separable ? PathId::separable : PathId::standard;
  const float x = path_x(), y = row_top(row), width = path_end() - x;
  const auto line = fitting(*in_.metrics, path_title(*in_.plan, path), width);
  if (!line) return;
  place({*line}, x, y, width);
  Rect& cost = row == Row::separable ? out_.separable_cost : out_.standard_cost;
  cost = place_right(path_cost(*in_.plan, path), path_end(), y + px(2),
                     width - in_.metrics->width_of(*line) - px(24));
}

/// Just under whatever ends lowest over its own place.
void Builder::reuse(Row row) {
  const bool under_operator = row == Row::standard && in_.plan->display.empty();
  const float x = under_operator ? path_x() : z_.stack_x[static_cast<size_t>(parts_.stages) - 1];
  const float width = z_.stack_x[static_cast<size_t>(parts_.stages)] - z_.gap * 0.5F - x;
  const auto line =
      fitting(*in_.metrics,
              reuse_line(*in_.plan, row == Row::separable ? PathId::separable : PathId::standard), width);
  if (!line) return;
  const float w = in_.metrics->width_of(*line);
  float x_at = x, low = 0;
  if (under_operator) {
    for (const OperatorBox& o : out_.operators) {
      if (o.id == "standard") x_at = std::min(o.box.x0, x + width - w);
    }
  }
  const auto lowest = [&](const Rect& r) {
    if (r.y0 >= row_top(row) && r.y1 <= row_end(row) && r.x0 < x_at + w + px(16) && r.x1 > x_at)
      low = std::max(low, r.y1);
  };
  for (const StackBox& s : out_.stacks) lowest(s.bounds);
  for (const OperatorBox& o : out_.operators) lowest(o.box);
  for (const PlacedLine& t : out_.texts) lowest(t.box);
  place({*line}, x_at, std::min(std::round(low + px(8)), row_end(row) - px(15)), width);
}

void Builder::connect_row(Row row) {
  const float mid = std::round(front_y(row) + z_.tile_h / 2), air = px(5);
  std::vector<Rect> boxes;
  for (const StackBox& s : out_.stacks) {
    if (s.bounds.y0 >= row_top(row) - 1 && s.bounds.y1 <= row_end(row) + 1 &&
        s.key.kind != StackKind::input && s.key.kind != StackKind::difference) {
      Rect r = s.bounds;
      if (!z_.sheets_right || s.sheet.empty() || s.sheet.area.y0 > s.front().rect.y1)
        r.x1 = s.front().rect.x1 + z_.fan(s.shape.c);
      boxes.push_back(r);
    }
  }
  for (const OperatorBox& o : out_.operators) {
    if ((o.path == PathId::standard) == (row == Row::standard)) boxes.push_back(o.box);
  }
  std::sort(boxes.begin(), boxes.end(), [](const Rect& a, const Rect& b) { return a.x0 < b.x0; });
  for (size_t i = 0; i + 1 < boxes.size(); ++i) {
    out_.connectors.push_back({{{boxes[i].x1 + air, mid}, {boxes[i + 1].x0 - air, mid}}});
  }
  const StackBox& input = *out_.find({StackKind::input, 0});
  const StackBox& difference = *out_.find({StackKind::difference, 0});
  const float from_x = input.front().rect.x1 + z_.fan(input.shape.c) + air,
              from_y = std::round(input.front().rect.mid_y());
  const float trunk = std::round(path_x() - z_.gap / 2);
  out_.connectors.push_back(
      {{{from_x, from_y}, {trunk, from_y}, {trunk, mid}, {boxes.front().x0 - air, mid}}});
  const float to_x = difference.front().rect.x0 - air, to_y = std::round(difference.front().rect.mid_y());
  const float trunk2 = std::round(path_end() + z_.gap / 2);
  out_.connectors.push_back({{{boxes.back().x1 + air, mid}, {trunk2, mid}, {trunk2, to_y}, {to_x, to_y}}});
}

void Builder::connect() {
  connect_row(Row::separable);
  connect_row(Row::standard);
  const float y = std::round(row_end(Row::separable) + px(kDivider) / 2);
  out_.divider = {path_x(), y, path_end(), y + std::max(1.0F, std::floor(px(1)))};
}

Layout Builder::build() {
  out_.fits = true;
  out_.area = in_.area;
  out_.domain = parts_.domain;
  out_.corner = px(6);
  for (const StackWish& w : parts_.stacks) w.row == Row::both ? middle_stack(w) : row_stack(w);
  for (const Row row : {Row::separable, Row::standard}) {
    titles(row);
    operators(row);
    if (!z_.lean) reuse(row);
  }
  connect();
  return std::move(out_);
}

}  // namespace

std::string id_of(StackKey key) {
  switch (key.kind) {
    case StackKind::input:
      return "input";
    case StackKind::separable:
      return fmt::format("separable.{}", key.index);
    case StackKind::maps:
      return "maps.0";
    case StackKind::standard:
      return "standard.0";
    case StackKind::difference:
      break;
  }
  return "difference";
}

const StackBox* Layout::find(StackKey key) const {
  for (const StackBox& s : stacks) {
    if (s.key == key) return &s;
  }
  return nullptr;
}

Layout lay_out(const LayoutInput& in) {
  Layout none;
  none.area = in.area;
  if (in.area.empty()) return none;
  const Parts parts = parts_of(in);
  Sizes sizes;
  if (!solve(parts, in, sizes)) return none;
  return Builder(in, parts, sizes).build();
}

}  // namespace sep::view

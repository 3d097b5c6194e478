// Words of space_scene.h: titles of the paths, captions of stacks and operators.
#include <algorithm>
#include <cmath>

#include "view/captions.h"
#include "view/scene.h"
#include "view/space_scene.h"

namespace sep::view {
namespace {

Rect seen_of(const SpaceScene& s, const SpaceStack& stack) {
  return seen(s.camera, stack.low(), stack.high());
}

bool last_of(const SpaceScene& s, const SpaceStack& stack) {
  return stack.key.kind == StackKind::standard ||
         (stack.key.kind == StackKind::separable && stack.key.index + 1 == s.arrangement.stages);
}

/// The stage before the last is what is reused, or made anew.
bool tells_reuse(const SpaceScene& s, const SpaceStack& stack) {
  if (stack.key.kind == StackKind::separable) return stack.key.index + 2 == s.arrangement.stages;
  if (stack.key.kind == StackKind::maps) return true;
  return stack.key.kind == StackKind::standard && s.plan.display.empty();
}

std::string largest_text(SpaceScene& s) {
  const auto d = s.engine.difference();
  return d ? "largest " + short_number(d->max_abs, 2, false) : std::string();
}

/// The tiles write this above the input.
Forms named_input(const StackCaption& caption) {
  Line line = caption.name.front();
  line.insert(line.begin(), Span{"input ", Ink::dim, Font::small});
  return {line};
}

LabelWish caption_of(SpaceScene& s, size_t i, const Rect& front) {
  const SpaceStack& stack = s.arrangement.stacks[i];
  const Canvas& c = s.canvas;
  LabelWish w;
  w.id = "caption." + id_of(stack.key);
  w.subject = i;
  const bool input = stack.key.kind == StackKind::input;
  w.lines.push_back(input ? named_input(stack.caption) : stack.caption.one);
  if (input && !stack.caption.shape.empty()) w.lines.push_back(stack.caption.shape);
  if (stack.key.kind == StackKind::difference) {
    if (const std::string most = largest_text(s); !most.empty())
      w.lines.push_back({{{most, Ink::dim, Font::small}}});
  }
  if (tells_reuse(s, stack))
    w.lines.push_back(reuse_line(s.plan, stack.row == Row::separable ? PathId::separable : PathId::standard));
  const Forms shown = sheet_line(static_cast<int>(stack.slabs.size()), static_cast<int>(stack.shape.c),
                                 !s.styles[i].cells.empty());
  if (!shown.empty()) w.lines.push_back(shown);
  const float side = s.camera.pixels_per_unit({stack.middle_x, stack.middle_y, 0});
  if (s.styles[i].ready) w.bar_width = std::clamp(front.w(), c.px(92), c.px(200));
  const Rect all = seen_of(s, stack);
  using Anchor = LabelSpot::Anchor;
  w.spots = {{{front.x0, front.y1 + c.px(7)}},
             {{front.x1, front.y1 + c.px(7)}, Anchor::top_right},
             {{front.x0, all.y1 + c.px(7)}},
             {{front.x1, all.y1 + c.px(7)}, Anchor::top_right}};
  w.width = std::max(c.px(150), side * (s.arrangement.width + 0.45F));
  w.importance = input || last_of(s, stack) ? 1 : 2;
  return w;
}

/// Above a path's first stage: what it does, and what it costs.
LabelWish title_of(const SpaceScene& s, Row row) {
  const PathId path = row == Row::separable ? PathId::separable : PathId::standard;
  LabelWish w;
  w.id = row == Row::separable ? "title.separable" : "title.standard";
  w.lines = {path_title(s.plan, path), path_cost(s.plan, path)};
  w.width = s.canvas.px(380);
  Rect first;
  float top = 1e9F;
  const float reach = std::min(w.width, s.canvas.metrics().width_of(w.lines[0].front())) + s.canvas.px(8);
  for (const SpaceStack& stack : s.arrangement.stacks) {
    if (stack.row != row) continue;
    const Rect r = seen_of(s, stack);
    if (r.empty()) continue;
    if (first.empty()) first = r;
    if (r.x0 < first.x0 + reach) top = std::min(top, r.y0);
  }
  const float air = s.canvas.px(8);
  w.spots = {{{first.x0, top - air}, LabelSpot::Anchor::bottom_left},
             {{first.x0, first.y0 - air}, LabelSpot::Anchor::bottom_left}};
  w.keep_inside = true;
  return w;
}

/// Faces of all slabs and kernels: what the words between stacks stay off.
std::vector<Rect> faces_of(const SpaceScene& s) {
  std::vector<Rect> out;
  for (const SpaceStack& stack : s.arrangement.stacks) {
    glm::vec3 low = stack.low(), high = stack.high();
    for (const Slab& slab : stack.slabs) {
      low.z = high.z = slab.z;
      out.push_back(seen(s.camera, low, high));
    }
  }
  for (const SpaceKernels& k : s.kernels) {
    for (const Slab& slab : k.slabs) out.push_back(seen(s.camera, k.low(slab), k.high(slab)));
  }
  std::erase_if(out, [](const Rect& r) { return r.empty(); });
  return out;
}

/// Between two stacks: what makes the second one, above its kernel or else below it.
LabelWish operator_of(const SpaceScene& s, const SpaceStack& from, const SpaceStack& to) {
  const auto own = std::find_if(s.kernels.begin(), s.kernels.end(),
                                [&](const SpaceKernels& k) { return &s.arrangement.stacks[k.makes] == &to; });
  OperatorBox box;
  box.id = "add";
  box.ink = Ink::accent;
  if (own != s.kernels.end()) box = own->box;
  const OperatorCaption caption = operator_caption(s.plan, box, s.view.filter);
  LabelWish w;
  w.id = "operator." + box.id;
  const Forms name{{{box.id, box.ink, Font::small_bold}}};
  w.lines = {name, caption.first.empty() ? caption.one : caption.first};
  if (!caption.first.empty() && !caption.second.empty()) {
    w.lines.push_back(caption.second);
    w.together = true;
    w.instead = {name, {caption.one.back()}};
  }
  const glm::vec3 left{from.x_of(from.grid.x.count), to.middle_y, 0}, right{to.x_of(0), to.middle_y, 0};
  const auto a = s.camera.project(left), b = s.camera.project(right),
             middle = s.camera.project((left + right) / 2.0F);
  w.width = a && b ? std::max(s.canvas.px(64), std::abs(b->x - a->x) + s.canvas.px(24)) : 0;
  w.importance = 3;
  using Anchor = LabelSpot::Anchor;
  const float air = s.canvas.px(5);
  if (own == s.kernels.end()) {
    if (!middle) return w;
    w.spots = {{{middle->x, middle->y - air}, Anchor::bottom_middle},
               {{middle->x, middle->y + air}, Anchor::top_middle}};
    return w;
  }
  const Rect front = seen(s.camera, own->low(own->slabs.front()), own->high(own->slabs.front()));
  Rect all = front;
  for (const Slab& slab : own->slabs) all = all.joined(seen(s.camera, own->low(slab), own->high(slab)));
  w.spots = {{{front.mid_x(), all.y0 - air}, Anchor::bottom_middle},
             {{all.x1, all.y0 - air}, Anchor::bottom_right},
             {{front.mid_x(), all.y1 + air}, Anchor::top_middle},
             {{front.x1, all.y1 + air}, Anchor::top_right},
             {{front.x0, all.y1 + air}, Anchor::top_left},
             {{front.x0, all.y0 - air}, Anchor::bottom_left}};
  return w;
}

}  // namespace

std::vector<Label> draw_labels(SpaceScene& s, std::vector<Rect> obstacles) {
  obstacles.insert(obstacles.end(), s.marks.begin(), s.marks.end());
  std::vector<LabelWish> wishes{title_of(s, Row::separable), title_of(s, Row::standard)};
  for (size_t i = 0; i < s.arrangement.stacks.size(); ++i) {
    const SpaceStack& stack = s.arrangement.stacks[i];
    const Rect front = seen(s.camera, {stack.x_of(0), stack.y_of(stack.grid.y.count), 0}, stack.high());
    const Rect all = seen_of(s, stack);
    if (!front.empty() && !all.empty()) wishes.push_back(caption_of(s, i, front));
  }
  for (const Row row : {Row::separable, Row::standard}) {
    const auto chain = s.arrangement.chain(row);
    for (size_t k = 1; k < chain.size(); ++k)
      wishes.push_back(operator_of(s, s.arrangement.stacks[chain[k - 1]], s.arrangement.stacks[chain[k]]));
  }
  Canvas& c = s.canvas;
  std::vector<Label> labels =
      place_labels(c.metrics(), s.area.grown(-c.px(10)), std::move(wishes), obstacles, faces_of(s));
  for (const Label& l : labels) {
    c.fill(l.box.grown(c.px(2)), with_alpha(c.theme().background, 0.66F), c.px(3));
    for (const PlacedLine& line : l.lines) c.line({line.box.x0, line.box.y0}, line.spans);
    if (!l.bar.empty()) draw_colour_bar(c, l.bar, l.bar_text, s.styles[l.subject]);
  }
  return labels;
}

}  // namespace sep::view

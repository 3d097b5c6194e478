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

LabelWish caption_of(SpaceScene& s, size_t i, const Rect& front) {
  const SpaceStack& stack = s.arrangement.stacks[i];
  const Canvas& c = s.canvas;
  LabelWish w;
  w.id = "caption." + id_of(stack.key);
  w.subject = i;
  w.lines.push_back(stack.caption.one);
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
  w.at = {front.x0, front.y1 + c.px(7)};
  w.width = std::max(c.px(150), side * (s.arrangement.width + 0.45F));
  w.importance = stack.key.kind == StackKind::input || last_of(s, stack) ? 1 : 2;
  return w;
}

/// Above a path's first stage: what it does, and what it costs.
LabelWish title_of(const SpaceScene& s, Row row) {
  const PathId path = row == Row::separable ? PathId::separable : PathId::standard;
  Rect first;
  float top = 1e9F;
  const float reach = s.canvas.px(300);
  for (const SpaceStack& stack : s.arrangement.stacks) {
    if (stack.row != row) continue;
    const Rect r = seen_of(s, stack);
    if (r.empty()) continue;
    if (first.empty()) first = r;
    if (r.x0 < first.x0 + reach) top = std::min(top, r.y0);
  }
  LabelWish w;
  w.id = row == Row::separable ? "title.separable" : "title.standard";
  w.lines = {path_title(s.plan, path), path_cost(s.plan, path)};
  w.at = {first.x0, top - s.canvas.px(8)};
  w.anchor = LabelWish::Anchor::bottom_left;
  w.width = s.canvas.px(380);
  const SpaceStack* difference = s.arrangement.find({StackKind::difference, 0});
  if (const Rect r = difference != nullptr ? seen_of(s, *difference) : Rect{};
      !r.empty() && r.y0 < w.at.y && r.x0 > first.x0)
    w.width = std::clamp(r.x0 - first.x0 - s.canvas.px(12), s.canvas.px(90), w.width);
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
LabelWish operator_of(const SpaceScene& s, const SpaceStack& from, const SpaceStack& to,
                      const std::vector<Rect>& faces) {
  const auto own = std::find_if(s.kernels.begin(), s.kernels.end(),
                                [&](const SpaceKernels& k) { return &s.arrangement.stacks[k.makes] == &to; });
  OperatorBox box;
  box.id = "add";
  box.ink = Ink::accent;
  if (own != s.kernels.end()) box = own->box;
  const OperatorCaption caption = operator_caption(s.plan, box, s.view.filter);
  LabelWish w;
  w.id = "operator." + box.id;
  w.lines = {{{{box.id, box.ink, Font::small_bold}}}};
  w.lines.push_back(caption.first.empty() ? caption.one : caption.first);
  if (!caption.first.empty() && !caption.second.empty()) w.lines.push_back(caption.second);
  const glm::vec3 left{from.x_of(from.grid.x.count), to.middle_y, 0}, right{to.x_of(0), to.middle_y, 0};
  const auto a = s.camera.project(left), b = s.camera.project(right),
             middle = s.camera.project((left + right) / 2.0F);
  w.at = middle ? Point{middle->x, middle->y - s.canvas.px(6)} : Point{-1e6F, 0};
  w.width = a && b ? std::max(s.canvas.px(20), std::abs(b->x - a->x) + s.canvas.px(24)) : 0;
  w.anchor = LabelWish::Anchor::bottom_middle;
  w.importance = 3;
  w.avoid = faces;
  if (own == s.kernels.end()) return w;
  const Rect front = seen(s.camera, own->low(own->slabs.front()), own->high(own->slabs.front()));
  Rect all = front;
  for (const Slab& slab : own->slabs) all = all.joined(seen(s.camera, own->low(slab), own->high(slab)));
  w.at = {front.mid_x(), all.y0 - s.canvas.px(5)};
  w.below = Point{front.mid_x(), front.y1 + s.canvas.px(5)};
  return w;
}

}  // namespace

std::vector<Label> draw_labels(SpaceScene& s, const std::vector<Rect>& obstacles) {
  std::vector<LabelWish> wishes{title_of(s, Row::separable), title_of(s, Row::standard)};
  for (size_t i = 0; i < s.arrangement.stacks.size(); ++i) {
    const SpaceStack& stack = s.arrangement.stacks[i];
    const Rect front = seen(s.camera, {stack.x_of(0), stack.y_of(stack.grid.y.count), 0}, stack.high());
    const Rect all = seen_of(s, stack);
    if (!front.empty() && !all.empty()) wishes.push_back(caption_of(s, i, front));
  }
  const std::vector<Rect> faces = faces_of(s);
  for (const Row row : {Row::separable, Row::standard}) {
    const auto chain = s.arrangement.chain(row);
    for (size_t k = 1; k < chain.size(); ++k)
      wishes.push_back(
          operator_of(s, s.arrangement.stacks[chain[k - 1]], s.arrangement.stacks[chain[k]], faces));
  }
  Canvas& c = s.canvas;
  std::vector<Label> labels =
      place_labels(c.metrics(), s.area.grown(-c.px(10)), std::move(wishes), obstacles);
  for (const Label& l : labels) {
    c.fill(l.box.grown(c.px(2)), with_alpha(c.theme().background, 0.66F), c.px(3));
    for (const PlacedLine& line : l.lines) c.line({line.box.x0, line.box.y0}, line.spans);
    if (!l.bar.empty()) draw_colour_bar(c, l.bar, l.bar_text, s.styles[l.subject]);
  }
  return labels;
}

}  // namespace sep::view

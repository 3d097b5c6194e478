// Lines and words of space_scene.h.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>

#include "view/captions.h"
#include "view/scene.h"
#include "view/space_scene.h"

namespace sep::view {
namespace {

constexpr float kNearer = 4e-4F;
constexpr size_t kMostRays = 64;

void add_line(SpacePicture& p, glm::vec3 a, glm::vec3 b, ImU32 colour, float width, float alpha = 1) {
  const ImVec4 c = ImGui::ColorConvertU32ToFloat4(colour);
  p.lines.push_back({a, width, b, kNearer, {c.x, c.y, c.z, alpha}});
}

/// Rectangle in a plane z.
void add_frame(SpacePicture& p, glm::vec3 low, glm::vec3 high, ImU32 colour, float width, float alpha = 1) {
  const glm::vec3 a{low.x, low.y, high.z}, b{high.x, low.y, high.z}, c{high.x, high.y, high.z},
      d{low.x, high.y, high.z};
  add_line(p, a, b, colour, width, alpha);
  add_line(p, b, c, colour, width, alpha);
  add_line(p, c, d, colour, width, alpha);
  add_line(p, d, a, colour, width, alpha);
}

void add_box(SpacePicture& p, const SpaceBox& box, ImU32 colour, float width, float alpha) {
  add_frame(p, box.low, box.high, colour, width, alpha);
  add_frame(p, box.low, {box.high.x, box.high.y, box.low.z}, colour, width * 0.75F, alpha);
  for (const float x : {box.low.x, box.high.x}) {
    for (const float y : {box.low.y, box.high.y})
      add_line(p, {x, y, box.low.z}, {x, y, box.high.z}, colour, width * 0.75F, alpha);
  }
}

/// A pixel of a large image is still seen.
void enlarge(const SpaceScene& s, SpaceBox& box) {
  const float least = s.canvas.px(6) / s.camera.pixels_per_unit(box.high);
  for (int i = 0; i < 2; ++i) {
    const float more = (least - (box.high[i] - box.low[i])) / 2;
    if (more <= 0) continue;
    box.low[i] -= more;
    box.high[i] += more;
  }
}

void add_arrow(SpacePicture& p, glm::vec3 from, glm::vec3 to, ImU32 colour, float width) {
  add_line(p, from, to, colour, width);
  const glm::vec3 way = glm::normalize(to - from), aside{-way.y, way.x, 0};
  for (const float side : {-1.0F, 1.0F})
    add_line(p, to, to - way * 0.06F + aside * (0.035F * side), colour, width);
}

glm::vec3 left_of(const SpaceStack& s, float air) { return {s.x_of(0) - air, s.middle_y, 0}; }
glm::vec3 right_of(const SpaceStack& s, float air) { return {s.x_of(s.grid.x.count) + air, s.middle_y, 0}; }

/// From the input up and down to both paths: across, up, across.
void add_bend(SpacePicture& p, glm::vec3 from, glm::vec3 to, float at_x, ImU32 colour, float width,
              bool head) {
  const glm::vec3 a{at_x, from.y, 0}, b{at_x, to.y, 0};
  add_line(p, from, a, colour, width);
  add_line(p, a, b, colour, width);
  if (head)
    add_arrow(p, b, to, colour, width);
  else
    add_line(p, b, to, colour, width);
}

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

/// Between two stacks: what makes the second one.
LabelWish operator_of(const SpaceScene& s, const SpaceStack& from, const SpaceStack& to) {
  const bool separable = to.row == Row::separable;
  OperatorBox box;
  Ink ink = Ink::accent;
  if (separable) {
    const Stage& stage = s.plan.separable[static_cast<size_t>(to.key.index)];
    box.id = stage.name;
    ink = stage.kind == StageKind::pointwise ? Ink::filters : Ink::kernel;
  } else {
    box.id = to.key.kind == StackKind::standard && !s.plan.display.empty() ? "add" : "standard";
  }
  const OperatorCaption caption = operator_caption(s.plan, box, s.view.filter);
  LabelWish w;
  w.id = "operator." + box.id;
  w.lines = {{{{box.id, ink, Font::small_bold}}}};
  w.lines.push_back(caption.first.empty() ? caption.one : caption.first);
  if (!caption.first.empty() && !caption.second.empty()) w.lines.push_back(caption.second);
  const float left = right_of(from, 0).x;
  const glm::vec3 middle{(left + to.x_of(0)) / 2, to.middle_y, 0};
  const auto at = s.camera.project(middle);
  const auto a = s.camera.project({left, to.middle_y, 0}), b = s.camera.project(left_of(to, 0));
  w.at = at ? Point{at->x, at->y - s.canvas.px(6)} : Point{-1e6F, 0};
  w.anchor = LabelWish::Anchor::bottom_middle;
  w.width = a && b ? std::max(s.canvas.px(20), std::abs(b->x - a->x) + s.canvas.px(24)) : 0;
  w.importance = 3;
  return w;
}

}  // namespace

void add_wires(const SpaceScene& s, SpacePicture& p) {
  const Theme& t = s.canvas.theme();
  const ImU32 wire = mixed(t.background, t.dim, 0.55F);
  const float width = s.canvas.px(1.4F), air = 0.06F;
  const SpaceStack* input = s.arrangement.find({StackKind::input, 0});
  const SpaceStack* difference = s.arrangement.find({StackKind::difference, 0});
  for (const Row row : {Row::separable, Row::standard}) {
    const std::vector<size_t> chain = s.arrangement.chain(row);
    for (size_t k = 1; k < chain.size(); ++k) {
      const SpaceStack &a = s.arrangement.stacks[chain[k - 1]], &b = s.arrangement.stacks[chain[k]];
      if (&a == input)
        add_bend(p, right_of(a, air), left_of(b, air), right_of(a, 0).x + 0.16F, wire, width, true);
      else
        add_arrow(p, right_of(a, air), left_of(b, air), wire, width);
    }
    if (difference != nullptr) {
      const float bend = left_of(*difference, 0.2F).x;
      add_bend(p, right_of(s.arrangement.stacks[chain.back()], air), left_of(*difference, air), bend, wire,
               width, row == Row::separable);
    }
  }
  for (const SpaceStack& stack : s.arrangement.stacks) {
    if (stack.shape.c > 1)
      add_frame(p, stack.low(), stack.high() + glm::vec3{0, 0, 0.005F}, t.text, s.canvas.px(1.4F), 0.9F);
  }
}

void add_links(const SpaceScene& s, const SpaceLinks& links, bool faint, SpacePicture& p) {
  const Theme& t = s.canvas.theme();
  const float strength = faint ? 0.75F : 1;
  std::vector<SpaceBox> boxes = links.boxes;
  for (SpaceBox& box : boxes) enlarge(s, box);
  // A dark edge, seen on light pictures; it does not shine through slabs.
  for (const SpaceBox& box : boxes)
    add_frame(p, box.low, box.high, t.background, s.canvas.px(4), 0.8F * strength);
  const size_t before = p.lines.size();
  if (links.rays.size() <= kMostRays) {
    for (const SpaceLine& ray : links.rays)
      add_line(p, ray.from, ray.to, colour_of(t, ray.ink), s.canvas.px(1), 0.65F * strength);
  }
  for (const SpaceBox& box : boxes) {
    const ImU32 ink = colour_of(t, box.ink);
    for (size_t i = 0; i + 1 < box.cells.size(); i += 2)
      add_frame(p, box.cells[i], box.cells[i + 1], ink, s.canvas.px(1), 0.9F * strength);
    add_box(p, box, ink, s.canvas.px(2), strength);
  }
  p.through = static_cast<int>(p.lines.size() - before);
}

std::vector<Label> draw_labels(SpaceScene& s, const std::vector<Rect>& obstacles) {
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
      place_labels(c.metrics(), s.area.grown(-c.px(10)), std::move(wishes), obstacles);
  for (const Label& l : labels) {
    c.fill(l.box.grown(c.px(2)), with_alpha(c.theme().background, 0.66F), c.px(3));
    for (const PlacedLine& line : l.lines) c.line({line.box.x0, line.box.y0}, line.spans);
    if (!l.bar.empty()) draw_colour_bar(c, l.bar, l.bar_text, s.styles[l.subject]);
  }
  return labels;
}

}  // namespace sep::view

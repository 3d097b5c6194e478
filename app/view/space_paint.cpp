// Lines of space_scene.h: arrows, frames, what is linked.
#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>

#include "view/scene.h"
#include "view/space_scene.h"

namespace sep::view {
namespace {

constexpr float kNearer = 4e-4F, kBehindAll = -4;
constexpr size_t kMostRays = 64;

void add_line(SpacePicture& p, glm::vec3 a, glm::vec3 b, ImU32 colour, float width, float alpha = 1,
              float nearer = kNearer) {
  const ImVec4 c = ImGui::ColorConvertU32ToFloat4(colour);
  p.lines.push_back({a, width, b, nearer, {c.x, c.y, c.z, alpha}});
}

/// Where no slab is, not even a farther one.
void add_wire(SpacePicture& p, glm::vec3 a, glm::vec3 b, ImU32 colour, float width) {
  add_line(p, a, b, colour, width, 1, kBehindAll);
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
  add_wire(p, from, to, colour, width);
  const glm::vec3 way = glm::normalize(to - from), aside{-way.y, way.x, 0};
  for (const float side : {-1.0F, 1.0F})
    add_wire(p, to, to - way * 0.06F + aside * (0.035F * side), colour, width);
}

/// Beside a stack at x, in the plane of its front, so far out that it is seen beside the back too; at most
/// `most` further.
glm::vec3 beside(const SpaceScene& s, const SpaceStack& stack, float x, float side, float most) {
  const glm::vec3 front{x, stack.middle_y, 0};
  const auto a = s.camera.project(front), b = s.camera.project({x, stack.middle_y, stack.back()}),
             step = s.camera.project({x + 0.1F * side, stack.middle_y, 0});
  if (!a || !b || !step) return front;
  const float per_unit = (step->x - a->x) * 10, out = b->x - a->x;
  if (per_unit * side <= 0 || out * side <= 0) return front;
  return {x + side * std::min(most, out / per_unit), front.y, front.z};
}

constexpr float kAir = 0.06F;      ///< between a stack and a wire
constexpr float kOfTheGap = 0.4F;  ///< part of the gap that a wire may leave empty

float gap(const SpaceStack& from, const SpaceStack& to) {
  return kOfTheGap * (to.x_of(0) - from.x_of(from.grid.x.count));
}
glm::vec3 end_of(const SpaceScene& s, const SpaceStack& from, const SpaceStack& to) {
  return beside(s, to, to.x_of(0) - kAir, -1, gap(from, to));
}
glm::vec3 start_of(const SpaceScene& s, const SpaceStack& from, const SpaceStack& to) {
  return beside(s, from, from.x_of(from.grid.x.count) + kAir, 1, gap(from, to));
}

/// From the input up and down to both paths: across, up, across.
void add_bend(SpacePicture& p, glm::vec3 from, glm::vec3 to, float at_x, ImU32 colour, float width,
              bool head) {
  const glm::vec3 a{at_x, from.y, 0}, b{at_x, to.y, 0};
  add_wire(p, from, a, colour, width);
  add_wire(p, a, b, colour, width);
  if (head)
    add_arrow(p, b, to, colour, width);
  else
    add_wire(p, b, to, colour, width);
}

}  // namespace

void add_frame(SpacePicture& p, glm::vec3 low, glm::vec3 high, ImU32 colour, float width, float alpha) {
  const glm::vec3 a{low.x, low.y, high.z}, b{high.x, low.y, high.z}, c{high.x, high.y, high.z},
      d{low.x, high.y, high.z};
  add_line(p, a, b, colour, width, alpha);
  add_line(p, b, c, colour, width, alpha);
  add_line(p, c, d, colour, width, alpha);
  add_line(p, d, a, colour, width, alpha);
}

void add_wires(const SpaceScene& s, SpacePicture& p) {
  const Theme& t = s.canvas.theme();
  const ImU32 wire = mixed(t.background, t.dim, 0.55F);
  const float width = s.canvas.px(1.4F);
  const SpaceStack* input = s.arrangement.find({StackKind::input, 0});
  const SpaceStack* difference = s.arrangement.find({StackKind::difference, 0});
  for (const Row row : {Row::separable, Row::standard}) {
    const std::vector<size_t> chain = s.arrangement.chain(row);
    for (size_t k = 1; k < chain.size(); ++k) {
      const SpaceStack &a = s.arrangement.stacks[chain[k - 1]], &b = s.arrangement.stacks[chain[k]];
      const glm::vec3 from = start_of(s, a, b), to = end_of(s, a, b);
      if (&a == input)
        add_bend(p, from, to, from.x + 0.1F, wire, width, true);
      else
        add_arrow(p, from, to, wire, width);
    }
    if (difference != nullptr) {
      const SpaceStack& output = s.arrangement.stacks[chain.back()];
      const glm::vec3 to = end_of(s, output, *difference);
      add_bend(p, start_of(s, output, *difference), to, to.x - 0.14F, wire, width, row == Row::separable);
    }
  }
  for (const SpaceStack& stack : s.arrangement.stacks) {
    if (stack.shape.c <= 1) continue;
    glm::vec3 corner = stack.high();
    corner.z = stack.slabs.front().z + 0.005F;
    add_frame(p, stack.low(), corner, t.text, s.canvas.px(1.4F), 0.9F);
  }
}

void add_ring(const SpaceScene& s, glm::vec3 low, glm::vec3 high, SpacePicture& p) {
  SpaceBox box{0, Ink::text, low, high, 0, 1, false, {}};
  enlarge(s, box);
  add_frame(p, box.low, box.high, s.canvas.theme().background, s.canvas.px(5));
  add_frame(p, box.low, box.high, s.canvas.theme().text, s.canvas.px(2.5F));
  p.through += 8;
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

}  // namespace sep::view

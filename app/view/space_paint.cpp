// Lines of space_scene.h: arrows, frames, what is linked.
#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>

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

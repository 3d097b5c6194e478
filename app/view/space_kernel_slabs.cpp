// Kernels of space_scene.h: heat maps in space, in the colours that the operators of the tiles have.
#include <algorithm>
#include <utility>

#include "view/select.h"
#include "view/space_scene.h"

namespace sep::view {
namespace {

constexpr float kNearest = 0.006F;  ///< frames stand so far before the slab that they frame

SlabInstance shape_of(const SpaceKernels& k, const Slab& slab) {
  SlabInstance i;
  i.x = k.low(slab).x;
  i.y = k.low(slab).y;
  i.front = slab.z;
  i.thickness = k.thickness;
  i.w = k.width();
  i.h = k.height();
  i.fade = slab.channel == k.chosen ? 0 : fade_at(slab.z);
  i.rim = 0.6F;
  return i;
}

void set_colours(SlabInstance& i, const OperatorWeights& w) {
  const float most = w.largest > 0 ? w.largest : 1;
  i.row = static_cast<int32_t>(w.planes.row_floats);
  i.width = w.columns;
  i.height = w.rows;
  i.map = static_cast<int32_t>(Map::diverging);
  i.low = -most;
  i.slope = 0.5F / most;
}

/// Corners of the taps of one kernel, in front of its slab.
std::pair<glm::vec3, glm::vec3> taps_of(const SpaceKernels& k, const Slab& slab, const WeightLink& w) {
  const float left = k.low(slab).x, top = k.high(slab).y, z = slab.z + kNearest;
  return {
      {left + k.cell * static_cast<float>(w.cols.first), top - k.cell * static_cast<float>(w.rows.end), z},
      {left + k.cell * static_cast<float>(w.cols.end), top - k.cell * static_cast<float>(w.rows.first), z}};
}

/// Calls draw(kernels, slab, weights) for every kernel drawn that has linked weights.
template <class Draw>
void for_linked(const SpaceScene& s, const Links& links, const Draw& draw) {
  for (const SpaceKernels& k : s.kernels) {
    const TensorLink* link = find_link(links, result_of(k.box), k.box.path);
    if (link == nullptr || link->weights.empty()) continue;
    for (const Slab& slab : k.slabs) {
      if (at_work(s.plan, s.view, k.box, slab.channel, link->weights)) draw(k, slab, link->weights);
    }
  }
}

void ring_weight(const SpaceScene& s, const Selection& weight, SpacePicture& p) {
  const auto links = links_of(s.plan, weight);
  if (!links) return;
  for_linked(s, *links, [&](const SpaceKernels& k, const Slab& slab, const WeightLink& w) {
    if (!(result_of(k.box) == weight.ref)) return;  // not those that made what it multiplies
    const auto [low, high] = taps_of(k, slab, w);
    add_ring(s, low, high, p);
  });
}

void ring_element(const SpaceScene& s, const Selection& e, SpacePicture& p) {
  for (const SpaceStack& stack : s.arrangement.stacks) {
    if (!(tensor_ref(s.plan, stack.key) == e.ref) || stack.key.kind == StackKind::difference) continue;
    const float z = stack.z_of(std::max(0, e.channel)) + kNearest;
    add_ring(s, {stack.x_of(e.x), stack.y_of(e.y + 1), z}, {stack.x_of(e.x + 1), stack.y_of(e.y), z}, p);
  }
}

}  // namespace

void add_kernels(SpaceScene& s, SpacePicture& p) {
  for (const SpaceKernels& k : s.kernels) {
    const OperatorWeights* w = s.weights.of(s.plan, k.box, s.view.filter);
    if (w == nullptr) continue;
    p.versions.push_back(maker_of(s.plan, result_of(k.box))->key);
    p.versions.push_back(static_cast<uint64_t>(s.view.filter));
    for (const Slab& slab : k.slabs) {
      SlabInstance i = shape_of(k, slab);
      set_colours(i, *w);
      add_slab(p, w->planes.window_of(slab.channel, i.plane[0]), i);
    }
    const Slab& front = k.slabs.front();
    glm::vec3 low = k.low(front), high = k.high(front);
    low.z = high.z = front.z + kNearest / 2;
    add_frame(p, low, high, colour_of(s.canvas.theme(), k.box.ink), s.canvas.px(1.6F));
  }
}

void add_taps(const SpaceScene& s, const Links& links, SpacePicture& p) {
  const size_t before = p.lines.size();
  const bool weight = links.selection.kind == Selection::Kind::weight;
  for_linked(s, links, [&](const SpaceKernels& k, const Slab& slab, const WeightLink& w) {
    if (!weight && slab.channel != k.chosen) return;
    const auto [low, high] = taps_of(k, slab, w);
    add_frame(p, low, high, s.canvas.theme().kernel, s.canvas.px(2));
  });
  p.through += static_cast<int>(p.lines.size() - before);
}

void add_pointed(const SpaceScene& s, const Selection& selection, SpacePicture& p) {
  if (selection.kind == Selection::Kind::weight)
    ring_weight(s, selection, p);
  else
    ring_element(s, selection, p);
}

}  // namespace sep::view

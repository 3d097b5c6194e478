// The slabs of space_scene.h: planes in the buffers of stages, shrunk as far as they are seen from afar.
#include <algorithm>
#include <climits>
#include <cmath>
#include <span>

#include "view/cell_values.h"
#include "view/space_scene.h"

namespace sep::view {
namespace {

constexpr int kFewSlabs = 4;
constexpr float kMostFade = 0.6F;
constexpr float kFadePerUnit = 0.42F;

/// Texels of the stage per framebuffer pixel on the chosen slab, the larger of both axes.
double texels_per_pixel(const SpaceScene& s, const SpaceStack& stack) {
  const glm::vec3 corner{stack.x_of(0), stack.y_of(0), 0};
  const auto a = s.camera.project(corner),
             b = s.camera.project({stack.x_of(stack.grid.x.count), corner.y, 0}),
             c = s.camera.project({corner.x, stack.y_of(stack.grid.y.count), 0});
  if (!a || !b || !c) return 1;
  const auto length = [&](Point p) {
    return std::max(1e-3, std::hypot(static_cast<double>(p.x - a->x), static_cast<double>(p.y - a->y)));
  };
  const double wide = stack.grid.x.count / length(*b), high = stack.grid.y.count / length(*c);
  // A face seen from the side would need few texels across; it is kept readable along the other axis.
  return std::min(std::max(wide, high), 2 * std::min(wide, high)) / s.framebuffer_scale;
}

bool framed(const SpaceStack& stack, const Slab& slab) { return slab.channel == stack.chosen; }

SlabInstance shape_of(const SpaceStack& stack, const Slab& slab) {
  SlabInstance i;
  i.x = stack.x_of(0);
  i.y = stack.y_of(stack.grid.y.count);
  i.front = slab.z;
  i.thickness = stack.thickness;
  i.w = stack.x_of(stack.grid.x.count) - i.x;
  i.h = stack.y_of(0) - i.y;
  i.fade = framed(stack, slab) ? 0 : fade_at(slab.z);
  i.rim = framed(stack, slab) ? 0.35F : stack.shape.c <= kFewSlabs ? 0.85F : 0.45F;
  return i;
}

/// own: in its own range where most channels would be blank in the stage's, as in a contact sheet.
void set_colours(SlabInstance& i, const StackStyle& style, int channel, bool whole, bool own) {
  i.map = static_cast<int32_t>(whole ? Map::true_colour : style.map_of(channel));
  const gpu::Range range = style.range_of(channel, own);
  const float extent = range.high - range.low;
  i.low = range.low;
  i.slope = extent > 0 ? 1 / extent : 0;
  if (!(extent > 0) && style.map_of(channel) == Map::diverging) i.low = -1, i.slope = 0.5F;
}

/// Not computed yet: plain slabs.
void add_placeholder(const SpaceScene& s, const SpaceStack& stack, SpacePicture& p) {
  for (const Slab& slab : stack.slabs) {
    SlabInstance i = shape_of(stack, slab);
    i.map = kPlainSlab;
    i.level = static_cast<int32_t>(s.canvas.theme().panel);
    add_slab(p, {}, i);
  }
}

PlaneSet planes_for(SpaceScene& s, const SpaceStack& stack, bool whole, int& level) {
  const gpu::StageRef ref = stage_ref(stack.key);
  const gpu::GpuTensor& tensor = *s.engine.tensor(ref);
  PlaneSet planes = planes_of(tensor, s.engine.limits());
  level = level_for(texels_per_pixel(s, stack) * (s.moving ? 2 : 1), planes.width, planes.height);
  if (level == 0) return planes;
  std::vector<int> wanted;
  for (const Slab& slab : stack.slabs) wanted.push_back(slab.channel);
  if (whole) wanted.insert(wanted.end(), {0, 1, 2});
  auto made = s.pyramids.level(ref, s.engine.version(ref), tensor, level, wanted);
  if (made) return std::move(*made);
  level = 0;
  return planes;
}

/// What of the slab's planes is computed.
void reveal(const SpaceScene& s, const SpaceStack& stack, int channel, bool whole, SlabInstance& i) {
  if (!s.steps) return;
  bool all = true;
  for (int k = 0; k < (whole ? 3 : 1); ++k) {
    const Revealed r = s.revealed(stack, whole ? k : channel);
    all = all && r.all;
    i.made[k] = r.count(stack.shape);
  }
  i.made_row = all ? 0 : static_cast<int32_t>(stack.shape.w);
}

void add_stack(SpaceScene& s, const SpaceStack& stack, const StackStyle& style, SpacePicture& p) {
  int level = 0;
  const PlaneSet planes = planes_for(s, stack, style.whole, level);
  std::vector<Slab> order = stack.slabs;
  if (s.camera.eye().z < stack.back() / 2)
    std::reverse(order.begin(), order.end());  // near ones hide far ones
  for (const Slab& slab : order) {
    SlabInstance i = shape_of(stack, slab);
    bool whole = style.whole && framed(stack, slab);
    const BufferWindow from = planes.window_of(whole ? 0 : slab.channel, i.plane[0]);
    if (whole && !(planes.window_of(1, i.plane[1]) == from && planes.window_of(2, i.plane[2]) == from))
      whole = false;
    i.row = static_cast<int32_t>(planes.row_floats);
    i.width = planes.width;
    i.height = planes.height;
    i.level = level;
    reveal(s, stack, slab.channel, whole, i);
    set_colours(i, style, slab.channel, whole, !framed(stack, slab));
    add_slab(p, from, i);
  }
}

/// Values of the real cells behind padding cells of one slab, read at once where they lie
/// together.
CellValues sources_of(SpaceScene& s, std::span<const SpacePadding> cells) {
  int y0 = INT_MAX, x0 = INT_MAX, y1 = -1, x1 = -1;
  for (const SpacePadding& c : cells) {
    if (c.source.y < 0 || c.source.x < 0) continue;
    y0 = std::min(y0, c.source.y);
    x0 = std::min(x0, c.source.x);
    y1 = std::max(y1, c.source.y);
    x1 = std::max(x1, c.source.x);
  }
  if (y1 < 0) return {};
  const StackKey key = s.arrangement.stacks[cells.front().stack].key;
  return read_cells(s.engine, stage_ref(key), cells.front().channel, y0, x0, y1 - y0 + 1, x1 - x0 + 1);
}

float value_of(SpaceScene& s, const SpacePadding& cell, const CellValues& known) {
  if (cell.source.y < 0 || cell.source.x < 0) return 0;
  if (!known.values.empty()) return known.at(cell.source.y, cell.source.x);
  const StackKey key = s.arrangement.stacks[cell.stack].key;  // far apart, as copies from the other side are
  return read_cells(s.engine, stage_ref(key), cell.channel, cell.source.y, cell.source.x, 1, 1)
      .at(cell.source.y, cell.source.x);
}

SlabInstance padding_slab(const SpacePadding& cell, ImU32 colour) {
  SlabInstance i;
  i.x = cell.low.x;
  i.y = cell.low.y;
  i.front = cell.high.z;
  i.thickness = cell.high.z - cell.low.z;
  i.w = cell.high.x - cell.low.x;
  i.h = cell.high.y - cell.low.y;
  i.map = kPlainSlab;
  i.level = static_cast<int32_t>(colour);
  return i;
}

}  // namespace

float fade_at(float z) { return kMostFade * (1 - std::exp(z * kFadePerUnit / kMostFade)); }

void add_slab(SpacePicture& p, const BufferWindow& from, const SlabInstance& slab) {
  if (p.batches.empty() || !(p.batches.back().from == from))
    p.batches.push_back({from, static_cast<int>(p.slabs.size()), 0});
  p.slabs.push_back(slab);
  ++p.batches.back().count;
}

void add_slabs(SpaceScene& s, SpacePicture& p) {
  for (size_t i = 0; i < s.arrangement.stacks.size(); ++i) {
    if (s.styles[i].ready)
      add_stack(s, s.arrangement.stacks[i], s.styles[i], p);
    else
      add_placeholder(s, s.arrangement.stacks[i], p);
  }
}

void add_padding(SpaceScene& s, const SpaceLinks& links, SpacePicture& p) {
  for (auto first = links.padding.begin(); first != links.padding.end();) {
    const auto end = std::find_if(first, links.padding.end(), [&](const SpacePadding& c) {
      return c.stack != first->stack || c.channel != first->channel;
    });
    if (const StackStyle& style = s.styles[first->stack]; style.ready) {
      const CellValues known = sources_of(s, {first, end});
      for (auto cell = first; cell != end; ++cell)
        add_slab(p, {},
                 padding_slab(*cell, packed(style.colour_at(cell->channel, value_of(s, *cell, known)))));
    }
    first = end;
  }
}

StackBox box_of(const SpaceStack& stack) {
  return {stack.key, stack.shape, stack.grid, stack.chosen, {{{}, stack.chosen}}, {}, {}, {}, {}, {}};
}

Rect seen(const SpaceCamera& camera, glm::vec3 low, glm::vec3 high) {
  Rect r;
  for (int i = 0; i < 8; ++i) {
    const auto p = camera.project(
        {(i & 1) != 0 ? high.x : low.x, (i & 2) != 0 ? high.y : low.y, (i & 4) != 0 ? high.z : low.z});
    if (!p) return {};
    if (i == 0) r = {p->x, p->y, p->x, p->y};
    r = {std::min(r.x0, p->x), std::min(r.y0, p->y), std::max(r.x1, p->x), std::max(r.y1, p->y)};
  }
  return r;
}

}  // namespace sep::view

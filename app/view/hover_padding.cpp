// Padding cells of what is linked, drawn beside the picture as what they are: zeros, or copies of real cells
// in their colour.
#include <algorithm>
#include <cmath>

#include "view/cell_values.h"
#include "view/select.h"

namespace sep::view {
namespace {

constexpr size_t kMostCells = 2048;

/// The real cells of a link, read at once.
CellValues read(Scene& s, const StackBox& stack, const TensorLink& link) {
  const AxisSet &rows = link.rows.cells, &cols = link.cols.cells;
  return read_cells(s.engine, stage_ref(stack.key), stack.front().channel, rows.first, cols.first,
                    rows.end - rows.first, cols.end - cols.first);
}

void draw_cell(Scene& s, const Rect& r, Rgb colour, bool zero) {
  Canvas& c = s.canvas;
  c.fill(r, packed(colour));
  const ImU32 ink = with_alpha(ink_on(colour), 0.8F);
  if (std::min(r.w(), r.h()) < c.px(5)) return;
  c.frame(r, with_alpha(c.theme().dim, 0.9F));
  if (!zero) {  // a copy: a stroke through the corner
    const float d = std::min(r.w(), r.h()) * 0.4F;
    c.segment({r.x1 - d, r.y0}, {r.x1, r.y0 + d}, ink);
  } else if (r.h() >= c.px(13)) {
    c.text_centred(r, Font::mono_small, ink, "0");
  } else {
    c.fill({r.mid_x() - 1, r.mid_y() - 1, r.mid_x() + 1, r.mid_y() + 1}, ink);
  }
}

/// Real cells beside the window that its padding copies: a frame and the stroke of a copy.
void mark_sources(Scene& s, const StackBox& stack, const TensorLink& link, const TileFrame& frame,
                  ImU32 ink) {
  const AxisSet &rows = link.rows.window, &cols = link.cols.window;
  if (rows.empty() || cols.empty()) return;
  for (const int y : link.rows.cells.list()) {
    for (const int x : link.cols.cells.list()) {
      if (rows.contains(y) && cols.contains(x)) continue;
      const Rect r = frame.cells(stack.grid, x, y, x + 1, y + 1);
      s.canvas.frame(r, ink);
      const float d = std::min(r.w(), r.h()) * 0.4F;
      s.canvas.segment({r.x1 - d, r.y0}, {r.x1, r.y0 + d}, ink);
    }
  }
}

}  // namespace

void draw_padding(Scene& s, const StackBox& stack, const TensorLink& link, ImU32 ink) {
  const auto index = static_cast<size_t>(&stack - s.layout.stacks.data());
  const int channel = stack.front().channel;
  if (!s.styles[index].ready) return;
  if (channel < link.channels.first || channel >= link.channels.end) return;
  const Size2 size = size_of(s.plan, link.ref);
  const std::vector<int> rows = with_copies(link.rows), cols = with_copies(link.cols);
  if (rows.size() * cols.size() > kMostCells) return;
  const auto outside = [](int p, int n) { return p < 0 || p >= n; };
  const bool any = std::any_of(rows.begin(), rows.end(), [&](int y) { return outside(y, size.h); }) ||
                   std::any_of(cols.begin(), cols.end(), [&](int x) { return outside(x, size.w); });
  if (!any) return;
  const TileFrame frame = s.card_frame(stack.front().rect);
  const CellValues values = link.empty() ? CellValues() : read(s, stack, link);
  const StackStyle& style = s.styles[index];
  const Rect clip = s.view.zoom > 1 ? frame.rect : s.layout.area;
  s.canvas.begin_clip(clip);
  for (const int y : rows) {
    for (const int x : cols) {
      if (!outside(y, size.h) && !outside(x, size.w)) continue;
      const CellSource source = source_of(link, y, x);
      const bool zero = source.y < 0 || source.x < 0;
      const float value = zero ? 0 : values.at(source.y, source.x);
      draw_cell(s, frame.cells(stack.grid, x, y, x + 1, y + 1), style.colour_at(channel, value), zero);
    }
  }
  mark_sources(s, stack, link, frame, ink);
  s.canvas.end_clip();
}

}  // namespace sep::view

// Bodies of sheet.h.
#include "view/sheet.h"

#include <algorithm>
#include <cmath>

namespace sep::view {
namespace {

constexpr float kSoftLeast = 0.78F;

Sheet sheet_of(const Rect& room, const SheetWish& wish, int columns) {
  Sheet s;
  s.gap = wish.gap;
  const float longest = wish.max_cell;
  const float max_w = wish.aspect >= 1 ? longest : longest * wish.aspect;
  s.cell_w =
      std::min(std::floor((room.w() - (columns - 1) * s.gap) / columns), std::max(1.0F, std::floor(max_w)));
  s.cell_h = std::max(1.0F, std::floor(s.cell_w / wish.aspect));
  if (s.cell_w < 1) return {};
  if (s.cell_h > room.h()) {  // taller than the room: the height decides
    s.cell_h = std::floor(room.h());
    s.cell_w = std::max(1.0F, std::floor(s.cell_h * wish.aspect));
  }
  s.columns = columns;
  s.rows = static_cast<int>(std::floor((room.h() + s.gap) / (s.cell_h + s.gap)));
  s.count = wish.count;
  return s;
}

Sheet largest(const Rect& room, const SheetWish& wish, float min_cell) {
  Sheet best;
  const int first = wish.columns > 0 ? wish.columns : 1, last = wish.columns > 0 ? wish.columns : wish.count;
  for (int columns = first; columns <= last; ++columns) {
    Sheet s = sheet_of(room, wish, columns);
    if (s.empty() || s.rows < 1 || (!best.empty() && std::max(s.cell_w, s.cell_h) < min_cell)) break;
    const bool done = !best.empty() && best.columns * best.rows >= best.count;
    if (done && std::max(s.cell_w, s.cell_h) < std::max(best.cell_w, best.cell_h))
      break;  // as large and wider is better
    best = s;
  }
  return best;
}

/// The same cells in as full a last row as the rows allow; or a little smaller ones in rows that are all
/// full.
Sheet filled(const Rect& room, const SheetWish& wish, Sheet best) {
  for (int columns = best.columns; columns * 3 <= best.columns * 4 && columns <= best.count; ++columns) {
    const Sheet s = sheet_of(room, wish, columns);
    if (best.count % columns == 0 && std::max(s.cell_w, s.cell_h) >= kSoftLeast * wish.min_cell &&
        s.columns * s.rows >= s.count)
      return s;
  }
  const int rows = best.total_rows();
  best.columns = (best.count + rows - 1) / rows;
  return best;
}

}  // namespace

Rect Sheet::cell(int index, int first_row) const {
  if (columns == 0) return {};
  const int row = index / columns - first_row, column = index % columns;
  if (index < 0 || index >= count || row < 0 || row >= rows) return {};
  const float x = area.x0 + column * (cell_w + gap), y = area.y0 + row * (cell_h + gap);
  return {x, y, x + cell_w, y + cell_h};
}

Sheet fit_sheet(const Rect& room, const SheetWish& wish) {
  if (wish.count <= 0 || room.w() < 1 || room.h() < 1) return {};
  Sheet best = largest(room, wish, wish.min_cell);
  if (best.columns * best.rows < wish.count) {  // a little smaller is better than a few hidden
    const Sheet all = largest(room, wish, kSoftLeast * wish.min_cell);
    if (all.columns * all.rows >= wish.count) best = all;
  }
  if (best.empty()) return best;
  best.columns = std::min(best.columns, best.count);
  if (best.columns * best.rows >= best.count && wish.columns == 0) best = filled(room, wish, best);
  best.rows = std::min(best.rows, best.total_rows());
  const float w = best.columns * (best.cell_w + best.gap) - best.gap;
  const float h = best.rows * (best.cell_h + best.gap) - best.gap;
  best.area = {room.x0, room.y0, room.x0 + w, room.y0 + h};
  return best;
}

}  // namespace sep::view

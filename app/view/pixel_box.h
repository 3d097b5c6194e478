// Rectangles of whole pixels, and a few of them around many marked cells.
#pragma once

#include <cstdint>
#include <vector>

namespace sep::view {

/// Half-open, in pixels from the upper left corner.
struct PixelBox {
  int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  bool empty() const { return x1 <= x0 || y1 <= y0; }
  int64_t area() const { return empty() ? 0 : int64_t{x1 - x0} * (y1 - y0); }
  bool overlaps(const PixelBox& o) const { return x0 < o.x1 && o.x0 < x1 && y0 < o.y1 && o.y0 < y1; }
  PixelBox common(const PixelBox& o) const;
  PixelBox joined(const PixelBox& o) const;  ///< neither is empty
  friend bool operator==(const PixelBox&, const PixelBox&) = default;
};

/// A few boxes that do not overlap and hold every cell that is marked. cells: rows of `columns`.
std::vector<PixelBox> boxes_around(const std::vector<bool>& marked, int columns);

}  // namespace sep::view

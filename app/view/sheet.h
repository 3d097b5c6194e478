// A contact sheet: equal cells in rows, as large as they can be; what does not fit is reached by scrolling,
// never dropped. Knows no GL.
#pragma once

#include "view/geometry.h"

namespace sep::view {

struct Sheet {
  Rect area;  ///< just round the cells that are in sight
  float cell_w = 0, cell_h = 0, gap = 0;
  int columns = 0, rows = 0;  ///< in sight
  int count = 0;              ///< cells in all

  bool empty() const { return count == 0; }
  /// Cells in sight when `first_row` is the first row in sight.
  int shown(int first_row = 0) const {
    const int rest = count - first_row * columns;
    return columns * rows < rest ? columns * rows : rest;
  }
  int total_rows() const { return columns == 0 ? 0 : (count + columns - 1) / columns; }
  int last_first_row() const { return total_rows() > rows ? total_rows() - rows : 0; }
  /// Rectangle of cell `index` when `first_row` is the first row in sight; empty when it is out of sight.
  Rect cell(int index, int first_row) const;
};

struct SheetWish {
  int count = 0;
  float aspect = 1;                    ///< width / height of a cell
  float min_cell = 14, max_cell = 64;  ///< of the longer side, window pixels
  float gap = 2;
  int columns = 0;  ///< 0: as many as make the cells largest
};

/// The sheet with the largest cells whose count fits room; if even the least cells do not all fit, as many of
/// those as fit. Empty when not one fits. The cells start at the room's left and top.
Sheet fit_sheet(const Rect& room, const SheetWish& wish);

}  // namespace sep::view

// Bodies of cell_values.h.
#include "view/cell_values.h"

namespace sep::view {

float CellValues::at(int y, int x) const {
  const bool inside = y >= y0 && y < y0 + rows && x >= x0 && x < x0 + cols && !values.empty();
  return inside
             ? values[static_cast<size_t>(y - y0) * static_cast<size_t>(cols) + static_cast<size_t>(x - x0)]
             : 0;
}

CellValues read_cells(gpu::Engine& engine, gpu::StageRef ref, int channel, int y0, int x0, int rows,
                      int cols) {
  CellValues v{y0, x0, rows, cols, {}};
  if (rows < 1 || cols < 1 || rows > kMostRead || cols > kMostRead) return v;
  v.values = engine.read_window(ref, channel, y0, x0, rows, cols);
  if (v.values.size() != static_cast<size_t>(rows) * static_cast<size_t>(cols)) v.values.clear();
  return v;
}

}  // namespace sep::view

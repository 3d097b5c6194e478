// Values of some cells of one plane, read back at once.
#pragma once

#include <vector>

#include "gpu/engine.h"

namespace sep::view {

inline constexpr int kMostRead = 128;  ///< rows, and columns, of one reading

struct CellValues {
  int y0 = 0, x0 = 0, rows = 0, cols = 0;
  std::vector<float> values;  ///< empty where there was nothing to read, or too much
  /// 0 outside.
  float at(int y, int x) const;
};

/// The rectangle of a plane from (y0,x0); without values when it is larger than kMostRead on a side.
CellValues read_cells(gpu::Engine& engine, gpu::StageRef ref, int channel, int y0, int x0, int rows,
                      int cols);

}  // namespace sep::view

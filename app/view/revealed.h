// How much of a plane is computed when its path stands at a position. One answer for tiles, 3-D stacks and
// numbers in the pixels. Pure; knows no GL and no ImGui.
#pragma once

#include <algorithm>

#include "core/steps.h"

namespace sep::view {

/// The first `rows` rows of a plane, and `columns` pixels of the row after them, are computed; the rest is
/// empty.
struct Revealed {
  int rows = 0, columns = 0;
  bool all = true;  ///< the whole plane
  bool holds(int y, int x) const { return all || y < rows || (y == rows && x < columns); }
  /// Pixels that are computed of a plane of this shape, from the first on.
  int count(const Shape& shape) const {
    return all ? static_cast<int>(shape.h * shape.w) : rows * static_cast<int>(shape.w) + columns;
  }
  bool none() const { return !all && rows == 0 && columns == 0; }
  friend bool operator==(const Revealed&, const Revealed&) = default;
};

/// Plane [0, channel] of a stage's output, of the shape that the stage has.
inline Revealed revealed(const Steps& steps, int stage, const Shape& shape, int channel, int64_t position) {
  const int64_t plane = shape.h * shape.w;
  const int64_t made =
      std::clamp<int64_t>(steps.progress(stage, position).elements - channel * plane, 0, plane);
  if (made == plane) return {};
  return {static_cast<int>(made / shape.w), static_cast<int>(made % shape.w), false};
}

}  // namespace sep::view

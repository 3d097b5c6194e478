// Where a stage's pixels lie on the image, and where the image lies in a tile: one transform for drawing,
// picking and outlines. Spaces: window (pixels of the window), image (pixels of the input), stage (pixels of
// a stage). Knows no GL and no ImGui.
#pragma once

#include <span>

#include "core/conv.h"
#include "core/experiment.h"

namespace sep::view {

struct Point {
  float x = 0, y = 0;
};

/// Half-open, in window pixels.
struct Rect {
  float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  float w() const { return x1 - x0; }
  float h() const { return y1 - y0; }
  float mid_x() const { return (x0 + x1) / 2; }
  float mid_y() const { return (y0 + y1) / 2; }
  bool empty() const { return x1 <= x0 || y1 <= y0; }
  bool contains(Point p) const { return p.x >= x0 && p.x < x1 && p.y >= y0 && p.y < y1; }
  bool overlaps(const Rect& o) const { return x0 < o.x1 && o.x0 < x1 && y0 < o.y1 && o.y0 < y1; }
  Rect moved(float dx, float dy) const { return {x0 + dx, y0 + dy, x1 + dx, y1 + dy}; }
  Rect grown(float d) const { return {x0 - d, y0 - d, x1 + d, y1 + d}; }
  Rect joined(const Rect& o) const;
  Rect common(const Rect& o) const;
};

/// Cell i of an axis of a stage covers origin + i·step … origin + (i+1)·step, in image pixels.
struct GridAxis {
  double origin = 0, step = 1;
  int count = 0;
  double end() const { return origin + step * count; }
};
struct StageGrid {
  GridAxis y, x;
};

StageGrid image_grid(const Shape& shape);
/// Grid of a convolution's output: each pixel lies at the middle of the window that it reads and is as large
/// as the stride.
StageGrid grid_after(const StageGrid& in, const ConvSpec& spec, const Shape& out);

/// What every tile shows at zoom 1, in image pixels: the input and all stages, symmetric about the input's
/// middle.
struct Domain {
  double middle_x = 0, middle_y = 0, half_w = 1, half_h = 1;
  double image_w = 1, image_h = 1;
};
Domain domain_of(const Shape& input, std::span<const StageGrid> stages);

/// Transform of one tile.
struct TileFrame {
  Rect rect;              ///< window pixels
  double scale = 1;       ///< window pixels per image pixel
  double x0 = 0, y0 = 0;  ///< image place at the rectangle's corner

  float window_x(double image_x) const { return static_cast<float>(rect.x0 + (image_x - x0) * scale); }
  float window_y(double image_y) const { return static_cast<float>(rect.y0 + (image_y - y0) * scale); }
  double image_x(float window_x) const { return x0 + (window_x - rect.x0) / scale; }
  double image_y(float window_y) const { return y0 + (window_y - rect.y0) / scale; }
  /// Rectangle of stage pixels x0…x1, y0…y1 in window pixels; not clipped.
  Rect cells(const StageGrid& grid, double x0, double y0, double x1, double y1) const;
};
TileFrame frame_of(const Rect& rect, const Domain& domain, const ViewState& view);
/// Transform of a cell of a contact sheet, which at zoom 1 is filled by the stage alone.
TileFrame cell_frame(const Rect& rect, const StageGrid& grid, const ViewState& view);
/// The part of a tile where the stage has pixels, in whole window pixels.
Rect shown_part(const TileFrame& frame, const StageGrid& grid);

/// Stage pixel at a window place; false outside the stage.
bool pick(const TileFrame& frame, const StageGrid& grid, Point at, int& y, int& x);

/// View after a zoom by `factor` about a window place of this tile: the image place under the pointer stays.
ViewState zoomed(const ViewState& view, const Domain& domain, const TileFrame& frame, Point at,
                 double factor);
/// View after a drag by window pixels.
ViewState panned(const ViewState& view, const Domain& domain, const TileFrame& frame, float dx, float dy);

inline constexpr float kMaxZoom = 1024;

}  // namespace sep::view

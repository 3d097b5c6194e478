// Bodies of geometry.h.
#include "view/geometry.h"

#include <algorithm>
#include <cmath>

namespace sep::view {
namespace {

GridAxis axis_after(const GridAxis& in, int kernel, int stride, int dilation, int pad, int64_t out) {
  const double middle =
      (span_of(kernel, dilation) - 1) / 2.0 - pad + 0.5;  // of output 0, in cells of the input
  GridAxis axis;
  axis.step = in.step * stride;
  axis.origin = in.origin + in.step * middle - axis.step / 2;
  axis.count = static_cast<int>(out);
  return axis;
}

/// Keeps some of the image in sight.
float kept(double centre) { return static_cast<float>(std::clamp(centre, 0.0, 1.0)); }

}  // namespace

Rect Rect::joined(const Rect& o) const {
  if (empty()) return o;
  if (o.empty()) return *this;
  return {std::min(x0, o.x0), std::min(y0, o.y0), std::max(x1, o.x1), std::max(y1, o.y1)};
}

Rect Rect::common(const Rect& o) const {
  return {std::max(x0, o.x0), std::max(y0, o.y0), std::min(x1, o.x1), std::min(y1, o.y1)};
}

StageGrid image_grid(const Shape& shape) {
  return {{0, 1, static_cast<int>(shape.h)}, {0, 1, static_cast<int>(shape.w)}};
}

StageGrid grid_after(const StageGrid& in, const ConvSpec& s, const Shape& out) {
  return {axis_after(in.y, s.kernel.h, s.stride.h, s.dilation.h, s.pads.top, out.h),
          axis_after(in.x, s.kernel.w, s.stride.w, s.dilation.w, s.pads.left, out.w)};
}

Domain domain_of(const Shape& input, std::span<const StageGrid> stages) {
  Domain d;
  d.image_w = static_cast<double>(input.w);
  d.image_h = static_cast<double>(input.h);
  d.middle_x = d.image_w / 2;
  d.middle_y = d.image_h / 2;
  d.half_w = d.middle_x;
  d.half_h = d.middle_y;
  for (const StageGrid& g : stages) {
    d.half_w = std::max({d.half_w, g.x.end() - d.middle_x, d.middle_x - g.x.origin});
    d.half_h = std::max({d.half_h, g.y.end() - d.middle_y, d.middle_y - g.y.origin});
  }
  return d;
}

Rect TileFrame::cells(const StageGrid& g, double cx0, double cy0, double cx1, double cy1) const {
  return {window_x(g.x.origin + g.x.step * cx0), window_y(g.y.origin + g.y.step * cy0),
          window_x(g.x.origin + g.x.step * cx1), window_y(g.y.origin + g.y.step * cy1)};
}

TileFrame frame_of(const Rect& rect, const Domain& d, const ViewState& view) {
  const double fit = std::min(rect.w() / (2 * d.half_w), rect.h() / (2 * d.half_h));
  TileFrame f;
  f.rect = rect;
  f.scale = fit * std::clamp(view.zoom, 1.0F, kMaxZoom);
  f.x0 = view.centre_x * d.image_w - rect.w() / 2 / f.scale;
  f.y0 = view.centre_y * d.image_h - rect.h() / 2 / f.scale;
  return f;
}

TileFrame cell_frame(const Rect& rect, const StageGrid& g, const ViewState& view) {
  const double w = g.x.end() - g.x.origin, h = g.y.end() - g.y.origin;
  TileFrame f;
  f.rect = rect;
  f.scale = std::min(rect.w() / w, rect.h() / h) * std::clamp(view.zoom, 1.0F, kMaxZoom);
  f.x0 = g.x.origin + view.centre_x * w - rect.w() / 2 / f.scale;
  f.y0 = g.y.origin + view.centre_y * h - rect.h() / 2 / f.scale;
  return f;
}

Rect shown_part(const TileFrame& f, const StageGrid& g) {
  const Rect r = f.cells(g, 0, 0, g.x.count, g.y.count).common(f.rect);
  // Where less than a pixel or so is missing the whole side is meant.
  const auto snapped = [](float v, float side) { return std::abs(v - side) < 1.5F ? side : std::round(v); };
  const Rect whole{snapped(r.x0, f.rect.x0), snapped(r.y0, f.rect.y0), snapped(r.x1, f.rect.x1),
                   snapped(r.y1, f.rect.y1)};
  return {whole.x0, whole.y0, std::max(whole.x1, whole.x0 + 1), std::max(whole.y1, whole.y0 + 1)};
}

bool pick(const TileFrame& frame, const StageGrid& grid, Point at, int& y, int& x) {
  if (!frame.rect.contains(at)) return false;
  x = static_cast<int>(std::floor((frame.image_x(at.x) - grid.x.origin) / grid.x.step));
  y = static_cast<int>(std::floor((frame.image_y(at.y) - grid.y.origin) / grid.y.step));
  return x >= 0 && y >= 0 && x < grid.x.count && y < grid.y.count;
}

ViewState zoomed(const ViewState& view, const Domain& d, const TileFrame& frame, Point at, double factor) {
  ViewState out = view;
  const double zoom = std::clamp(static_cast<double>(view.zoom) * factor, 1.0, static_cast<double>(kMaxZoom));
  out.zoom = static_cast<float>(zoom);
  if (zoom <= 1.0) {
    out.centre_x = out.centre_y = 0.5F;
    return out;
  }
  const double shrink = view.zoom / zoom;
  const double px = frame.image_x(at.x), py = frame.image_y(at.y);
  out.centre_x = kept((px + (view.centre_x * d.image_w - px) * shrink) / d.image_w);
  out.centre_y = kept((py + (view.centre_y * d.image_h - py) * shrink) / d.image_h);
  return out;
}

ViewState panned(const ViewState& view, const Domain& d, const TileFrame& frame, float dx, float dy) {
  ViewState out = view;
  if (view.zoom <= 1) return out;
  out.centre_x = kept(view.centre_x - dx / frame.scale / d.image_w);
  out.centre_y = kept(view.centre_y - dy / frame.scale / d.image_h);
  return out;
}

}  // namespace sep::view

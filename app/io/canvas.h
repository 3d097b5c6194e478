// A small painter for the samples: polygons and shaded areas, supersampled, in stored sRGB values. Inner
// header of this room.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <vector>

#include "core/tensor.h"

namespace sep::io {

struct Rgb {
  float r = 0, g = 0, b = 0;
};

inline Rgb mix(Rgb a, Rgb b, double t) {
  const auto f = static_cast<float>(std::clamp(t, 0.0, 1.0));
  return {a.r + (b.r - a.r) * f, a.g + (b.g - a.g) * f, a.b + (b.b - a.b) * f};
}
inline Rgb scaled(Rgb a, double s) {
  const auto f = static_cast<float>(s);
  return {a.r * f, a.g * f, a.b * f};
}

struct Point {
  double x = 0, y = 0;
};
using Polygon = std::vector<Point>;

/// A number in 0…1 for a cell of the plane, and smooth noise between them (0…1; features about 1 wide).
double cell_noise(int x, int y, uint32_t seed);
double smooth_noise(double x, double y, uint32_t seed);
/// Three octaves of smooth_noise.
double fractal_noise(double x, double y, uint32_t seed);

bool inside(const Polygon& polygon, Point p);

class Canvas {
 public:
  static constexpr int kSamples = 2;  ///< on each axis of a pixel

  Canvas(int width, int height);

  int width() const { return width_; }
  int height() const { return height_; }

  /// What is drawn from now on appears mirrored at the line y = at, broken by ripples and let through to
  /// `strength`.
  void mirror_at(double at, double strength);
  void mirror_off() { strength_ = 1, mirrored_ = false; }

  /// Where a mirror shows the place p, and back: the ripples of the water move it sideways.
  static Point rippled(Point p, double depth);

  Rgb at(Point p) const;

  /// Calls shade(Point) → Rgb for every sample in the box (in pixels) for which covers(Point) holds.
  template <class Covers, class Shade>
  void paint(Point low, Point high, Covers covers, Shade shade, double opacity = 1);

  template <class Shade>
  void fill(const Polygon& polygon, Shade shade, double opacity = 1);
  void fill(const Polygon& polygon, Rgb colour, double opacity = 1) {
    fill(
        polygon, [colour](Point) { return colour; }, opacity);
  }
  void fill_rect(double x0, double y0, double x1, double y1, Rgb colour) {
    fill({{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, colour);
  }
  void fill_disc(Point middle, double radius, Rgb colour, double opacity = 1);
  void stroke(Point from, Point to, double thickness, Rgb colour);

  /// [1,3,height,width], values in 0…1.
  Tensor finish() const;

 private:
  int width_, height_;
  bool mirrored_ = false;
  double mirror_y_ = 0, strength_ = 1;
  std::vector<Rgb> samples_;
};

template <class Covers, class Shade>
void Canvas::paint(Point low, Point high, Covers covers, Shade shade, double opacity) {
  if (mirrored_) {
    const double top = 2 * mirror_y_ - high.y;
    high.y = std::min(2 * mirror_y_ - low.y, static_cast<double>(height_));
    low.y = std::max(top, mirror_y_);
    low.x -= 8;
    high.x += 8;
  }
  const int columns = width_ * kSamples, rows = height_ * kSamples;
  const int x0 = std::max(0, static_cast<int>(low.x * kSamples) - 1),
            y0 = std::max(0, static_cast<int>(low.y * kSamples) - 1);
  const int x1 = std::min(columns, static_cast<int>(high.x * kSamples) + 2);
  const int y1 = std::min(rows, static_cast<int>(high.y * kSamples) + 2);
  for (int y = y0; y < y1; ++y) {
    for (int x = x0; x < x1; ++x) {
      Point p{(x + 0.5) / kSamples, (y + 0.5) / kSamples};
      if (mirrored_) {
        if (p.y < mirror_y_) continue;
        p = rippled(p, p.y - mirror_y_);
        p.y = 2 * mirror_y_ - p.y;
      }
      if (!covers(p)) continue;
      Rgb& sample = samples_[static_cast<size_t>(y) * static_cast<size_t>(columns) + static_cast<size_t>(x)];
      sample = mix(sample, shade(p), opacity * strength_);
    }
  }
}

template <class Shade>
void Canvas::fill(const Polygon& polygon, Shade shade, double opacity) {
  Point low = polygon.front(), high = polygon.front();
  for (const Point p : polygon) {
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
  }
  paint(
      low, high, [&polygon](Point p) { return inside(polygon, p); }, shade, opacity);
}

}  // namespace sep::io

// Bodies of canvas.h.
#include "io/canvas.h"

namespace sep::io {

double cell_noise(int x, int y, uint32_t seed) {
  uint32_t h =
      static_cast<uint32_t>(x) * 0x8DA6B343U ^ static_cast<uint32_t>(y) * 0xD8163841U ^ seed * 0xCB1AB31FU;
  h = (h ^ (h >> 15U)) * 0x2C1B3C6DU;
  h = (h ^ (h >> 12U)) * 0x297A2D39U;
  return static_cast<double>(h ^ (h >> 15U)) / 4294967295.0;
}

double smooth_noise(double x, double y, uint32_t seed) {
  const double fx = std::floor(x), fy = std::floor(y);
  const int ix = static_cast<int>(fx), iy = static_cast<int>(fy);
  const auto ease = [](double t) { return t * t * (3 - 2 * t); };
  const double tx = ease(x - fx), ty = ease(y - fy);
  const double top = cell_noise(ix, iy, seed) * (1 - tx) + cell_noise(ix + 1, iy, seed) * tx;
  const double bottom = cell_noise(ix, iy + 1, seed) * (1 - tx) + cell_noise(ix + 1, iy + 1, seed) * tx;
  return top * (1 - ty) + bottom * ty;
}

double fractal_noise(double x, double y, uint32_t seed) {
  return (smooth_noise(x, y, seed) * 4 + smooth_noise(x * 2.1, y * 2.1, seed + 1) * 2 +
          smooth_noise(x * 4.3, y * 4.3, seed + 2)) /
         7;
}

bool inside(const Polygon& polygon, Point p) {
  bool in = false;
  for (size_t i = 0, j = polygon.size() - 1; i < polygon.size(); j = i++) {
    const Point a = polygon[i], b = polygon[j];
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) in = !in;
  }
  return in;
}

Canvas::Canvas(int width, int height)
    : width_(width),
      height_(height),
      samples_(static_cast<size_t>(width) * static_cast<size_t>(height) * kSamples * kSamples) {}

void Canvas::mirror_at(double at, double strength) {
  mirrored_ = true;
  mirror_y_ = at;
  strength_ = strength;
}

Point Canvas::rippled(Point p, double depth) {
  // Nearer water (lower in the picture) has longer and higher waves.
  const double length = 2.0 + depth * 0.045;
  const double wave = std::sin(p.y / length * 2.4 + 2.2 * smooth_noise(p.x * 0.045, p.y * 0.25, 71));
  const double height = 0.35 + depth * 0.028;
  return {p.x + wave * height * (0.35 + smooth_noise(p.x * 0.06, p.y * 0.4, 72)), p.y};
}

Rgb Canvas::at(Point p) const {
  const int columns = width_ * kSamples, rows = height_ * kSamples;
  const int x = std::clamp(static_cast<int>(p.x * kSamples), 0, columns - 1);
  const int y = std::clamp(static_cast<int>(p.y * kSamples), 0, rows - 1);
  return samples_[static_cast<size_t>(y) * static_cast<size_t>(columns) + static_cast<size_t>(x)];
}

void Canvas::fill_disc(Point middle, double radius, Rgb colour, double opacity) {
  paint(
      {middle.x - radius, middle.y - radius}, {middle.x + radius, middle.y + radius},
      [=](Point p) { return std::hypot(p.x - middle.x, p.y - middle.y) <= radius; },
      [colour](Point) { return colour; }, opacity);
}

void Canvas::stroke(Point from, Point to, double thickness, Rgb colour) {
  const double length = std::max(1e-9, std::hypot(to.x - from.x, to.y - from.y));
  const double nx = -(to.y - from.y) / length * thickness / 2, ny = (to.x - from.x) / length * thickness / 2;
  fill({{from.x + nx, from.y + ny},
        {to.x + nx, to.y + ny},
        {to.x - nx, to.y - ny},
        {from.x - nx, from.y - ny}},
       colour);
}

Tensor Canvas::finish() const {
  Tensor out = make_tensor({1, 3, height_, width_});
  const size_t plane = static_cast<size_t>(width_) * static_cast<size_t>(height_);
  const size_t columns = static_cast<size_t>(width_) * kSamples;
  for (size_t y = 0; y < static_cast<size_t>(height_); ++y) {
    for (size_t x = 0; x < static_cast<size_t>(width_); ++x) {
      Rgb sum;
      for (size_t i = 0; i < size_t{kSamples} * kSamples; ++i) {
        const Rgb s = samples_[(y * kSamples + i / kSamples) * columns + x * kSamples + i % kSamples];
        sum = {sum.r + s.r, sum.g + s.g, sum.b + s.b};
      }
      const float values[] = {sum.r, sum.g, sum.b};
      for (size_t c = 0; c < 3; ++c) {
        // In steps of 1/255, like any photograph: what is saved as PNG loads back equal.
        const float mean = std::clamp(values[c] / (kSamples * kSamples), 0.0F, 1.0F);
        out.values[c * plane + y * static_cast<size_t>(width_) + x] = std::round(mean * 255) / 255;
      }
    }
  }
  return out;
}

}  // namespace sep::io

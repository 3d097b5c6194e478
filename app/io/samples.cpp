// The registry of samples, and those that are patterns.
#include "io/samples.h"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "io/canvas.h"
#include "io/file_bytes.h"
#include "io/image.h"
#include "io/prepared_sample.h"

namespace sep::io {

namespace {

struct Sample {
  const char* name;
  Tensor (*draw)();
};
constexpr Sample kSamples[] = {{"harbour", draw_harbour},
                               {"shapes", draw_shapes},
                               {"zone-plate", draw_zone_plate},
                               {"impulse", draw_impulse}};

constexpr Rgb kPaper{0.965F, 0.955F, 0.93F}, kInk{0.11F, 0.12F, 0.16F}, kRed{0.86F, 0.24F, 0.22F},
    kBlue{0.16F, 0.38F, 0.75F}, kYellow{0.97F, 0.75F, 0.18F}, kGreen{0.18F, 0.58F, 0.42F};

Polygon regular(Point middle, double radius, int corners, double turn) {
  Polygon out;
  for (int i = 0; i < corners; ++i) {
    const double angle = turn + 2 * std::numbers::pi * i / corners;
    out.push_back({middle.x + radius * std::cos(angle), middle.y + radius * std::sin(angle)});
  }
  return out;
}

/// Spokes: an edge in every direction.
void draw_star(Canvas& canvas, Point middle, double radius, int spokes) {
  for (int i = 0; i < spokes; ++i) {
    const double a = 2 * std::numbers::pi * i / spokes, b = a + std::numbers::pi / spokes;
    canvas.fill({middle,
                 {middle.x + radius * std::cos(a), middle.y + radius * std::sin(a)},
                 {middle.x + radius * std::cos(b), middle.y + radius * std::sin(b)}},
                kInk);
  }
}

/// Bars like lines of text, getting finer.
void draw_bars(Canvas& canvas, double x0, double y0, double width, int lines) {
  double y = y0;
  for (int line = 0; line < lines; ++line) {
    const double height = 9.0 - line * 0.9;
    double x = x0;
    for (int word = 0; x < x0 + width - 6; ++word) {
      const double length = std::min(x0 + width - x, height * (0.8 + 4.5 * cell_noise(word, line, 5)));
      canvas.fill_rect(x, y, x + length, y + height * 0.62, kInk);
      x += length + height * 0.7;
    }
    y += height * 1.35;
  }
}

void draw_grating(Canvas& canvas, double x0, double y0, double width, double height, bool upright) {
  double at = 0, step = upright ? 12 : 9;
  const double length = upright ? width : height;
  while (at + step / 2 < length) {
    if (upright)
      canvas.fill_rect(x0 + at, y0, x0 + at + step / 2, y0 + height, kInk);
    else
      canvas.fill_rect(x0, y0 + at, x0 + width, y0 + at + step / 2, kInk);
    at += step;
    step = std::max(2.0, step * 0.93);
  }
}

}  // namespace

Tensor draw_shapes() {
  Canvas canvas(512, 384);
  canvas.fill_rect(0, 0, 512, 384, kPaper);
  draw_star(canvas, {94, 98}, 76, 18);
  canvas.fill_disc({256, 98}, 78, kBlue);
  canvas.fill_disc({256, 98}, 54, kPaper);
  canvas.fill_disc({256, 98}, 30, kYellow);
  canvas.fill(regular({412, 112}, 92, 3, -std::numbers::pi / 2), kRed);
  canvas.fill(regular({412, 116}, 30, 4, 0.35), kPaper);
  canvas.fill(regular({92, 284}, 72, 6, 0.2), kGreen);
  canvas.fill(regular({92, 284}, 40, 5, -0.4), kYellow);
  draw_bars(canvas, 188, 206, 140, 8);
  draw_grating(canvas, 188, 306, 140, 54, true);
  draw_grating(canvas, 352, 306, 136, 54, false);
  canvas.paint(
      {352, 206}, {488, 290}, [](Point p) { return p.x >= 352 && p.x < 488 && p.y >= 206 && p.y < 290; },
      [](Point p) { return mix(kBlue, kRed, (p.x - 352) / 136); });
  for (int i = 0; i < 6; ++i)
    canvas.stroke({356.0 + i * 24, 286}, {372.0 + i * 22, 210}, 1.0 + i * 0.8, kPaper);
  return canvas.finish();
}

Tensor draw_zone_plate() {
  constexpr int kSide = 256;
  Tensor out = make_tensor({1, 1, kSide, kSide});
  for (int y = 0; y < kSide; ++y) {
    for (int x = 0; x < kSide; ++x) {
      const double dx = x - kSide / 2.0, dy = y - kSide / 2.0;
      // The phase grows so that the finest waves, 2 pixels long, stand at the middle of each side.
      const double phase = std::numbers::pi * (dx * dx + dy * dy) / kSide;
      out.values[static_cast<size_t>(y) * kSide + static_cast<size_t>(x)] =
          static_cast<float>(std::round((0.5 + 0.5 * std::cos(phase)) * 255) / 255);
    }
  }
  return out;
}

Tensor draw_impulse() {
  constexpr int kSide = 33;
  Tensor out = make_tensor({1, 1, kSide, kSide});
  out.values[kSide * kSide / 2] = 1;
  return out;
}

std::vector<std::string> sample_names() {
  std::vector<std::string> names;
  for (const Sample& sample : kSamples) names.emplace_back(sample.name);
  return names;
}

Result<Image> make_sample(const std::string& name) {
  if (auto made = take_prepared(name)) return std::move(*made);
  return draw_sample(name);
}

Result<Image> draw_sample(const std::string& name) {
  for (const Sample& sample : kSamples) {
    if (name != sample.name) continue;
    Tensor tensor = sample.draw();
    const std::span<const char> bytes(reinterpret_cast<const char*>(tensor.values.data()),
                                      tensor.values.size() * sizeof(float));
    const uint64_t key = content_hash(bytes, 1);
    return Image{std::move(tensor), key, name};
  }
  return fail(fmt::format("there is no sample named \"{}\": the samples are {}.", name,
                          fmt::join(sample_names(), ", ")));
}

}  // namespace sep::io

// The sample "portrait": a drawn face. Soft shading with few sharp edges, the opposite of the harbour.
#include "io/canvas.h"
#include "io/samples.h"

namespace sep::io {

namespace {

struct Oval {
  Point middle;
  double rx, ry;
  bool holds(Point p) const { return level(p) <= 1; }
  double level(Point p) const {
    return std::pow((p.x - middle.x) / rx, 2.0) + std::pow((p.y - middle.y) / ry, 2.0);
  }
};

template <class Shade>
void fill_oval(Canvas& canvas, const Oval& oval, Shade shade, double opacity = 1) {
  canvas.paint(
      {oval.middle.x - oval.rx, oval.middle.y - oval.ry}, {oval.middle.x + oval.rx, oval.middle.y + oval.ry},
      [&](Point p) { return oval.holds(p); }, shade, opacity);
}

constexpr Rgb kSkin{0.86F, 0.62F, 0.48F}, kShadow{0.50F, 0.28F, 0.22F}, kLight{1.0F, 0.84F, 0.70F},
    kHair{0.20F, 0.11F, 0.08F};

Rgb skin(const Oval& oval, Point p) {
  const double nx = (p.x - oval.middle.x) / oval.rx, ny = (p.y - oval.middle.y) / oval.ry;
  const double nz = std::sqrt(std::max(0.0, 1 - nx * nx - ny * ny));
  const double light = -0.55 * nx - 0.45 * ny + 0.70 * nz;
  const Rgb base = mix(kShadow, kSkin, 0.35 + 0.9 * light);
  return scaled(mix(base, kLight, std::pow(std::max(0.0, light), 6.0) * 0.8),
                0.985 + 0.03 * smooth_noise(p.x * 0.7, p.y * 0.7, 4));
}

void draw_eye(Canvas& canvas, Point at) {
  fill_oval(canvas, {at, 17, 10}, [](Point) { return Rgb{0.96F, 0.94F, 0.92F}; });
  fill_oval(canvas, {at, 8.2, 8.6}, [at](Point p) {
    const double r = std::hypot(p.x - at.x, p.y - at.y) / 8.6;
    return mix({0.30F, 0.52F, 0.46F}, {0.08F, 0.20F, 0.20F}, r * r);
  });
  canvas.fill_disc(at, 3.8, {0.03F, 0.03F, 0.04F});
  canvas.fill_disc({at.x - 2.8, at.y - 3}, 1.8, {1, 1, 1});
  canvas.paint(
      {at.x - 20, at.y - 16}, {at.x + 20, at.y},
      [at](Point p) {
        const Oval outer{{at.x, at.y + 1}, 19, 13}, inner{{at.x, at.y + 2.5}, 18, 11.5};
        return p.y < at.y + 1 && outer.holds(p) && !inner.holds(p);
      },
      [](Point) { return kHair; });
  for (int i = 0; i < 14; ++i) {
    const double x = at.x - 21 + i * 3.1, arch = 6 * (1 - std::pow((i - 6.5) / 7, 2.0));
    canvas.stroke({x, at.y - 19 - arch}, {x + 5, at.y - 22 - arch}, 2.2, kHair);
  }
}

void draw_hair(Canvas& canvas, bool front) {
  const Oval cap{{192, 156}, 112, 118}, face{{186, 196}, 84, 112};
  canvas.paint(
      {70, 30}, {320, 330},
      [&](Point p) {
        if (!front)
          return cap.holds(p) ||
                 (p.y > 150 && p.y < 318 && std::abs(p.x - 192) < 108 - 14 * std::sin(p.y * 0.05));
        return cap.holds(p) && !face.holds(p) &&
               p.y < 150 - 0.30 * std::abs(p.x - 150) * (p.x > 150 ? -0.35 : 1);
      },
      [](Point p) {
        const double angle = std::atan2(p.y - 90, p.x - 160), r = std::hypot(p.x - 160, p.y - 90);
        const double strand = fractal_noise(angle * 34, r * 0.018, 31);
        const double gloss = std::exp(-std::pow((r - 62) / 26, 2.0));
        return scaled(mix(kHair, {0.55F, 0.32F, 0.18F}, strand * 0.7 + gloss * 0.35 - 0.1),
                      0.8 + 0.35 * strand);
      });
}

void draw_mouth(Canvas& canvas, Point at) {
  const Oval mouth{at, 33, 14};
  fill_oval(
      canvas, mouth,
      [&](Point p) {
        return mix({0.76F, 0.28F, 0.28F}, {0.90F, 0.48F, 0.44F}, p.y > at.y ? 1.4 - mouth.level(p) : 0.1);
      },
      0.95);
  for (int i = 0; i < 32; ++i) {
    const auto line = [&](int k) {
      return Point{at.x - 33 + k * 66.0 / 32,
                   at.y - 1 + 3.2 * std::sin(k * 0.196 + 0.1) - 2.2 * std::cos(k * 0.39)};
    };
    canvas.stroke(line(i), line(i + 1), 1.6, {0.42F, 0.12F, 0.13F});
  }
}

}  // namespace

Tensor draw_portrait() {
  Canvas canvas(384, 384);
  canvas.paint(
      {0, 0}, {384, 384}, [](Point) { return true; },
      [](Point p) {
        const double r = std::hypot(p.x - 130, p.y - 110) / 330;
        return scaled(mix({0.32F, 0.56F, 0.60F}, {0.08F, 0.16F, 0.24F}, r),
                      0.96 + 0.08 * fractal_noise(p.x * 0.05, p.y * 0.05, 2));
      });
  draw_hair(canvas, false);
  canvas.fill({{152, 280}, {228, 280}, {240, 344}, {140, 344}},
              [](Point p) { return mix(kShadow, kSkin, 0.55 - (p.x - 150) / 260 + (p.y - 290) / 200); });
  canvas.paint(
      {20, 318}, {364, 384},
      [](Point p) {
        return p.y > 334 + 0.0016 * std::pow(p.x - 190, 2.0) && std::hypot(p.x - 190, p.y - 318) > 52;
      },
      [](Point p) {
        const double knit = std::sin(p.x * 1.05) * std::sin(p.y * 1.05 + 0.6 * std::sin(p.x * 0.52));
        return scaled(mix({0.86F, 0.36F, 0.20F}, {0.50F, 0.14F, 0.12F}, p.x / 384), 0.92 + 0.14 * knit);
      });
  const Oval face{{188, 200}, 84, 108};
  fill_oval(canvas, face, [&](Point p) { return skin(face, p); });
  for (const double x : {132.0, 240.0}) {
    canvas.paint(
        {x - 34, 200}, {x + 34, 268}, [&](Point p) { return face.holds(p); },
        [&, x](Point p) {
          const double blush = std::exp(-std::pow(std::hypot(p.x - x, p.y - 234) / 20, 2.0));
          return mix(canvas.at(p), {0.92F, 0.42F, 0.36F}, 0.30 * blush);
        });
  }
  canvas.paint(
      {160, 180}, {214, 262}, [](Point) { return true; },
      [&](Point p) {  // The nose: a shadow on its far side, a light on its tip.
        const double side = std::exp(-std::pow((p.x - 197 - (p.y - 200) * 0.10) / 6, 2.0)) *
                            std::exp(-std::pow((p.y - 226) / 24, 2.0));
        const double under = std::exp(-std::pow((p.x - 186) / 16, 2.0) - std::pow((p.y - 250) / 4.5, 2.0));
        const double tip = std::exp(-std::pow(std::hypot(p.x - 182, p.y - 238) / 8, 2.0));
        return mix(mix(canvas.at(p), kShadow, 0.5 * side + 0.6 * under), kLight, 0.5 * tip);
      });
  draw_eye(canvas, {150, 190});
  draw_eye(canvas, {222, 190});
  draw_mouth(canvas, {187, 274});
  draw_hair(canvas, true);
  return canvas.finish();
}

}  // namespace sep::io

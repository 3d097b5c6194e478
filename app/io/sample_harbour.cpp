// The sample "harbour": a town by the water in late light. Sharp edges in many directions, fine texture, soft
// gradients, and strong colours, so that every kernel has something to show.
#include "io/canvas.h"
#include "io/samples.h"

namespace sep::io {

namespace {

constexpr double kWater = 236;  // the line between land and water
constexpr Point kSun{352, 128};

void draw_sky(Canvas& canvas) {
  constexpr Rgb kHigh{0.10F, 0.33F, 0.62F}, kMiddle{0.42F, 0.66F, 0.83F}, kLow{0.99F, 0.82F, 0.62F},
      kCloud{1.0F, 0.93F, 0.87F};
  canvas.paint(
      {0, 0}, {512, kWater}, [](Point) { return true; },
      [&](Point p) {
        const double t = p.y / kWater;
        Rgb sky = t < 0.55 ? mix(kHigh, kMiddle, t / 0.55) : mix(kMiddle, kLow, (t - 0.55) / 0.45);
        const double glow = std::exp(-std::pow(std::hypot(p.x - kSun.x, p.y - kSun.y) / 95, 2.0));
        sky = mix(sky, {1.0F, 0.86F, 0.58F}, 0.75 * glow);
        const double cloud = fractal_noise(p.x * 0.011 + p.y * 0.012, p.y * 0.045, 3);
        return mix(sky, kCloud, std::clamp((cloud - 0.52) * 4.2, 0.0, 0.85) * (1 - t * 0.5));
      });
  canvas.fill_disc(kSun, 19, {1.0F, 0.96F, 0.80F});
}

struct Ridge {
  double base, height, scale;
  uint32_t seed;
  Rgb top, foot;
};

void draw_ridge(Canvas& canvas, const Ridge& ridge) {
  std::vector<double> crests;  // one for each column of samples
  for (int i = 0; i < canvas.width() * Canvas::kSamples; ++i) {
    const double x = (i + 0.5) / Canvas::kSamples * ridge.scale;
    crests.push_back(ridge.base - ridge.height * (0.7 * smooth_noise(x, 0.5, ridge.seed) +
                                                  0.3 * fractal_noise(x * 5, 0.5, ridge.seed + 9)));
  }
  const auto crest = [&](double x) { return crests[static_cast<size_t>(x * Canvas::kSamples)]; };
  canvas.paint(
      {0, ridge.base - ridge.height}, {512, kWater}, [&](Point p) { return p.y > crest(p.x); },
      [&](Point p) {
        const double depth = (p.y - crest(p.x)) / ridge.height;
        const double relief = fractal_noise(p.x * 0.16 + p.y * 0.1, p.y * 0.19, ridge.seed + 20) - 0.5;
        return scaled(mix(ridge.top, ridge.foot, depth), 1 + 0.35 * relief);
      });
}

struct House {
  double x, width, height, roof;
  Rgb wall, tiles;
  int columns, rows;
};

void draw_window(Canvas& canvas, double x, double y, double w, double h, bool lit) {
  canvas.fill_rect(x - 1, y - 1, x + w + 1, y + h + 1.4, {0.97F, 0.96F, 0.93F});
  canvas.fill_rect(x, y, x + w, y + h, lit ? Rgb{1.0F, 0.83F, 0.42F} : Rgb{0.15F, 0.21F, 0.31F});
  canvas.fill_rect(x + w / 2 - 0.35, y, x + w / 2 + 0.35, y + h, {0.97F, 0.96F, 0.93F});
  canvas.fill_rect(x, y + h * 0.45, x + w, y + h * 0.45 + 0.7, {0.97F, 0.96F, 0.93F});
}

void draw_house(Canvas& canvas, const House& house, uint32_t seed) {
  const double left = house.x, right = house.x + house.width, top = kWater - 9 - house.height,
               foot = kWater - 8;
  canvas.fill({{left, top}, {right, top}, {right, foot}, {left, foot}}, [&](Point p) {
    // Bricks: rows two pixels high, every other one shifted.
    const int row = static_cast<int>(p.y / 2.2);
    const int brick = static_cast<int>(p.x / 5.0 + (row % 2) * 0.5);
    const double shade = 0.93 + 0.12 * cell_noise(brick, row, seed);
    return scaled(house.wall, shade - 0.10 * (p.x - left) / house.width);
  });
  const Polygon roof{
      {left - 1.5, top + 0.5}, {(left + right) / 2, top - house.roof}, {right + 1.5, top + 0.5}};
  canvas.fill(roof, [&](Point p) {
    const double tile = 0.8 + 0.2 * std::sin(p.y * 2.6) +
                        0.16 * (cell_noise(static_cast<int>(p.x / 2), static_cast<int>(p.y / 2), seed) - 0.5);
    return scaled(house.tiles, tile);
  });
  canvas.fill_rect(right - house.width * 0.3, top - house.roof * 0.95, right - house.width * 0.3 + 4,
                   top - house.roof * 0.3, scaled(house.tiles, 0.7));
  const double pitch_x = house.width / house.columns, pitch_y = (house.height - 16) / house.rows;
  for (int row = 0; row < house.rows; ++row) {
    for (int column = 0; column < house.columns; ++column) {
      const double x = left + pitch_x * (column + 0.5) - pitch_x * 0.24, y = top + 4 + pitch_y * row;
      draw_window(canvas, x, y, pitch_x * 0.48, pitch_y * 0.62, cell_noise(row, column, seed + 4) > 0.72);
    }
  }
  const double door = left + house.width * 0.38;
  canvas.fill_rect(door - 1, foot - 13, door + 7, foot, {0.95F, 0.93F, 0.88F});
  canvas.fill_rect(door, foot - 12, door + 6, foot, mix(house.tiles, {0.1F, 0.1F, 0.15F}, 0.4));
}

void draw_town(Canvas& canvas) {
  constexpr Rgb kTiles{0.70F, 0.30F, 0.20F}, kSlate{0.29F, 0.31F, 0.38F};
  const House houses[] = {{-8, 34, 66, 17, {0.91F, 0.66F, 0.24F}, kTiles, 3, 3},
                          {26, 27, 84, 14, {0.75F, 0.24F, 0.20F}, kSlate, 2, 4},
                          {53, 38, 60, 20, {0.93F, 0.88F, 0.76F}, kTiles, 3, 3},
                          {91, 30, 76, 16, {0.24F, 0.46F, 0.62F}, kTiles, 3, 4},
                          {121, 25, 58, 15, {0.95F, 0.78F, 0.42F}, kSlate, 2, 3},
                          {146, 36, 80, 19, {0.80F, 0.40F, 0.28F}, kTiles, 3, 4},
                          {182, 28, 55, 15, {0.45F, 0.62F, 0.48F}, kSlate, 2, 3},
                          {210, 33, 68, 18, {0.93F, 0.91F, 0.86F}, kTiles, 3, 3}};
  uint32_t seed = 40;
  for (const House& house : houses) draw_house(canvas, house, seed += 7);
  // The quay: dressed stones.
  canvas.fill({{0, kWater - 9}, {262, kWater - 9}, {268, kWater}, {0, kWater}}, [](Point p) {
    const int row = static_cast<int>((p.y - kWater) / 3.1 + 9);
    const double x = p.x / 9.0 + (row % 2) * 0.5;
    const bool joint = x - std::floor(x) < 0.09 || std::fmod(p.y - kWater + 31, 3.1) < 0.55;
    return scaled({0.60F, 0.56F, 0.51F},
                  joint ? 0.62 : 0.86 + 0.25 * cell_noise(static_cast<int>(x), row, 91));
  });
}

void draw_lighthouse(Canvas& canvas) {
  canvas.paint(
      {396, 196}, {512, kWater},
      [](Point p) {
        return p.y >
               232 - 26 * std::sqrt(std::max(0.0, (p.x - 400) / 112)) - 5 * fractal_noise(p.x * 0.12, 0, 60);
      },
      [](Point p) {
        const double n = fractal_noise(p.x * 0.22, p.y * 0.35, 61);
        return mix({0.20F, 0.26F, 0.18F}, {0.56F, 0.52F, 0.36F}, n * 1.5 - 0.25);
      });
  constexpr double kX = 464, kTop = 112, kFoot = 212;
  const Polygon tower{{kX - 7, kTop}, {kX + 7, kTop}, {kX + 11.5, kFoot}, {kX - 11.5, kFoot}};
  canvas.fill(tower, [](Point p) {
    const bool red = static_cast<int>((p.y - kTop) / 16.7) % 2 == 0;
    const double half = 7 + 4.5 * (p.y - kTop) / (kFoot - kTop);
    const double round = std::sqrt(std::max(0.0, 1 - std::pow((p.x - kX + 4) / (half + 5), 2.0)));
    return scaled(red ? Rgb{0.83F, 0.17F, 0.16F} : Rgb{0.98F, 0.97F, 0.95F}, 0.55 + 0.45 * round);
  });
  canvas.fill_rect(kX - 9.5, kTop - 2.5, kX + 9.5, kTop, {0.15F, 0.16F, 0.2F});
  canvas.fill_rect(kX - 5, kTop - 14, kX + 5, kTop - 2.5, {1.0F, 0.90F, 0.55F});
  for (const double dx : {-5.0, -1.7, 1.7, 5.0})
    canvas.stroke({kX + dx, kTop - 14}, {kX + dx, kTop - 2.5}, 0.9, {0.15F, 0.16F, 0.2F});
  canvas.fill({{kX - 7, kTop - 14}, {kX, kTop - 22}, {kX + 7, kTop - 14}}, {0.70F, 0.14F, 0.13F});
}

void draw_water(Canvas& canvas) {
  constexpr Rgb kNear{0.05F, 0.23F, 0.33F}, kFar{0.32F, 0.52F, 0.60F};
  canvas.paint(
      {0, kWater}, {512, 384}, [](Point p) { return p.y >= kWater; },
      [&](Point p) {
        const double depth = p.y - kWater;
        Point seen = Canvas::rippled(p, depth * 1.6);
        seen.y = kWater - 1 - depth * 1.45;
        const Rgb reflected = seen.y > 0 ? canvas.at(seen) : Rgb{0.12F, 0.34F, 0.60F};
        const double wave = smooth_noise(p.x * 0.055 - depth * 0.02, p.y * (0.62 - depth * 0.0022), 80) - 0.5;
        const Rgb water = mix(kFar, kNear, depth / 110);
        Rgb out = scaled(mix(reflected, water, 0.30 + depth / 420), 0.95 + 0.34 * wave);
        // The sun's road: short bright strokes under the sun.
        const double road = std::exp(-std::pow((p.x - kSun.x) / (9 + depth * 0.16), 2.0));
        const double spark = smooth_noise(p.x * 0.17, p.y * 0.85, 81);
        return mix(out, {1.0F, 0.93F, 0.74F}, road * std::clamp((spark - 0.42) * 5, 0.0, 1.0) * 0.9);
      });
}

struct Boat {
  double x, water, size;
  Rgb hull, sail, jib;
  bool striped;
};

void draw_boat_once(Canvas& canvas, const Boat& boat) {
  const double s = boat.size;
  const auto at = [&](double x, double y) { return Point{boat.x + x * s, boat.water - y * s}; };
  const Polygon main_sail{at(0.03, 0.17), at(0.05, 1.42), at(0.30, 0.86), at(0.52, 0.20)};
  const Polygon jib{at(-0.05, 0.20), at(-0.02, 1.28), at(-0.26, 0.72), at(-0.53, 0.16)};
  canvas.fill(main_sail, [&](Point p) {
    const double height = (boat.water - p.y) / s;
    const double seam = std::fmod(height * 6.5, 1.0) < 0.07 ? 0.86 : 1.0;
    return scaled(boat.sail, seam * (1.0 - 0.22 * (p.x - boat.x) / (0.5 * s)));
  });
  canvas.fill(jib, [&](Point p) {
    const double height = (boat.water - p.y) / s;
    const bool stripe = boat.striped && std::fmod(height * 5 - (p.x - boat.x) / s * 2.2 + 8, 1.0) < 0.5;
    return scaled(stripe ? Rgb{0.98F, 0.96F, 0.92F} : boat.jib, 0.80 + 0.25 * height / 1.3);
  });
  canvas.stroke(at(0, 0.10), at(0, 1.50), std::max(0.9, 0.022 * s), {0.30F, 0.20F, 0.13F});
  canvas.stroke(at(0, 0.19), at(0.55, 0.17), std::max(0.8, 0.018 * s), {0.30F, 0.20F, 0.13F});
  canvas.stroke(at(0, 1.48), at(-0.58, 0.14), 0.7, {0.2F, 0.2F, 0.22F});
  canvas.fill({at(0.0, 1.5), at(0.16, 1.45), at(0.0, 1.40)}, boat.hull);
  const Polygon hull{at(-0.60, 0.15), at(0.58, 0.12), at(0.46, -0.02), at(-0.42, -0.02)};
  canvas.fill(hull,
              [&](Point p) { return scaled(boat.hull, 0.75 + 0.5 * (boat.water - p.y) / (0.15 * s) * 0.5); });
  canvas.fill({at(-0.60, 0.15), at(0.58, 0.12), at(0.575, 0.09), at(-0.565, 0.12)}, {0.98F, 0.96F, 0.90F});
  canvas.fill({at(0.12, 0.13), at(0.15, 0.20), at(0.40, 0.19), at(0.44, 0.125)}, {0.92F, 0.88F, 0.78F});
}

void draw_boat(Canvas& canvas, const Boat& boat) {
  canvas.mirror_at(boat.water, 0.62);
  draw_boat_once(canvas, boat);
  canvas.mirror_off();
  draw_boat_once(canvas, boat);
}

void draw_pier(Canvas& canvas) {
  for (const double x : {12.0, 58.0, 104.0}) {
    canvas.mirror_at(352, 0.55);
    canvas.fill_rect(x, 322, x + 8, 352, {0.26F, 0.18F, 0.12F});
    canvas.mirror_off();
  }
  canvas.fill({{0, 332}, {112, 332}, {146, 352}, {0, 352}}, [](Point p) {
    // Planks run away from us; grain along them.
    const double plank = (p.x - (p.y - 332) * 0.85) / 11.0;
    const bool gap = plank - std::floor(plank) < 0.09;
    const double grain = smooth_noise(plank * 9, p.y * 0.12, 95) * 0.3 +
                         0.25 * cell_noise(static_cast<int>(std::floor(plank)), 0, 96);
    return scaled({0.66F, 0.49F, 0.33F}, gap ? 0.35 : 0.68 + grain);
  });
  canvas.fill({{0, 352}, {146, 352}, {146, 357}, {0, 357}}, {0.30F, 0.21F, 0.14F});
  for (const double x : {14.0, 60.0, 106.0}) {
    canvas.fill({{x, 312}, {x + 8, 312}, {x + 8, 368}, {x, 368}}, [x](Point p) {
      return scaled({0.52F, 0.37F, 0.24F},
                    1.15 - 0.75 * (p.x - x) / 8 + 0.2 * smooth_noise(p.x, p.y * 0.15, 97));
    });
    canvas.fill({{x - 1, 310}, {x + 9, 310}, {x + 9, 313.5}, {x - 1, 313.5}}, {0.82F, 0.78F, 0.70F});
  }
  for (int i = 0; i < 2; ++i) {  // Ropes hang between the posts.
    for (int k = 0; k < 24; ++k) {
      const auto sag = [&](int at) {
        return Point{22.0 + i * 46 + at * 38.0 / 24, 318 + 10 * (1 - std::pow(at / 12.0 - 1, 2.0))};
      };
      canvas.stroke(sag(k), sag(k + 1), 1.3, {0.88F, 0.80F, 0.62F});
    }
  }
}

void draw_gull(Canvas& canvas, double x, double y, double s) {
  constexpr Rgb kWing{0.98F, 0.98F, 0.98F};
  canvas.stroke({x, y}, {x - 5 * s, y - 3.4 * s}, 1.1, kWing);
  canvas.stroke({x - 5 * s, y - 3.4 * s}, {x - 9 * s, y - 1.5 * s}, 0.9, kWing);
  canvas.stroke({x, y}, {x + 5 * s, y - 3.8 * s}, 1.1, kWing);
  canvas.stroke({x + 5 * s, y - 3.8 * s}, {x + 9 * s, y - 2.6 * s}, 0.9, kWing);
}

}  // namespace

Tensor draw_harbour() {
  Canvas canvas(512, 384);
  draw_sky(canvas);
  draw_ridge(canvas, {232, 96, 0.0105, 11, {0.52F, 0.60F, 0.72F}, {0.80F, 0.76F, 0.74F}});
  draw_ridge(canvas, {238, 62, 0.017, 25, {0.25F, 0.41F, 0.42F}, {0.50F, 0.58F, 0.50F}});
  draw_lighthouse(canvas);
  draw_town(canvas);
  draw_water(canvas);
  draw_boat(canvas,
            {300, 246, 26, {0.16F, 0.30F, 0.52F}, {0.97F, 0.93F, 0.85F}, {0.90F, 0.52F, 0.22F}, false});
  draw_boat(canvas,
            {214, 270, 44, {0.12F, 0.42F, 0.38F}, {0.98F, 0.96F, 0.91F}, {0.95F, 0.77F, 0.25F}, false});
  draw_boat(canvas,
            {380, 322, 96, {0.72F, 0.14F, 0.15F}, {0.99F, 0.97F, 0.92F}, {0.87F, 0.26F, 0.16F}, true});
  draw_pier(canvas);
  draw_gull(canvas, 250, 62, 1.0);
  draw_gull(canvas, 276, 78, 0.7);
  draw_gull(canvas, 226, 86, 0.55);
  return canvas.finish();
}

}  // namespace sep::io

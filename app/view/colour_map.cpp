// Bodies of colour_map.h. OKLab: B. Ottosson, "A perceptual color space for image processing", 2020. The
// coefficients are least-squares fits of ours to a handful of colours along the well-known maps; every map's
// lightness rises (or falls from its middle) evenly.
#include "view/colour_map.h"

#include <algorithm>
#include <cmath>

namespace sep::view {
namespace {

using Poly = std::array<float, 5>;

float value(const Poly& p, float t) { return p[0] + t * (p[1] + t * (p[2] + t * (p[3] + t * p[4]))); }

float encode(float linear) {
  const float c = std::clamp(linear, 0.0F, 1.0F);
  return c <= 0.0031308F ? 12.92F * c : 1.055F * std::pow(c, 1 / 2.4F) - 0.055F;
}

Rgb from_oklab(float lightness, float a, float b) {
  const float l = std::pow(lightness + 0.3963377774F * a + 0.2158037573F * b, 3.0F);
  const float m = std::pow(lightness - 0.1055613458F * a - 0.0638541728F * b, 3.0F);
  const float s = std::pow(lightness - 0.0894841775F * a - 1.2914855480F * b, 3.0F);
  return {encode(4.0767416621F * l - 3.3077115913F * m + 0.2309699292F * s),
          encode(-1.2684380046F * l + 2.6097574011F * m - 0.3413193965F * s),
          encode(-0.0041960863F * l - 0.7034186147F * m + 1.7076147010F * s)};
}

Rgb viridis(float t) {
  constexpr Poly kL{0.2854F, 0.7341F, -0.4781F, 0.5945F, -0.2182F};
  constexpr Poly kA{0.1034F, -0.4317F, 0.0745F, -0.2510F, 0.4661F};
  constexpr Poly kB{-0.0939F, -0.2350F, 0.8759F, -0.0584F, -0.3041F};
  return from_oklab(value(kL, t), value(kA, t), value(kB, t));
}

Rgb cividis(float t) {
  constexpr Poly kL{0.2625F, 0.7359F, -0.3005F, 0.2253F, 0};
  constexpr Poly kA{-0.0206F, 0.1083F, -0.1448F, 0.0209F, 0};
  constexpr Poly kB{-0.0886F, 0.0804F, 0.2562F, -0.0723F, 0};
  return from_oklab(value(kL, t), value(kA, t), value(kB, t));
}

/// Blue below zero, white at it, red above; both ends are equally dark.
Rgb diverging(float t) {
  const float signed_t = 2 * t - 1, size = std::abs(signed_t);
  const float lightness = 0.968F - 0.42F * size - 0.07F * size * size;
  if (signed_t < 0) {
    return from_oklab(lightness, -0.055F * size + 0.022F * size * size,
                      -0.215F * size + 0.053F * size * size);
  }
  return from_oklab(lightness, 0.275F * size - 0.103F * size * size, 0.205F * size - 0.122F * size * size);
}

}  // namespace

Rgb colour_of(Map map, float t) {
  t = std::clamp(t, 0.0F, 1.0F);
  switch (map) {
    case Map::viridis:
      return viridis(t);
    case Map::cividis:
      return cividis(t);
    case Map::diverging:
      return diverging(t);
    case Map::red:
      return {t, t * 0.13F, t * 0.12F};
    case Map::green:
      return {t * 0.12F, t * 0.86F, t * 0.16F};
    case Map::blue:
      return {t * 0.22F, t * 0.36F, t};
    case Map::grey:
    case Map::true_colour:
      break;
  }
  return {t, t, t};
}

std::vector<uint8_t> colour_table() {
  std::vector<uint8_t> bytes;
  bytes.reserve(size_t{4} * kTableMaps * kTableSize);
  const auto byte = [](float v) {
    return static_cast<uint8_t>(std::lround(255 * std::clamp(v, 0.0F, 1.0F)));
  };
  for (int m = 0; m < kTableMaps; ++m) {
    for (int i = 0; i < kTableSize; ++i) {
      const Rgb c = colour_of(static_cast<Map>(m), static_cast<float>(i) / (kTableSize - 1));
      bytes.insert(bytes.end(), {byte(c.r), byte(c.g), byte(c.b), 255});
    }
  }
  return bytes;
}

}  // namespace sep::view

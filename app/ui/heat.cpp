// Bodies of heat.h.
#include "ui/heat.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace sep::ui {
namespace {

struct Rgb {
  double r, g, b;
};
// Blue and red of equal lightness steps; the middle is warm white. Told apart by every common colour vision.
constexpr std::array<Rgb, 5> kStops{
    {{33, 102, 172}, {103, 169, 207}, {244, 243, 240}, {222, 119, 104}, {178, 24, 43}}};

double luminance(ImU32 c) {
  const auto linear = [](ImU32 byte) {
    const double v = byte / 255.0;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear((c >> IM_COL32_R_SHIFT) & 255) + 0.7152 * linear((c >> IM_COL32_G_SHIFT) & 255) +
         0.0722 * linear((c >> IM_COL32_B_SHIFT) & 255);
}

}  // namespace

ImU32 diverging(double value, double largest) {
  if (!std::isfinite(value)) return kNotFinite;
  const double t = largest > 0 ? std::clamp(value / largest, -1.0, 1.0) : 0.0;
  const double place = (t + 1) / 2 * (kStops.size() - 1);
  const auto i = std::min(kStops.size() - 2, static_cast<size_t>(place));
  const double f = place - static_cast<double>(i);
  const auto mix = [&](double a, double b) { return static_cast<int>(std::lround(a + (b - a) * f)); };
  return IM_COL32(mix(kStops[i].r, kStops[i + 1].r), mix(kStops[i].g, kStops[i + 1].g),
                  mix(kStops[i].b, kStops[i + 1].b), 255);
}

ImU32 ink_on(ImU32 fill) {
  const double l = luminance(fill);
  return (1.05 / (l + 0.05)) > ((l + 0.05) / 0.05) ? IM_COL32(255, 255, 255, 255) : IM_COL32(0, 0, 0, 255);
}

double contrast(ImU32 a, ImU32 b) {
  const double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
  return std::max(x, y) / std::min(x, y);
}

}  // namespace sep::ui

// Bodies of thumbnail.h.
#include "ui/filters/thumbnail.h"

#include <algorithm>
#include <cmath>

#include "ui/heat.h"

namespace sep::ui {
namespace {

/// Tiles of h×w cells, rows×columns of them.
struct Grid {
  int rows = 1, columns = 1, h = 1, w = 1;
  float cell = 1, gap = 0;
};

Grid grid_of(const io::Layer& layer, float size) {
  const ConvSpec& s = layer.spec;
  Grid g;
  const float least = std::max(2.0F, size / 18);  // pixels of a cell that can still be seen
  if (s.kernel == Size2{1, 1} && !layer.kernel) {
    const int most = static_cast<int>(size / least);
    g.h = std::min(s.c_out, most);
    g.w = std::min(s.c_in_per_group(), most);
    g.cell = size / static_cast<float>(std::max(g.h, g.w));
    return g;
  }
  g.h = s.kernel.h;
  g.w = s.kernel.w;
  const int longest = std::max(g.h, g.w);
  const auto kernels = static_cast<int>(
      std::min<size_t>(layer.weights->size() / (static_cast<size_t>(g.h) * static_cast<size_t>(g.w)), 16));
  const auto fit = static_cast<int>(size / (static_cast<float>(longest) * least + 2));
  const auto side = std::clamp(std::min(fit, static_cast<int>(std::ceil(std::sqrt(kernels)))), 1, 4);
  g.columns = side;
  g.rows = std::clamp((kernels + side - 1) / side, 1, side);
  g.gap = side > 1 ? std::max(1.0F, size / 44) : 0;
  g.cell = (size - g.gap * static_cast<float>(side - 1)) / static_cast<float>(side * longest);
  return g;
}

/// Index of the weight that cell (y, x) of tile t shows; -1: none.
int64_t weight_at(const io::Layer& layer, const Grid& g, int t, int y, int x) {
  const ConvSpec& s = layer.spec;
  const bool matrix = s.kernel == Size2{1, 1} && !layer.kernel;
  const int64_t i = matrix ? int64_t{1} * y * s.c_in_per_group() + x : (int64_t{1} * t * g.h + y) * g.w + x;
  return i < static_cast<int64_t>(layer.weights->size()) ? i : -1;
}

template <class Visit>
void for_each_cell(const io::Layer& layer, const Grid& g, Visit visit) {
  for (int t = 0; t < g.rows * g.columns; ++t) {
    for (int y = 0; y < g.h; ++y) {
      for (int x = 0; x < g.w; ++x) {
        if (const int64_t i = weight_at(layer, g, t, y, x); i >= 0)
          visit(t, y, x, static_cast<double>((*layer.weights)[static_cast<size_t>(i)]));
      }
    }
  }
}

}  // namespace

void draw_thumbnail(ImDrawList* list, const io::Layer& layer, ImVec2 at, float size) {
  const Grid g = grid_of(layer, size);
  double largest = 0;
  for_each_cell(layer, g, [&](int, int, int, double v) {
    if (std::isfinite(v)) largest = std::max(largest, std::abs(v));
  });
  const float tile_w = g.cell * static_cast<float>(g.w), tile_h = g.cell * static_cast<float>(g.h);
  const float left =
      at.x + (size - tile_w * static_cast<float>(g.columns) - g.gap * static_cast<float>(g.columns - 1)) / 2;
  const float top =
      at.y + (size - tile_h * static_cast<float>(g.rows) - g.gap * static_cast<float>(g.rows - 1)) / 2;
  for_each_cell(layer, g, [&](int t, int y, int x, double v) {
    const float tx = left + static_cast<float>(t % g.columns) * (tile_w + g.gap);
    const float ty = top + static_cast<float>(t / g.columns) * (tile_h + g.gap);
    const ImVec2 a{tx + g.cell * static_cast<float>(x), ty + g.cell * static_cast<float>(y)};
    list->AddRectFilled(a, {a.x + g.cell, a.y + g.cell}, diverging(v, largest));
  });
}

}  // namespace sep::ui

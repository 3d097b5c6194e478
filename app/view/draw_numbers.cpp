// The numbers in the pixels: in the middle of what is in sight of their cells, drawn where they fit it,
// fading in as the picture is zoomed.
#include <algorithm>
#include <cmath>

#include "view/scene.h"

namespace sep::view {
namespace {

constexpr int kMost = 128;  ///< rows or columns that one reading may have

struct Cells {
  int y0 = 0, x0 = 0, y1 = 0, x1 = 0;
};

Cells cells_in_sight(const TileFrame& f, const StageGrid& g) {
  const auto range = [](double from, double to, const GridAxis& a, int& first, int& end) {
    first = std::clamp(static_cast<int>(std::floor((from - a.origin) / a.step)), 0, a.count);
    end = std::clamp(static_cast<int>(std::ceil((to - a.origin) / a.step)), first, a.count);
  };
  Cells c;
  range(f.image_y(f.rect.y0), f.image_y(f.rect.y1), g.y, c.y0, c.y1);
  range(f.image_x(f.rect.x0), f.image_x(f.rect.x1), g.x, c.x0, c.x1);
  return c;
}

const std::vector<float>& read(Scene& s, const StackBox& stack, int channel, const Cells& c) {
  NumberCache::Entry& e = s.numbers.entries[{id_of(stack.key), channel}];
  const gpu::StageRef ref = stage_ref(stack.key);
  const std::array<int, 4> window{c.y0, c.x0, c.y1, c.x1};
  if (e.version != s.engine.version(ref) || e.window != window) {
    e.values = s.engine.read_window(ref, channel, c.y0, c.x0, c.y1 - c.y0, c.x1 - c.x0);
    e.version = s.engine.version(ref);
    e.window = window;
  }
  return e.values;
}

/// The number with as many digits as fit; empty when not even two do.
std::string word(const Metrics& m, double value, float room) {
  for (int digits = 6; digits >= 2; --digits) {
    std::string text = short_number(value, digits, false);
    if (m.width(Font::mono_small, text) <= room) return text;
  }
  return {};
}

struct Look {
  float alpha = 1;
  Rect sight;  ///< part of the tile that is drawn
};

void draw_one(Scene& s, const StackBox& stack, const StackStyle& style, const TileFrame& f, const Cells& c,
              const Look& look) {
  std::vector<int> channels{stack.front().channel};
  if (style.whole) channels = {0, 1, 2};
  std::vector<const std::vector<float>*> values;
  std::vector<Revealed> made;
  const auto count = static_cast<size_t>(c.y1 - c.y0) * static_cast<size_t>(c.x1 - c.x0);
  for (const int k : channels) {
    values.push_back(&read(s, stack, k, c));
    if (values.back()->size() != count) return;
    made.push_back(s.revealed(stack, k));
  }
  const auto lines = static_cast<float>(channels.size());
  const float pitch = s.canvas.metrics().height(Font::mono_small) + s.canvas.px(2);
  for (int y = c.y0; y < c.y1; ++y) {
    for (int x = c.x0; x < c.x1; ++x) {
      const size_t at = static_cast<size_t>(y - c.y0) * static_cast<size_t>(c.x1 - c.x0) + (x - c.x0);
      std::array<float, 3> t{};
      for (size_t k = 0; k < channels.size(); ++k) {
        const gpu::Range range = style.range_of(channels[k], false);
        const float extent = range.high - range.low;
        if (!made[k].holds(y, x)) continue;
        t[k] = extent > 0 ? std::clamp(((*values[k])[at] - range.low) / extent, 0.0F, 1.0F) : 0.5F;
      }
      const Rgb under = style.whole ? Rgb{t[0], t[1], t[2]} : colour_of(style.map_of(channels[0]), t[0]);
      const Rect cell = f.cells(stack.grid, x, y, x + 1, y + 1).common(look.sight);
      if (cell.h() < lines * pitch) continue;
      for (size_t k = 0; k < channels.size(); ++k) {
        if (!made[k].holds(y, x)) continue;
        const std::string text =
            word(s.canvas.metrics(), static_cast<double>((*values[k])[at]), cell.w() - s.canvas.px(4));
        const float top = cell.mid_y() - lines * pitch / 2 + static_cast<float>(k) * pitch;
        if (!text.empty())
          s.canvas.text_centred({cell.x0, top, cell.x1, top + pitch}, Font::mono_small,
                                with_alpha(ink_on(under), look.alpha), text);
      }
    }
  }
}

}  // namespace

void draw_pixel_numbers(Scene& s) {
  for (size_t i = 0; i < s.layout.stacks.size(); ++i) {
    const StackBox& stack = s.layout.stacks[i];
    const StackStyle& style = s.styles[i];
    if (!style.ready) continue;
    const TileFrame f = s.card_frame(stack.front().rect);
    const auto cell_w = static_cast<float>(f.scale * stack.grid.x.step),
               cell_h = static_cast<float>(f.scale * stack.grid.y.step);
    const Metrics& m = s.canvas.metrics();
    const float need = m.width(Font::mono_small, "−0.00") + s.canvas.px(4);
    const float high = (m.height(Font::mono_small) + s.canvas.px(2)) * (style.whole ? 3 : 1) + s.canvas.px(2);
    const float grown = std::min(cell_w / need, cell_h / high);
    if (grown <= 1) continue;
    const Cells c = cells_in_sight(f, stack.grid);
    if (c.y1 - c.y0 < 1 || c.x1 - c.x0 < 1 || c.y1 - c.y0 > kMost || c.x1 - c.x0 > kMost) continue;
    const Rect part = s.shown(stack, stack.front().rect);
    s.canvas.begin_clip(part);
    draw_one(s, stack, style, f, c, {std::min(1.0F, (grown - 1) / 0.3F), part});
    s.canvas.end_clip();
  }
}

}  // namespace sep::view

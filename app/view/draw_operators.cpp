// The operators of scene.h: frames, kernels as heat maps, the numbers in them where they fit.
#include <algorithm>
#include <cmath>

#include "view/scene.h"

namespace sep::view {
namespace {

TileInstance kernel_tile(const OperatorWeights& w, const Rect& r) {
  TileInstance t;
  t.rect = r;
  t.step_x = static_cast<float>(w.columns) / r.w();
  t.step_y = static_cast<float>(w.rows) / r.h();
  t.row = static_cast<int32_t>(w.planes.row_floats);
  t.width = w.columns;
  t.height = w.rows;
  t.map = static_cast<int32_t>(Map::diverging);
  const float most = w.largest > 0 ? w.largest : 1;
  t.low = -most;
  t.slope = 0.5F / most;
  return t;
}

/// Dark letters on light cells.
ImU32 ink_on(Rgb c) {
  const float light = 0.2126F * c.r + 0.7152F * c.g + 0.0722F * c.b;
  return light > 0.42F ? IM_COL32(18, 20, 24, 255) : IM_COL32(255, 255, 255, 255);
}

/// ".25" where "0.25" would not fit.
std::string tight(const std::string& number) {
  const size_t zero = number.find("0.");
  return zero == 0 || (zero != std::string::npos && !std::isdigit(static_cast<unsigned char>(number[zero - 1])))
             ? number.substr(0, zero) + number.substr(zero + 1)
             : number;
}

void kernel_numbers(Canvas& canvas, const OperatorWeights& w, const KernelBox& k, int divisor) {
  const float cell_w = k.rect.w() / static_cast<float>(k.columns), cell_h = k.rect.h() / static_cast<float>(k.rows);
  if (cell_h < canvas.metrics().height(Font::mono_small) + canvas.px(2) || cell_w < canvas.px(16)) return;
  std::vector<std::string> words;
  for (const int digits : {3, 2}) {  // whole numbers fit as laid out
    words.clear();
    float widest = 0;
    for (int y = 0; y < k.rows; ++y) {
      for (int x = 0; x < k.columns; ++x) {
        if (divisor > 0) {
          words.push_back(short_number(std::round(w.at(k.index, y, x) * divisor), 9, false));
          continue;
        }
        const double decimals = std::pow(10.0, digits);
        const double value = std::abs(w.largest) < 0.01F ? w.at(k.index, y, x) : std::round(w.at(k.index, y, x) * decimals) / decimals;
        words.push_back(tight(short_number(value, digits, false)));
        widest = std::max(widest, canvas.metrics().width(Font::mono_small, words.back()));
      }
    }
    if (widest + canvas.px(4) <= cell_w) break;
    words.clear();
  }
  for (size_t i = 0; i < words.size(); ++i) {
    const int y = static_cast<int>(i) / k.columns, x = static_cast<int>(i) % k.columns;
    const float x0 = k.rect.x0 + cell_w * static_cast<float>(x), y0 = k.rect.y0 + cell_h * static_cast<float>(y);
    const float value = w.at(k.index, y, x);
    const Rgb under = colour_of(Map::diverging, 0.5F + 0.5F * value / std::max(w.largest, 1e-30F));
    canvas.text_centred({x0, y0, x0 + cell_w, y0 + cell_h}, Font::mono_small, ink_on(under), words[i]);
  }
}

}  // namespace

void draw_operator_boxes(Scene& s) {
  Canvas& c = s.canvas;
  for (const OperatorBox& o : s.layout.operators) {
    c.box(o.box, c.theme().panel, colour_of(c.theme(), o.ink), s.layout.corner, c.px(1.5F));
  }
}

void add_operator_tiles(Scene& s) {
  for (const OperatorBox& o : s.layout.operators) {
    if (o.kind == OperatorKind::sum) continue;
    const OperatorWeights* w = s.weights.of(s.plan, o, s.view.filter);
    if (w == nullptr) continue;
    const auto add = [&](const Rect& r, int index) {
      TileInstance t = kernel_tile(*w, r);
      const BufferWindow from = w->planes.window_of(index, t.plane[0]);
      s.tiles.add(from, std::max(t.step_x, t.step_y) / s.framebuffer_scale > 1.0001F, t);
    };
    for (const KernelBox& k : o.kernels) add(k.rect, k.index);
    for (const WeightRow& r : o.weights) add(r.swatch, r.index);
    for (int i = 0; i < o.sheet.shown() && !o.sheet.empty(); ++i) add(o.sheet.cell(i, 0), i);
  }
}

void draw_operator_numbers(Scene& s) {
  Canvas& c = s.canvas;
  for (const OperatorBox& o : s.layout.operators) {
    if (o.kind == OperatorKind::sum) continue;
    const OperatorWeights* w = s.weights.of(s.plan, o, s.view.filter);
    if (w == nullptr) continue;
    for (const KernelBox& k : o.kernels) kernel_numbers(c, *w, k, o.divisor);
    for (const WeightRow& r : o.weights) {
      c.text({r.text.x0, r.text.y0}, Font::mono, c.theme().filters, short_number(std::round(w->at(r.index, 0, 0) * 100) / 100, 2, true));
    }
    const bool marked = !o.sheet.empty() && (!o.kernels.empty() || !o.weights.empty());
    if (!marked) continue;
    const Rect chosen = o.sheet.cell(o.kernels.empty() ? o.weights.front().index : o.kernels.front().index, 0);
    if (!chosen.empty()) c.outline(chosen, c.theme().text, c.px(1));
  }
}

}  // namespace sep::view

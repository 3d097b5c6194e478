// The operators of scene.h: frames, kernels as heat maps, the numbers in them where they fit.
#include <algorithm>
#include <cmath>

#include "view/scene.h"

namespace sep::view {
namespace {

constexpr float kLeastStep =
    5;  ///< rounding steps that the largest weight must span for its number to say anything

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

/// ".25" where "0.25" would not fit.
std::string tight(const std::string& number) {
  const size_t zero = number.find("0.");
  return zero == 0 ||
                 (zero != std::string::npos && !std::isdigit(static_cast<unsigned char>(number[zero - 1])))
             ? number.substr(0, zero) + number.substr(zero + 1)
             : number;
}

/// One word for every weight of the kernels that are drawn large; empty when they do not fit their cells or
/// would say nothing.
std::vector<std::string> weight_words(const Canvas& canvas, const OperatorWeights& w, const OperatorBox& o,
                                      int decimals) {
  const double factor = o.divisor > 0 ? o.divisor : std::pow(10.0, decimals);
  if (o.divisor == 0 && w.largest * factor < kLeastStep) return {};
  std::vector<std::string> words;
  for (const KernelBox& k : o.kernels) {
    const float room = k.rect.w() / static_cast<float>(k.columns) - canvas.px(4);
    for (int y = 0; y < k.rows; ++y) {
      for (int x = 0; x < k.columns; ++x) {
        const double whole = std::round(w.at(k.index, y, x) * factor);
        words.push_back(o.divisor > 0 ? short_number(whole, 9, false)
                                      : tight(short_number(whole / factor, decimals + 2, false)));
        if (canvas.metrics().width(Font::mono_small, words.back()) > room) return {};
      }
    }
  }
  return words;
}

void kernel_numbers(Canvas& canvas, const OperatorWeights& w, const OperatorBox& o) {
  if (o.kernels.empty()) return;
  const KernelBox& first = o.kernels.front();
  const float cell_h = first.rect.h() / static_cast<float>(first.rows),
              cell_w = first.rect.w() / static_cast<float>(first.columns);
  if (cell_h < canvas.metrics().height(Font::mono_small) + canvas.px(2) || cell_w < canvas.px(15)) return;
  std::vector<std::string> words = weight_words(canvas, w, o, 3);
  if (words.empty()) words = weight_words(canvas, w, o, 2);
  if (words.empty()) return;
  auto word = words.begin();
  for (const KernelBox& k : o.kernels) {
    for (int y = 0; y < k.rows; ++y) {
      for (int x = 0; x < k.columns; ++x) {
        const float x0 = k.rect.x0 + cell_w * static_cast<float>(x),
                    y0 = k.rect.y0 + cell_h * static_cast<float>(y);
        const Rgb under =
            colour_of(Map::diverging, 0.5F + 0.5F * w.at(k.index, y, x) / std::max(w.largest, 1e-30F));
        canvas.text_centred({x0, y0, x0 + cell_w, y0 + cell_h}, Font::mono_small, ink_on(under), *word++);
      }
    }
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
      BufferWindow from = w->planes.window_of(index, t.plane[0]);
      from.version = w->version;
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
    kernel_numbers(c, *w, o);
    for (const WeightRow& r : o.weights) {
      c.text({r.text.x0, r.text.y0}, Font::mono, c.theme().filters,
             short_number(std::round(w->at(r.index, 0, 0) * 100) / 100, 2, true));
    }
    const bool marked = !o.sheet.empty() && (!o.kernels.empty() || !o.weights.empty());
    if (!marked) continue;
    const Rect chosen =
        o.sheet.cell(o.kernels.empty() ? o.weights.front().index : o.kernels.front().index, 0);
    if (!chosen.empty()) c.outline(chosen, c.theme().text, c.px(1));
  }
}

}  // namespace sep::view

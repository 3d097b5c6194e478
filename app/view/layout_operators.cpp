// Bodies of layout_operators.h.
#include "view/layout_operators.h"

#include <algorithm>
#include <cmath>

namespace sep::view {
namespace {

constexpr float kTop = 30, kInset = 9, kFoot = 10, kFewKernels = 9;

struct Builder {
  const OperatorWish& wish;
  const LayoutInput& in;
  OperatorContent out;
  float w = 0, most = 0;  ///< width of the box, its greatest height
  float y = 0;            ///< next free place

  float px(float u) const { return u * in.metrics->scale; }
  float room_w() const { return w - px(2 * kInset); }
  float room_h() const { return most - px(kFoot) - y; }
  Rect room() const { return {px(kInset), y, px(kInset) + room_w(), y + room_h()}; }

  void centred(const Line& line) {
    const float lw = in.metrics->width_of(line), lh = in.metrics->height_of(line);
    const float x = std::round((w - lw) / 2);
    out.texts.push_back({line, {x, y, x + lw, y + lh}});
    y += lh;
  }
  void centred(const Forms& forms) {
    if (const auto line = fitting(*in.metrics, forms, room_w())) centred(*line);
  }

  void kernels();
  void few_kernels(const Sheet& sheet);
  void many_kernels();
  void terms();
  void sheet_below(SheetWish sheet_wish);
  void weights();
  void weight(int index, float row_h);
  void filter_below();
  void sum();
};

Sheet centred_sheet(Sheet s, const Rect& room) {
  const float dx = std::floor((room.w() - s.area.w()) / 2);
  s.area = s.area.moved(dx, 0);
  return s;
}

/// The kernel's rectangle made of whole cells, about the same middle.
Rect whole_cells(const Rect& r, int columns, int rows) {
  const float cell = std::floor(std::min(r.w() / columns, r.h() / rows));
  if (cell < 2) return r;
  const float x = std::floor(r.mid_x() - cell * columns / 2), y = std::floor(r.mid_y() - cell * rows / 2);
  return {x, y, x + cell * columns, y + cell * rows};
}

void Builder::few_kernels(const Sheet& sheet) {
  const int full =
      wish.count / sheet.columns * sheet.columns;  // a last row that is not full keeps to the middle
  const float free = (sheet.cell_w + sheet.gap) * static_cast<float>(sheet.columns - (wish.count - full));
  for (int i = 0; i < wish.count; ++i) {
    const Rect cell = sheet.cell(i, 0).moved(i < full ? 0 : std::floor(free / 2), 0);
    out.box.kernels.push_back({whole_cells(cell, wish.columns, wish.rows), i, wish.rows, wish.columns});
  }
  y = sheet.area.y1;
}

/// Terms of a column or row pass side by side; many of them touch and read as the matrix that they are.
void Builder::terms() {
  const auto taps = static_cast<float>(std::max(wish.rows, wish.columns)),
             count = static_cast<float>(wish.count);
  const float gap = px(wish.count <= 4 ? 8 : wish.count <= 8 ? 2 : 0), most_cell = px(36);
  const bool upright = wish.columns == 1;
  const auto whole = [](float v) { return v >= 2 ? std::floor(v) : v; };
  const float along = whole(std::min((upright ? room_h() : room_w()) / taps, most_cell));
  const float across = whole(std::min(along, ((upright ? room_w() : room_h()) - (count - 1) * gap) / count));
  const float w1 = upright ? across : along * taps, h1 = upright ? along * taps : across;
  const float total_w = upright ? count * w1 + (count - 1) * gap : w1;
  const float x0 = std::floor(px(kInset) + (room_w() - total_w) / 2);
  for (int i = 0; i < wish.count; ++i) {
    const float d = static_cast<float>(i) * (across + gap);
    const float x = x0 + (upright ? d : 0), top = y + (upright ? 0 : d);
    out.box.kernels.push_back({{x, top, x + w1, top + h1}, i, wish.rows, wish.columns});
  }
  y += upright ? h1 : count * h1 + (count - 1) * gap;
}

void Builder::sheet_below(SheetWish sheet_wish) {
  y += px(8);
  Rect area = room();
  Sheet sheet = fit_sheet(area, sheet_wish);
  if (sheet.shown() < sheet.count || sheet.empty()) {
    area.y1 -= px(kHiddenLine);
    sheet = fit_sheet(area, sheet_wish);
  }
  if (sheet.empty()) return;
  out.box.sheet = centred_sheet(sheet, area);
  y = sheet.area.y1;
  if (sheet.shown() < sheet.count) {
    y += px(4);
    centred(hidden_line(sheet.shown(), sheet.count));
  }
}

void Builder::many_kernels() {
  const float aspect = static_cast<float>(wish.columns) / static_cast<float>(wish.rows);
  Rect area = room();
  area.y1 = area.y0 + area.h() * 0.42F;
  const SheetWish one{1, aspect, px(20), std::max(area.w(), area.h()), 0};
  const Sheet big = centred_sheet(fit_sheet(area, one), area);
  out.box.kernels.push_back(
      {whole_cells(big.cell(0, 0), wish.columns, wish.rows), wish.chosen, wish.rows, wish.columns});
  y = big.area.y1;
  sheet_below({wish.count, aspect, px(12), px(30), px(3)});
}

void Builder::kernels() {
  const bool pass = wish.id == "column" || wish.id == "row";
  const bool shared = in.plan->experiment.mode == Mode::spatial;  // by all channels: never many
  if (pass && (shared || static_cast<float>(wish.count) <= kFewKernels)) return terms();
  const float aspect = static_cast<float>(wish.columns) / static_cast<float>(wish.rows);
  const float longest = static_cast<float>(std::max(wish.columns, wish.rows));
  const float cap = std::max(px(wish.rows == 1 || wish.columns == 1 ? 36 * longest : 46 * longest), px(44));
  const SheetWish all{wish.count, aspect, px(20), cap, px(wish.count > 3 ? 5 : 9)};
  const Sheet sheet = fit_sheet(room(), all);
  if (static_cast<float>(wish.count) <= kFewKernels && sheet.shown() == wish.count &&
      std::max(sheet.cell_w, sheet.cell_h) >= px(24)) {
    return few_kernels(centred_sheet(sheet, room()));
  }
  many_kernels();
}

/// One weight: its swatch, and its number beside it.
void Builder::weight(int index, float row_h) {
  const float swatch = std::min(px(15), row_h - px(3)), text_h = in.metrics->height(Font::mono);
  const float text_w = in.metrics->width(Font::mono, "+0.00"), mid = y + row_h / 2;
  const float x = std::round((w - swatch - px(8) - text_w) / 2);
  WeightRow row;
  row.index = index;
  row.swatch = {x, std::round(mid - swatch / 2), x + swatch, std::round(mid - swatch / 2) + swatch};
  row.text = {x + swatch + px(8), std::round(mid - text_h / 2), x + swatch + px(8) + text_w,
              std::round(mid + text_h / 2)};
  out.box.weights.push_back(row);
  y += row_h;
}

/// "filter 65 of 256", in one line or two.
void Builder::filter_below() {
  const Forms filter = filter_line(*in.plan, in.filter);
  y += px(9);
  if (in.metrics->width_of(filter.front()) <= room_w()) return centred(filter);
  centred(Forms{filter[1], filter.back()});
  y += px(2);
  centred(Forms{
      {{"of ", Ink::dim, Font::small}, {grouped(in.plan->experiment.filters), Ink::filters, Font::small}}});
}

/// Every weight with its number, in lower rows and without the line about the filter where there is little
/// height; else the chosen one and all as swatches; else as many as fit, and how many are left out.
void Builder::weights() {
  const float low = std::max(px(15), in.metrics->height(Font::mono)), foot = px(33 + kFoot);
  const auto count = static_cast<float>(wish.count);
  for (const bool with_filter : {true, false}) {
    for (const float row_h : {px(21), low}) {
      if (count * row_h > room_h() - (with_filter ? foot : 0)) continue;
      for (int i = 0; i < wish.count; ++i) weight(i, row_h);
      if (with_filter) filter_below();
      return;
    }
  }
  const float begin = y;
  weight(wish.chosen, px(21));
  most -= foot;
  sheet_below({wish.count, 1, px(7), px(16), px(2)});
  most += foot;
  if (!out.box.sheet.empty()) return filter_below();
  y = begin;
  out.box.weights.clear();
  const int rows = std::clamp(static_cast<int>((room_h() - px(kHiddenLine)) / low), 1, wish.count);
  const int first = std::clamp(wish.chosen - rows / 2, 0, wish.count - rows);
  for (int i = 0; i < rows; ++i) weight(first + i, low);
  y += px(2);
  centred(hidden_line(rows, wish.count));
}

void Builder::sum() {
  centred(Line{{"Σ", Ink::text, Font::headline}});
  y += px(6);
  const int seen = in.plan->standard.front().spec.c_in_per_group();
  centred(Forms{{{"over ", Ink::dim, Font::small}, {grouped(seen), Ink::channels, Font::small}}});
  y += px(2);
  centred(Forms{{{seen == 1 ? "channel" : "channels", Ink::dim, Font::small}}});
}

std::vector<double> to_double(const std::vector<float>& values) { return {values.begin(), values.end()}; }

/// Whole numbers for a single kernel that has a common divisor, where they fit its cells.
int divisor_of(const OperatorWish& wish, const LayoutInput& in, const KernelBox& box) {
  const Plan& plan = *in.plan;
  if (wish.count != 1 || wish.kind != OperatorKind::kernels) return 0;
  Kernel kernel{{wish.rows, wish.columns}, {}};
  if (plan.split && wish.row == Row::separable)
    kernel.values = to_double(weights_of(plan, plan.separable[static_cast<size_t>(wish.stage)], 0, 1));
  else if (wish.id == "column")
    kernel.values = plan.spatial.u.front();
  else if (wish.id == "row")
    kernel.values = plan.spatial.v.front();
  else
    kernel.values = plan.kernels.front().values;
  const int divisor = common_divisor(kernel);
  if (divisor < 2) return 0;
  float widest = 0;
  for (const double v : kernel.values) {
    widest = std::max(widest,
                      in.metrics->width(Font::mono_small, short_number(std::round(v * divisor), 9, false)));
  }
  const float cell_w = box.rect.w() / static_cast<float>(wish.columns),
              cell_h = box.rect.h() / static_cast<float>(wish.rows);
  return widest + 4 * in.metrics->scale <= cell_w &&
                 in.metrics->height(Font::mono_small) + 2 * in.metrics->scale <= cell_h
             ? divisor
             : 0;
}

void move_content(OperatorContent& c, float dx, float dy) {
  for (KernelBox& k : c.box.kernels) k.rect = k.rect.moved(dx, dy);
  for (WeightRow& r : c.box.weights) {
    r.swatch = r.swatch.moved(dx, dy);
    r.text = r.text.moved(dx, dy);
  }
  c.box.sheet.area = c.box.sheet.area.moved(dx, dy);
}

}  // namespace

OperatorContent operator_content(const OperatorWish& wish, const LayoutInput& in, float width, float least,
                                 float most) {
  Builder b{wish, in, {}, width, most, 0};
  OperatorBox& box = b.out.box;
  box = box_of(wish);
  b.y = b.px(9);
  b.centred(Line{{wish.title, Ink::text, Font::bold}});
  b.y = b.px(kTop + 3);
  if (wish.kind == OperatorKind::kernels) {
    b.kernels();
    box.divisor = divisor_of(wish, in, box.kernels.front());
  }
  if (wish.kind == OperatorKind::weights) b.weights();
  if (wish.kind == OperatorKind::sum) b.sum();
  box.box = {0, 0, width, b.y + b.px(kFoot)};
  stretch(b.out, least, in.metrics->scale);
  return b.out;
}

void stretch(OperatorContent& c, float height, float scale) {
  const float more = std::floor(height - c.box.box.h());
  if (more <= 0) return;
  const float dy = std::floor(more * 0.45F);
  move_content(c, 0, dy);
  for (PlacedLine& t : c.texts) {
    if (t.box.y0 > scale * kTop - 4) t.box = t.box.moved(0, dy);
  }
  c.box.box.y1 += more;
}

void move(OperatorContent& c, float dx, float dy) {
  move_content(c, dx, dy);
  c.box.box = c.box.box.moved(dx, dy);
  for (PlacedLine& t : c.texts) t.box = t.box.moved(dx, dy);
}

}  // namespace sep::view

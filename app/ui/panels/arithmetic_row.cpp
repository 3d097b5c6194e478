// Bodies of arithmetic_row.h.
#include "ui/panels/arithmetic_row.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/format.h"
#include "ui/heat.h"
#include "view/canvas.h"
#include "view/style.h"

namespace sep::ui::panels {
namespace {

constexpr int64_t kShownAtFirst = 4, kShownMore = 16;  ///< channels or elements before the rest folds
constexpr int kWrittenTerms = 5;
constexpr float kWidestGrid = 84;
constexpr int64_t kMostProductsScanned = 4096;

view::StackKey key_of(TensorRef ref) {
  switch (ref.place) {
    case Place::separable:
      return {view::StackKind::separable, ref.index};
    case Place::standard:
      return {view::StackKind::standard, 0};
    case Place::maps:
      return {view::StackKind::maps, 0};
    default:
      return {view::StackKind::input, 0};
  }
}

/// Short sums in a row are written out, factor by factor.
bool written_out(const StageTrace& s) {
  return s.spec.kernel.h == 1 &&
         (s.spec.kernel.w == 1 || (s.elements.size() == 1 && s.spec.kernel.w <= kWrittenTerms));
}

std::string place_words(const Term& t) {
  if (!t.is_padding) return fmt::format("[0, {}, {}, {}]", t.channel, t.y, t.x);
  if (t.source_y < 0) return fmt::format("padding at [0, {}, {}, {}], a zero", t.channel, t.y, t.x);
  return fmt::format("padding at [0, {}, {}, {}], a copy of [0, {}, {}, {}]", t.channel, t.y, t.x, t.channel,
                     t.source_y, t.source_x);
}

}  // namespace

ImU32 Colouring::of(int channel, double value) const {
  const float extent = high - low;
  const float t = extent > 0 ? std::clamp((static_cast<float>(value) - low) / extent, 0.0F, 1.0F) : 0.5F;
  if (maps.empty()) return view::packed(view::colour_of(view::Map::grey, t));
  return view::packed(
      view::colour_of(maps[std::min(maps.size() - 1, static_cast<size_t>(std::max(0, channel)))], t));
}

Colouring colouring_of(PanelContext& c, TensorRef ref) {
  Colouring out;
  const Plan& plan = *c.session.plan();
  if (ref.place == Place::image) return out;
  view::StackBox stack;
  stack.key = key_of(ref);
  stack.shape = shape_of(plan, ref);
  const view::StackStyle style = view::style_of(plan, c.experiment().view, c.session.engine(), stack);
  for (int k = 0; k < std::min<int64_t>(4, stack.shape.c); ++k) out.maps.push_back(style.map_of(k));
  out.low = style.low;
  out.high = style.high;
  return out;
}

Digits Digits::of(double largest) {
  if (!(largest > 0) || !std::isfinite(largest)) return {};
  return {std::clamp(2 - static_cast<int>(std::floor(std::log10(largest))), 1, 12)};
}

int64_t Digits::units(double value) const { return std::llround(value * std::pow(10.0, decimals)); }

std::string Digits::text(double value) const {
  if (!std::isfinite(value)) return significant(value);
  return (units(value) < 0 ? "−" : "") +
         fmt::format("{:.{}f}", std::abs(static_cast<double>(units(value))) / std::pow(10.0, decimals),
                     decimals);
}

float grid_room(const Widgets& ui, const StageTrace& s, float room) {
  constexpr float kWords = 134, kLeastCell = 5;  // signs and the sum of a block
  if (s.elements.empty() || written_out(s)) return ui.px(kWidestGrid);
  const auto shown = [](int64_t n) { return static_cast<float>(std::min(n, kShownAtFirst + 1)); };
  const float blocks = shown(static_cast<int64_t>(s.elements.size())) * shown(s.spec.c_in_per_group());
  const float wide = std::min((room / blocks - ui.px(kWords)) / 3, ui.px(kWidestGrid));
  return wide >= ui.px(kLeastCell) * static_cast<float>(s.spec.kernel.w) ? wide : 0;
}

ArithmeticRow::ArithmeticRow(PanelContext& c, ImVec2 at, float height, int row, float widest)
    : c_(c),
      list_(ImGui::GetWindowDrawList()),
      x_(at.x),
      top_(at.y),
      height_(height),
      row_(row),
      widest_(widest > 0 ? widest : c.ui.px(kWidestGrid)),
      compact_(widest <= 0) {}

void ArithmeticRow::caption(const std::string& words, float x) {
  draw_text(list_, c_.theme.small, {x, top_}, c_.theme.dim, words);
  x_ = std::max(x_, x + measure(c_.theme.small, words).x);
}

void ArithmeticRow::text(const std::string& words, ImU32 colour, ImFont* font) {
  if (font == nullptr) font = c_.theme.mono;
  const float head = c_.ui.px(17), y = top_ + head + (height_ - head - font->FontSize) / 2;
  draw_text(list_, font, {x_, std::floor(y)}, colour, words);
  x_ += measure(font, words).x;
}

void ArithmeticRow::number(double value, const Digits& digits, ImU32 fill) {
  const float head = c_.ui.px(17), h = c_.ui.px(22), y = std::floor(top_ + head + (height_ - head - h) / 2);
  const std::string words = digits.text(value);
  const ImVec2 size = measure(c_.theme.mono, words);
  const float w = size.x + c_.ui.px(8);
  list_->AddRectFilled({x_, y}, {x_ + w, y + h}, fill, c_.ui.px(3));
  list_->AddRect({x_, y}, {x_ + w, y + h}, c_.theme.line, c_.ui.px(3));
  draw_text(list_, c_.theme.mono, {x_ + c_.ui.px(4), y + (h - c_.theme.mono->FontSize) / 2}, ink_on(fill),
            words);
  x_ += w;
}

void ArithmeticRow::outline(ImVec2 min, ImVec2 max) {
  const float w = c_.ui.px(2);
  list_->AddRect({min.x - w, min.y - w}, {max.x + w, max.y + w}, c_.theme.background, c_.ui.px(2), 0,
                 c_.ui.px(4));
  list_->AddRect({min.x - w / 2, min.y - w / 2}, {max.x + w / 2, max.y + w / 2}, c_.theme.text, c_.ui.px(1),
                 0, w);
}

void ArithmeticRow::point(const StageTrace& s, const ElementSum& e, const Term& t) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {c_.ui.px(9), c_.ui.px(6)});
  ImGui::SetTooltip("%s", fmt::format("{} × {} = {}\n{}", significant(t.value, 6), significant(t.weight, 6),
                                      significant(t.product, 6), place_words(t))
                              .c_str());
  ImGui::PopStyleVar();
  std::vector<Selection>& pointed = c_.state.follow.pointed;
  pointed.clear();
  if (!t.is_padding)
    pointed.push_back(Selection::element(s.in, t.channel, t.y, t.x));
  else if (t.source_y >= 0)
    pointed.push_back(Selection::element(s.in, t.channel, t.source_y, t.source_x));
  pointed.push_back(Selection::weight(s.out, e.channel, t.channel % s.spec.c_in_per_group(), t.i, t.j));
  pointed.push_back(Selection::element(s.out, e.channel, e.y, e.x));
}

int64_t ArithmeticRow::grid(int rows, int columns, int64_t marked, const std::string& id,
                            const std::function<ImU32(int, int)>& colour) {
  const float head = c_.ui.px(17), room = height_ - head;
  const float cell =
      std::max(1.0F, std::floor(std::min({room / static_cast<float>(rows),
                                          widest_ / static_cast<float>(columns), c_.ui.px(15)})));
  const float w = cell * static_cast<float>(columns), h = cell * static_cast<float>(rows);
  const float y0 = std::floor(top_ + head + (room - h) / 2), x0 = std::floor(x_);
  for (int i = 0; i < rows; ++i) {
    for (int j = 0; j < columns; ++j) {
      const ImVec2 a{x0 + cell * static_cast<float>(j), y0 + cell * static_cast<float>(i)};
      list_->AddRectFilled(a, {a.x + cell, a.y + cell}, colour(i, j));
    }
  }
  list_->AddRect({x0 - 1, y0 - 1}, {x0 + w + 1, y0 + h + 1}, c_.theme.line);
  if (marked >= 0 && marked < int64_t{rows} * columns) {
    const int64_t row = marked / columns, column = marked % columns;
    const ImVec2 a{x0 + cell * static_cast<float>(column), y0 + cell * static_cast<float>(row)};
    outline(a, {a.x + cell, a.y + cell});
  }
  ImGui::SetCursorScreenPos({x0, y0});
  ImGui::InvisibleButton(id.c_str(), {w, h});
  c_.ui.record(id, {x0, y0}, {x0 + w, y0 + h});
  int64_t under = -1;
  if (ImGui::IsItemHovered()) {
    const ImVec2 m = ImGui::GetIO().MousePos;
    const int i = std::clamp(static_cast<int>((m.y - y0) / cell), 0, rows - 1),
              j = std::clamp(static_cast<int>((m.x - x0) / cell), 0, columns - 1);
    const ImVec2 a{x0 + cell * static_cast<float>(j), y0 + cell * static_cast<float>(i)};
    list_->AddRect(a, {a.x + cell, a.y + cell}, c_.theme.text, 0, 0, c_.ui.px(1.5F));
    under = int64_t{i} * columns + j;
  }
  x_ = x0 + w;
  return under;
}

bool ArithmeticRow::fold(const FoldId& id, const std::string& words) {
  const float head = c_.ui.px(17), h = c_.ui.px(24), y = std::floor(top_ + head + (height_ - head - h) / 2);
  const float w = measure(c_.theme.small, words).x + c_.ui.px(14);
  ImGui::SetCursorScreenPos({x_, y});
  const std::string name = fmt::format("arithmetic.fold.{}.{}.{}.{}", id.row, id.stage, id.element, id.first);
  const bool pressed = ImGui::InvisibleButton(name.c_str(), {w, h});
  list_->AddRectFilled({x_, y}, {x_ + w, y + h}, ImGui::IsItemHovered() ? c_.theme.line : c_.theme.raised,
                       c_.ui.px(4));
  draw_text(list_, c_.theme.small, {x_ + c_.ui.px(7), y + (h - c_.theme.small->FontSize) / 2}, c_.theme.text,
            words);
  c_.ui.finish_item(name, "Press to unfold.");
  x_ += w;
  if (pressed) c_.state.follow.unfolded.insert(id);
  return pressed;
}

void ArithmeticRow::term(const StageTrace& s, const ElementSum& e, const TermRun& run, const Digits& digits) {
  const Term t = s.term(e, run.first);
  if (t.is_bias) {
    caption("bias", x_);
    x_ -= measure(c_.theme.small, "bias").x;
    return number(t.value, digits, c_.theme.raised);
  }
  const Digits weight = Digits::of(std::min(1.0, largest_weight_));
  const float start = x_;
  const bool added = made(run) == run.count;
  number(t.value, digits, in_.of(t.channel, t.value));
  text(" × ", c_.theme.dim);
  number(t.weight, weight, diverging(t.weight, largest_weight_));
  const float head = c_.ui.px(17), h = c_.ui.px(22), y = std::floor(top_ + head + (height_ - head - h) / 2);
  const std::string id =
      fmt::format("arithmetic.{}.{}.{}.{}.term", row_, stage_, &e - s.elements.data(), run.first);
  ImGui::SetCursorScreenPos({start, y});
  ImGui::InvisibleButton(id.c_str(), {x_ - start, h});
  c_.ui.record(id, {start, y}, {x_, y + h});
  if (ImGui::IsItemHovered()) point(s, e, t);
  if (!added) list_->AddRectFilled({start, y}, {x_, y + h}, with_alpha(c_.theme.panel, 0.72F));
  if (mark_ && run.first + 1 == done_) outline({start, y}, {x_, y + h});
}

std::string ArithmeticRow::run_words(const StageTrace& s, const ElementSum& e, const TermRun& run) const {
  const Plan& plan = *c_.session.plan();
  const TensorRef passes{Place::separable, 0};
  const int terms = plan.experiment.mode == Mode::spatial && plan.separable.size() == 2 ? plan.rank : 1;
  const auto term_of = [&](int channel) { return fmt::format("term {} of {}", channel % terms + 1, terms); };
  std::string words = fmt::format("channel {}", run.channels.first);
  if (terms > 1 && s.in == passes) words = term_of(run.channels.first);
  if (terms > 1 && s.out == passes) words = term_of(e.channel);
  const bool columns = s.elements.size() > 1 && s.elements.front().x != s.elements.back().x;
  if (columns) words = (terms > 1 ? words + ", " : std::string()) + fmt::format("column {}", e.x);
  if (run.padding > 0) words += fmt::format(", {} padding", run.padding);
  return words;
}

void ArithmeticRow::block(const StageTrace& s, const ElementSum& e, const TermRun& run,
                          const Digits& digits) {
  const int rows = s.spec.kernel.h, columns = s.spec.kernel.w;
  if (run.kind == TermRun::Kind::bias) return term(s, e, run, digits);
  if (written_out(s)) {
    for (int64_t k = 0; k < run.count; ++k) {
      if (k > 0) text(" + ", c_.theme.text);
      term(s, e, {TermRun::Kind::term, run.first + k, 1, run.channels, 0, 0}, digits);
    }
    return;
  }
  const float start = x_;
  const auto at = [&](int i, int j) { return s.term(e, run.first + int64_t{i} * columns + j); };
  const std::string id =
      fmt::format("arithmetic.{}.{}.{}.{}.", row_, stage_, &e - s.elements.data(), run.first);
  const int64_t done = made(run), marked = mark_ && done > 0 && run.first + done == done_ ? done - 1 : -1;
  int64_t under = grid(rows, columns, marked, id + "patch", [&](int i, int j) {
    const Term t = at(i, j);
    return in_.of(t.channel, t.value);
  });
  text(" × ", c_.theme.dim);
  under = std::max(under, grid(rows, columns, marked, id + "kernel",
                               [&](int i, int j) { return diverging(at(i, j).weight, largest_weight_); }));
  if (!compact_) {
    text(" = ", c_.theme.dim);
    under = std::max(under, grid(rows, columns, marked, id + "products", [&](int i, int j) {
                       return int64_t{i} * columns + j < done ? diverging(at(i, j).product, largest_product_)
                                                              : c_.theme.panel;
                     }));
  }
  if (under >= 0) point(s, e, s.term(e, run.first + under));
  text(" Σ ", c_.theme.dim);
  text(done > 0 ? digits.text(sum_now(s, e, run)) : "…", done == run.count ? c_.theme.text : c_.theme.dim);
  const float end = x_;
  caption(run_words(s, e, run), start);
  x_ = std::max(x_, end);
}

int64_t ArithmeticRow::fold_added(const StageTrace& s, const ElementSum& e, int64_t number_,
                                  const std::vector<TermRun>& runs, const Digits& digits, int64_t& units) {
  const FoldId id{row_, stage_, number_, -1};
  if (done_ >= s.terms() || c_.state.follow.unfolded.contains(id)) return 0;
  const auto last =
      std::find_if(runs.begin(), runs.end(), [&](const TermRun& r) { return done_ <= r.first + r.count; });
  const int64_t before = last - runs.begin() - 1;
  if (before < 1) return 0;
  const double sum = s.sum_of(e, 0, runs[static_cast<size_t>(before)].first);
  fold(id, fmt::format("{} before: {}", before == 1 ? "1 channel" : grouped(before) + " channels",
                       digits.text(sum)));
  units += digits.units(sum);
  return before;
}

void ArithmeticRow::element(const StageTrace& s, const ElementSum& e, int64_t number_, bool alone) {
  if (made_of_) done_ = made_of_(e);
  const std::vector<TermRun> runs = s.subtotals(e);
  double largest = std::abs(e.value);
  for (const TermRun& run : runs) largest = std::max(largest, std::abs(run.sum));
  const Digits digits = Digits::of(largest);
  const auto count = static_cast<int64_t>(runs.size());
  int64_t shown_units = 0, chunk = kShownAtFirst;
  const bool products = written_out(s);
  int64_t k = fold_added(s, e, number_, runs, digits, shown_units);
  while (k < count) {
    const int64_t end = count - k <= chunk + 1 ? count : k + chunk;
    for (; k < end; ++k) {
      if (k > 0) text(" + ", c_.theme.text);
      block(s, e, runs[static_cast<size_t>(k)], digits);
      shown_units += digits.units(sum_now(s, e, runs[static_cast<size_t>(k)]));
    }
    if (k == count) break;
    chunk = kShownMore;
    const FoldId id{row_, stage_, number_, k};
    if (c_.state.follow.unfolded.contains(id)) continue;
    double rest = 0;
    for (int64_t i = k; i < count; ++i) rest += sum_now(s, e, runs[static_cast<size_t>(i)]);
    text(" + ", c_.theme.text);
    fold(id, fmt::format("{} more channels: {}", grouped(count - k), digits.text(rest)));
    shown_units += digits.units(rest);
    k = count;
  }
  if (count == 1 && !products) return;
  // Rounded factors do not make rounded products; only sums of shown numbers can be checked.
  const bool whole = done_ >= s.terms();
  const double value = whole ? e.value : s.sum_of(e, 0, done_);
  const bool adds_up = !products && shown_units == digits.units(value);
  text(adds_up ? " = " : " ≈ ", c_.theme.text);
  text(digits.text(value), c_.theme.text, alone ? c_.theme.bold : nullptr);
  if (!whole) text(" so far", c_.theme.dim, c_.theme.small);
}

void ArithmeticRow::stage(const StageTrace& s, int index, bool last) {
  stage_ = index;
  in_ = colouring_of(c_, s.in);
  largest_weight_ = largest_product_ = 0;
  int64_t scanned = 0;
  for (const ElementSum& e : s.elements) {
    for (int64_t k = 0; k < s.terms() && scanned < kMostProductsScanned; ++k, ++scanned) {
      const Term t = s.term(e, k);
      largest_weight_ = std::max(largest_weight_, std::abs(t.weight));
      largest_product_ = std::max(largest_product_, std::abs(t.product));
    }
  }
  const auto count = static_cast<int64_t>(s.elements.size());
  int64_t k = 0, chunk = kShownAtFirst;
  while (k < count) {
    const int64_t end = count - k <= chunk + 1 ? count : k + chunk;
    for (; k < end; ++k) {
      element(s, s.elements[static_cast<size_t>(k)], k, last);
      x_ += c_.ui.px(last ? 6 : 18);
    }
    if (k == count) break;
    chunk = kShownMore;
    const FoldId id{row_, index, -1, k};
    if (c_.state.follow.unfolded.contains(id)) continue;
    fold(id, fmt::format("{} more, made alike", grouped(count - k)));
    k = count;
  }
}

}  // namespace sep::ui::panels

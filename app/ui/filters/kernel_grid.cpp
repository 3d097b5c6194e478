// Bodies of kernel_grid.h.
#include "ui/filters/kernel_grid.h"

#include <fmt/format.h>

#include <cmath>

#include "io/models/text_lines.h"
#include "ui/format.h"

namespace sep::ui {
namespace {

Cell inside(Cell c, Size2 size) { return {std::clamp(c.y, 0, size.h - 1), std::clamp(c.x, 0, size.w - 1)}; }

Cell stepped(Cell c, Size2 size, Step step) {
  switch (step) {
    case Step::left:
      return inside({c.y, c.x - 1}, size);
    case Step::right:
      return inside({c.y, c.x + 1}, size);
    case Step::up:
      return inside({c.y - 1, c.x}, size);
    case Step::down:
      return inside({c.y + 1, c.x}, size);
    case Step::row_start:
      return {c.y, 0};
    case Step::row_end:
      return {c.y, size.w - 1};
    case Step::first:
      return {0, 0};
    case Step::last:
      return {size.h - 1, size.w - 1};
  }
  return c;
}

/// Next cell of a block, row by row (across) or column by column, round and round.
Cell next_in(const Block& b, Cell c, bool across, bool back) {
  const int n = b.cells(), rows = b.rows(), columns = b.columns();
  const int at = across ? (c.y - b.y0) * columns + (c.x - b.x0) : (c.x - b.x0) * rows + (c.y - b.y0);
  const int next = (at + (back ? n - 1 : 1)) % n;
  return across ? Cell{b.y0 + next / columns, b.x0 + next % columns}
                : Cell{b.y0 + next % rows, b.x0 + next / rows};
}

struct Walked {
  Cell cell;
  bool moved = true;
};

Walked tab_from(Cell c, Size2 size, bool back) {
  const int at = c.y * size.w + c.x + (back ? -1 : 1);
  if (at < 0 || at >= size.h * size.w) return {c, false};
  return {{at / size.w, at % size.w}, true};
}

}  // namespace

void keep_inside(KernelGrid& g, Size2 size) {
  if (!g.cell) return;
  g.cell = inside(*g.cell, size);
  g.anchor = inside(g.anchor, size);
  g.corner = inside(g.corner, size);
  g.last = inside(g.last, size);
}

std::optional<Block> block_of(const KernelGrid& g) {
  if (!g.cell) return std::nullopt;
  const auto [y0, y1] = std::minmax(g.anchor.y, g.corner.y);
  const auto [x0, x1] = std::minmax(g.anchor.x, g.corner.x);
  return Block{y0, x0, y1, x1};
}

void select(KernelGrid& g, Cell cell) {
  g.cell = g.anchor = g.corner = cell;
  g.entry_x = -1;
}

void extend_to(KernelGrid& g, Cell corner) {
  if (!g.cell) return select(g, corner);
  g.cell = g.anchor;
  g.corner = corner;
}

void select_all(KernelGrid& g, Size2 size) {
  select(g, {0, 0});
  g.corner = {size.h - 1, size.w - 1};
}

void walk(KernelGrid& g, Size2 size, Step step, bool extend) {
  if (!g.cell) return select(g, {0, 0});
  if (extend) return extend_to(g, stepped(g.corner, size, step));
  select(g, stepped(*g.cell, size, step));
}

bool advance(KernelGrid& g, Size2 size, bool across, bool back) {
  if (!g.cell) return false;
  const Block block = *block_of(g);
  if (block.cells() > 1) {
    g.cell = next_in(block, *g.cell, across, back);
    return true;
  }
  if (across) {
    const int began = g.entry_x < 0 ? g.cell->x : g.entry_x;
    const Walked to = tab_from(*g.cell, size, back);
    select(g, to.cell);
    g.entry_x = to.moved ? began : -1;
    return to.moved;
  }
  const int x = g.entry_x < 0 ? g.cell->x : g.entry_x;
  const int y = std::clamp(g.cell->y + (back ? -1 : 1), 0, size.h - 1);
  const bool moved = y != g.cell->y;
  select(g, {y, x});
  return moved;
}

bool tab_stays(const KernelGrid& g, Size2 size, bool back) {
  return g.cell && g.entered && (block_of(g)->cells() > 1 || tab_from(*g.cell, size, back).moved);
}

std::vector<Cell> line_to(Cell a, Cell b) {
  const int steps = std::max(std::abs(b.y - a.y), std::abs(b.x - a.x));
  std::vector<Cell> out;
  for (int i = 1; i <= steps; ++i) {
    const double t = static_cast<double>(i) / steps;
    out.push_back({static_cast<int>(std::lround(a.y + t * (b.y - a.y))),
                   static_cast<int>(std::lround(a.x + t * (b.x - a.x)))});
  }
  return out;
}

bool is_number_character(unsigned c) {
  return (c >= '0' && c <= '9') || c == '+' || c == '-' || c == 0x2212 || c == '.' || c == ',' || c == '/' ||
         c == 'e' || c == 'E';
}

std::optional<double> typed_number(std::string_view text) {
  std::string plain(text);
  std::erase(plain, ' ');
  const bool comma = plain.find(',') != std::string::npos && plain.find('.') == std::string::npos;
  const Result<double> value = io::parse_number(plain, comma);
  if (!value || !std::isfinite(*value) || std::abs(*value) > 1e6) return std::nullopt;
  return *value;
}

double unit_for(const Kernel& kernel, bool typed) {
  const int d = common_divisor(kernel);
  double largest = 0;
  for (const double v : kernel.values) largest = std::max(largest, std::abs(v));
  if (d == 0 || largest * d >= 1e6) return 1;  // whole numbers of seven digits say less than decimals
  return typed && 1000 % d == 0 ? 1 : d;
}

std::string cell_text(double value) {
  if (!std::isfinite(value)) return std::isnan(value) ? "NaN" : value < 0 ? "−∞" : "∞";
  const double whole = std::round(value);
  if (std::abs(value - whole) <= 1e-9 * std::abs(value) && std::abs(whole) < 1e6)
    return grouped(static_cast<int64_t>(whole));
  return significant(value, 3);
}

std::string exact_text(double value) {
  const double whole = std::round(value);
  const bool near = std::isfinite(value) && std::abs(value - whole) <= 1e-9 * std::abs(value);
  return near && std::abs(whole) < 1e15 ? fmt::format("{}", static_cast<int64_t>(whole))
                                        : fmt::format("{}", value);
}

}  // namespace sep::ui

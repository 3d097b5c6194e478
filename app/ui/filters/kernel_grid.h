// How the kernel grid is walked and selected, as people know it from spreadsheets. Pure; knows no ImGui.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/kernel.h"

namespace sep::ui {

struct Cell {
  int y = 0, x = 0;
  friend bool operator==(const Cell&, const Cell&) = default;
};

/// Cells y0…y1 × x0…x1, both ends included.
struct Block {
  int y0 = 0, x0 = 0, y1 = 0, x1 = 0;
  int rows() const { return y1 - y0 + 1; }
  int columns() const { return x1 - x0 + 1; }
  int cells() const { return rows() * columns(); }
  bool contains(Cell c) const { return c.y >= y0 && c.y <= y1 && c.x >= x0 && c.x <= x1; }
  friend bool operator==(const Block&, const Block&) = default;
};

/// What the grid remembers between frames; belongs to the window.
struct KernelGrid {
  std::optional<Cell> cell;  ///< the active one, inside the block
  Cell anchor, corner;       ///< where the block begins and ends; the cell itself when it is one cell
  int entry_x = -1;          ///< column in which a run of Tab began, to which Enter returns
  bool entered = false;      ///< Tab walks inside; false: it passes on to the next control
  bool typing = false;
  bool open_field = false;  ///< the field under the grid opens in this frame
  std::string typed;
  int typed_map = 0;                         ///< the map that it is typed for
  Kernel typed_kernel;                       ///< and its kernel then: another one has come when it differs
  bool dragging = false, cancelled = false;  ///< by the mouse, until it is let go
  bool selecting = false, selected = false;  ///< the drag selects; it has left its first cell
  bool painting = false;                     ///< the drag has left its first cell
  Cell last;                                 ///< that the drag was over
  double brush = 0;                          ///< value that is painted
  double unit = 1;                           ///< values are shown and typed in units of 1/unit
  Kernel of;                                 ///< the kernel that `unit` belongs to

  /// Esc is the grid's.
  bool wants_escape() const { return typing || painting || entered; }
};

enum class Step { left, right, up, down, row_start, row_end, first, last };

/// Keeps cell and block inside a kernel of this size; a grid without a cell stays so.
void keep_inside(KernelGrid& grid, Size2 size);
/// The active block; nothing without a cell.
std::optional<Block> block_of(const KernelGrid& grid);
void select(KernelGrid& grid, Cell cell);
void extend_to(KernelGrid& grid, Cell corner);
void select_all(KernelGrid& grid, Size2 size);
/// Moves the active cell, or with extend the block's corner. Begins at the first cell when there is none.
void walk(KernelGrid& grid, Size2 size, Step step, bool extend);

/// Where Tab (across) or Enter leads: round a block of several cells; else on, from a row's end to the next
/// row, Enter to the column where Tab began. False at the end of the grid, where it stays.
bool advance(KernelGrid& grid, Size2 size, bool across, bool back);
/// advance() with Tab would stay inside.
bool tab_stays(const KernelGrid& grid, Size2 size, bool back);

/// Cells on the straight line from a to b, a left out: a fast drag skips none.
std::vector<Cell> line_to(Cell a, Cell b);

/// What a typed text may consist of: digits, signs, points, commas, a slash, an exponent.
bool is_number_character(unsigned character);
/// "3", "−0.25", "0,5", "1/16", "1e-3". Nothing when it is no finite number up to 1e6.
std::optional<double> typed_number(std::string_view text);

/// The unit to show a kernel in: d where values·d are whole, so that a binomial shows 1, 4, 6, 4, 1; else 1.
/// Typed values that are short decimals stay decimals.
double unit_for(const Kernel& kernel, bool typed);
/// A value·unit as the grid shows it, and as it can be typed back.
std::string cell_text(double value);
std::string exact_text(double value);

}  // namespace sep::ui

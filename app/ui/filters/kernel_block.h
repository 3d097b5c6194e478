// What the kernel grid does to the values of a block: zero, fill, copy and paste. Pure; knows no ImGui and no
// clipboard.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/experiment.h"
#include "ui/filters/kernel_grid.h"

namespace sep::ui {

/// Largest kernel that a paste grows to, in rows and columns: that of the presets.
inline constexpr int kMostPasted = 31;

/// The experiment with these cells of a map set to a value. One kernel's own rank is taken again.
Experiment with_cells(Experiment experiment, int map, const std::vector<Cell>& cells, double value);
Experiment with_block(Experiment experiment, int map, const Block& block, double value);

/// The block as spreadsheets take it: tabs between columns, a new line after each row, decimal points, every
/// digit that is needed to read the same value back.
std::string block_text(const Kernel& kernel, const Block& block);

struct Pasted {
  Experiment experiment;
  Block block;  ///< that was written
  bool grown = false;
};
/// Reads a block as files of numbers are read (tabs, commas, semicolons or blanks; decimal commas) and writes
/// it from the block's upper left corner on; one value fills the block. Grows the kernel to the right and
/// down, and every other map with it, when it does not fit. Error: one sentence; then nothing changes.
Result<Pasted> with_paste(const Experiment& experiment, int map, const Block& block, std::string_view text);

}  // namespace sep::ui

// The kernel grid as it lies on the screen in this frame. Shared by its drawing and its input.
#pragma once

#include <string>

#include "ui/filters/kernel_grid.h"
#include "ui/panel_context.h"

namespace sep::ui::panels {

struct GridView {
  Kernel kernel;
  int map = 0;
  bool given = false;  ///< by a file: shown and copied, not edited
  double largest = 0;  ///< magnitude, of the finite values
  ImVec2 origin;
  float cell_w = 0, cell_h = 0;

  ImVec2 size() const {
    return {cell_w * static_cast<float>(kernel.size.w), cell_h * static_cast<float>(kernel.size.h)};
  }
  /// The cell under a point, or the nearest one.
  Cell cell_at(ImVec2 pos_window) const;
};

/// What mouse and keys do to the grid; the grid's item was the last one. Changes state.grid, edits, says.
void grid_input(PanelContext& c, const GridView& view);
/// Writes a value that was typed, in units of 1/grid.unit, into the active cell (all: into the block). False,
/// and one sentence, when it is no number.
bool type_value(PanelContext& c, const GridView& view, const std::string& typed, bool all);
/// After Enter or Tab: the next cell.
void go_on(PanelContext& c, const GridView& view, bool across, bool back);

}  // namespace sep::ui::panels

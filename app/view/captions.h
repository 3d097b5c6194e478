// The words of the diagram, each in longer and shorter forms. Pure; knows no GL.
#pragma once

#include "view/layout.h"

namespace sep::view {

/// What a stack shows, in one line ("output 8×8×256"), and split in two (name, shape).
struct StackCaption {
  Forms one, name, shape;
};
StackCaption stack_caption(const Plan& plan, StackKey key);

/// Head of a path's row: its name and what it does.
Forms path_title(const Plan& plan, PathId path);
/// "53,952 multiplications".
Forms path_cost(const Plan& plan, PathId path);
/// "computed once, reused 256×" or "recomputed for each of 256 filters".
Forms reuse_line(const Plan& plan, PathId path);

/// Under an operator: "5×5, one per channel", and the same in two lines.
struct OperatorCaption {
  Forms one, first, second;
  bool always_two = false;
};
OperatorCaption operator_caption(const Plan& plan, const OperatorBox& box, int filter);
/// "filter 65 of 256".
Forms filter_line(const Plan& plan, int filter);
/// "16 of 256 shown"; own_ranges: every tile has a range of its own, which the colour bar is not. Empty when
/// there is nothing to say.
Forms sheet_line(int shown, int count, bool own_ranges);
/// "16 of 256 shown".
Forms hidden_line(int shown, int count);

}  // namespace sep::view

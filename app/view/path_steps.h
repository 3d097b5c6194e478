// Where both paths stand, and what of each stack is computed then. Pure; knows no GL and no ImGui.
#pragma once

#include <optional>

#include "core/links.h"
#include "core/plan.h"
#include "view/layout.h"
#include "view/revealed.h"

namespace sep::view {

/// Multiplications done on each path.
struct PathPositions {
  int64_t separable = 0, standard = 0;
  bool one = false;  ///< each multiplication counts: the last one is outlined within its window
};

struct PathSteps {
  Steps separable, standard;
  PathPositions at;
  bool ended(PathId path) const {
    return path == PathId::standard ? at.standard >= standard.total() : at.separable >= separable.total();
  }
  /// The multiplication that was made last; before the first one the first.
  Cursor cursor(PathId path) const {
    return path == PathId::standard ? standard.at(at.standard - 1) : separable.at(at.separable - 1);
  }
};

inline PathSteps path_steps(const Plan& plan, PathPositions at) {
  return {Steps(plan.separable), Steps(plan.standard), at};
}

/// The element that a cursor is in, what its stage reads for it, and the weights at work; nothing of the
/// other path. one: the one multiplication, not all of the element's. None past the end.
std::optional<Links> cursor_links(const Plan& plan, PathId path, const Cursor& cursor, bool one);

/// Channel of a stack in which something is made; of a path that has finished, of its output where the other
/// one is, so that both can be compared. None where nothing is made.
std::optional<int> made_in(const PathSteps& steps, const Plan& plan, StackKey key);

/// Plane [0, channel] of a stack. The input is given; the maps come with the chosen filter of the standard
/// path; the difference is there where both outputs are.
Revealed revealed(const PathSteps& steps, const Plan& plan, StackKey key, int channel, int filter);

}  // namespace sep::view

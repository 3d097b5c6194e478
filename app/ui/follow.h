// The pixel or weight that is followed: under the mouse, or pinned by a click. Links and arithmetic are
// computed once for each selection and each new result, from no more values than they need.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/links.h"
#include "core/reuse.h"
#include "core/trace.h"
#include "gpu/engine.h"

namespace sep::ui {

/// A run of terms or elements that was unfolded: row and stage of the strip, element, first.
struct FoldId {
  int row = 0, stage = 0;
  int64_t element = 0, first = 0;
  friend auto operator<=>(const FoldId&, const FoldId&) = default;
};

/// What a path makes while it is stepped: the element, and how many of its products are added.
struct Making {
  PathId path{};
  Selection element;
  int64_t done = 0;
  bool one = false;  ///< a step is one multiplication: the last one is marked
};

struct Follow {
  std::optional<Selection> hovered, pinned;
  double hovered_weight = 0;  ///< value of the weight under the mouse
  double weight = 0;          ///< value of the weight, when one is shown

  /// What the arithmetic under the pictures points at: the value that is read, its weight, what is made of
  /// them. Filled while the strip is drawn, ringed in the pictures of the next frame.
  std::vector<Selection> pointed, pointed_before;

  std::vector<Making> making;  ///< the path that is followed first
  bool making_first = false;   ///< there is no room for the arithmetic of anything else
  /// A weight that is under the mouse in a panel, and its value.
  std::optional<std::pair<Selection, double>> in_panel;
  bool from_panel = false;  ///< what is hovered is that

  // Of what is shown, the pinned one before the hovered one before what is made
  std::optional<Selection> shown;
  std::optional<Links> links;
  std::optional<Trace> trace;
  std::string why;  ///< there is no trace
  Reuse reuse;
  std::set<FoldId> unfolded;
  std::vector<uint64_t> key;  ///< of what it was computed from

  /// Nothing is pinned or hovered, or making_first: the trace has the present stage of each path that is
  /// stepped.
  bool making_shown() const { return (making_first || (!pinned && !hovered)) && !making.empty(); }
  const Making* making_of(PathId path) const;
};

/// Values of the engine's tensors for core/trace.h.
PatchReader patch_reader(gpu::Engine& engine);
gpu::StageRef stage_ref(TensorRef ref);

/// Recomputes what is shown when the selection, the plan or its results changed. A pin that the plan no
/// longer has is let go.
void update_follow(Follow& follow, const Plan* plan, gpu::Engine& engine);

/// The pinned selection moved by channels, rows and columns, as far as the plan goes.
Selection moved(const Plan& plan, Selection selection, int channels, int dy, int dx);

}  // namespace sep::ui

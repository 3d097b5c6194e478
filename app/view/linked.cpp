// Bodies of linked.h.
#include "view/linked.h"

#include <algorithm>

namespace sep::view {

TensorRef tensor_ref(const Plan& plan, StackKey key) {
  switch (key.kind) {
    case StackKind::input:
      return {Place::input, 0};
    case StackKind::separable:
      return {Place::separable, key.index};
    case StackKind::maps:
      return {Place::maps, 0};
    case StackKind::standard:
      return {Place::standard, 0};
    case StackKind::difference:
      break;
  }
  return output_of(plan, PathId::separable);
}

const AxisSet& outlined(const TensorLink& link, const AxisLink& axis) {
  const bool whole =
      link.relation == Relation::before && !link.rows.window.empty() && !link.cols.window.empty();
  return whole ? axis.window : axis.cells;
}

std::vector<int> with_copies(const AxisLink& axis) {
  std::vector<int> all = axis.window.empty() ? axis.cells.list() : axis.window.list();
  for (const PaddingCell& p : axis.padding) all.push_back(p.position);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace sep::view

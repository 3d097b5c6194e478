// The one function behind every hover: for an element or a kernel weight, what is linked to it in each tensor
// of both paths. Exact for stride, dilation, padding and all borders. Links do not cross the batch, so they
// hold for every b alike. Knows no GPU.
#pragma once

#include <optional>
#include <vector>

#include "core/axis.h"
#include "core/error.h"
#include "core/places.h"

namespace sep {

inline constexpr int kAllChannels = -1;

/// What the mouse is on: an element of a tensor (all channels of it with kAllChannels: a pixel of a colour
/// picture), or one weight of the stage that makes `ref` (Place::input: the bank).
struct Selection {
  enum class Kind { element, weight };
  Kind kind = Kind::element;
  TensorRef ref;
  int channel = 0;  ///< of the element; of a weight its output channel
  int y = 0, x = 0;
  int c_in = 0;      ///< of a weight: 0…C_in/group−1
  int i = 0, j = 0;  ///< of a weight: its row and column in the kernel
  friend bool operator==(const Selection&, const Selection&) = default;

  static Selection element(TensorRef ref, int channel, int y, int x);
  static Selection weight(TensorRef ref, int channel, int c_in, int i, int j);
};

/// chosen: the selected element itself. before: read to compute it, the receptive field; for a weight the
/// elements that it multiplies and what they came from. after: computed from it. twin: the same place on the
/// other path.
enum class Relation { none, chosen, before, after, twin };

/// Weights of a stage at work between what is linked before and after it: filters × in-group channels ×
/// rows × columns of taps.
struct WeightLink {
  ChannelRange c_out, c_in;
  AxisSet rows, cols;
  bool empty() const { return c_out.end <= c_out.first || rows.empty() || cols.empty(); }
};

/// Linked in a tensor: rows.cells × cols.cells × channels are the real elements. rows.window × cols.window
/// are the cells as the next stage reads them, where one is padding when its row or its column is.
struct TensorLink {
  TensorRef ref;
  Relation relation = Relation::none;
  AxisLink rows, cols;
  ChannelRange channels;
  WeightLink weights;         ///< of the stage that makes this tensor
  bool other_filter = false;  ///< maps only: they show the chosen filter, the selection is of another one

  bool empty() const { return rows.cells.empty() || cols.cells.empty() || channels.end <= channels.first; }
  bool holds(int c, int y, int x) const {
    return c >= channels.first && c < channels.end && rows.cells.contains(y) && cols.cells.contains(x);
  }
};

/// separable and standard list the tensors of their path from the first to the output; image and input
/// stand in both, because the paths may read them with different padding.
struct Links {
  Selection selection;
  std::vector<TensorLink> separable, standard;
  std::optional<TensorLink> maps;
};

/// The plan has the tensor, and the element or weight lies inside it.
bool is_in(const Plan& plan, const Selection& selection);

/// The image is the input where there is no bank. Error: the plan has no such tensor, or the element or
/// weight lies outside it (both said in words).
Result<Links> links_of(const Plan& plan, const Selection& selection);

/// The link of a tensor; of one in both paths, the one of `path`. nullptr when it is in neither.
const TensorLink* find_link(const Links& links, TensorRef ref, PathId path = PathId::separable);

/// The reading window where it is a stepped one on both axes; also in an empty link.
std::optional<Window> window_of(const TensorLink& link);

/// The real cell behind a cell of the reading window: itself, the copy's source, or nothing for a zero.
struct CellSource {
  bool padding = false;
  int y = -1, x = -1;  ///< −1, −1: a zero
};
CellSource source_of(const TensorLink& link, int y, int x);

}  // namespace sep

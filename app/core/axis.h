// One axis of a convolution as a relation between positions: which inputs an output reads, which outputs an
// input feeds, and which cells of that are padding. Rows and columns are independent, so that the links of a
// whole element are rows × columns × channels.
#pragma once

#include <vector>

#include "core/conv.h"

namespace sep {

/// A set of positions along one axis, in pixels of a tensor; may reach outside where there is padding. Where
/// it is an arithmetic progression (nearly always) first, end and step say it all and positions is empty;
/// otherwise positions lists it in rising order and first, end bound it.
struct AxisSet {
  int first = 0, end = 0, step = 1;
  std::vector<int> positions;
  friend bool operator==(const AxisSet&, const AxisSet&) = default;

  /// From any positions, in any order, repeated or not.
  static AxisSet of(std::vector<int> positions);
  static AxisSet range(int first, int end, int step = 1);

  bool empty() const { return end <= first; }
  bool regular() const { return positions.empty(); }
  int size() const;
  int at(int k) const;        ///< k-th smallest, 0 ≤ k < size()
  int index_of(int p) const;  ///< k with at(k) == p, or −1
  bool contains(int p) const { return index_of(p) >= 0; }
  std::vector<int> list() const;
};

/// A cell outside 0…n−1 and the real position whose value it holds; source −1: a zero.
struct PaddingCell {
  int position = 0;
  int source = -1;
  friend bool operator==(const PaddingCell&, const PaddingCell&) = default;
};

/// What is linked along one axis of a tensor.
struct AxisLink {
  AxisSet cells;                     ///< real positions, those reached through a border's copies too
  AxisSet window;                    ///< positions as they are read, padding included
  std::vector<PaddingCell> padding;  ///< the part of window outside the image, in rising order
  friend bool operator==(const AxisLink&, const AxisLink&) = default;
};

/// The rows or the columns of a stage.
struct StageAxis {
  ConvSpec spec;
  int in = 0, out = 0;  ///< positions of input and output
  bool rows = true;

  int kernel() const { return rows ? spec.kernel.h : spec.kernel.w; }
  int before() const { return rows ? spec.pads.top : spec.pads.left; }
  int after() const { return rows ? spec.pads.bottom : spec.pads.right; }
  /// Where output o reads with tap i, before bordering.
  int read_position(int o, int tap) const;
};
StageAxis row_axis(const ConvSpec& spec, Size2 in, Size2 out);
StageAxis column_axis(const ConvSpec& spec, Size2 in, Size2 out);

/// Inputs that the outputs read, with every tap.
AxisLink inputs_of(const StageAxis& axis, const AxisSet& outputs);
/// Inputs that one tap reads over all outputs.
AxisLink inputs_of_tap(const StageAxis& axis, int tap);
/// Outputs that read one of the inputs, directly or through a copy of it in the border. The inverse relation
/// of inputs_of.
AxisSet outputs_of(const StageAxis& axis, const AxisSet& inputs);
/// Padding cells that some output reads and that hold a copy of one of the inputs.
std::vector<PaddingCell> copies_of(const StageAxis& axis, const AxisSet& inputs);
/// Taps with which one of the outputs reads one of the inputs; with zeros, also those that read a zero cell.
AxisSet taps_between(const StageAxis& axis, const AxisSet& outputs, const AxisSet& inputs, bool zeros);

/// First of the last positions that no output reads, because the stride steps over the end; `in` when the
/// last one is read.
int unread_tail(const StageAxis& axis);

/// How many (output, tap) pairs read the real position p, copies included.
int64_t reads_of(const StageAxis& axis, int p);

}  // namespace sep

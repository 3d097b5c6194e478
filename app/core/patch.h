// The few values of a tensor that one element needs, fetched through a callback so that a GPU is read only
// for them. Knows no GPU.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "core/axis.h"
#include "core/error.h"
#include "core/places.h"

namespace sep {

/// Rows and columns that one request asks for at most.
inline constexpr int kMaxPatch = 128;

/// Channels c0…c1−1, rows y0…y0+rows−1, columns x0…x0+cols−1 of a tensor (b = 0); inside it, at most
/// kMaxPatch rows and columns.
struct PatchRequest {
  TensorRef ref;
  int c0 = 0, c1 = 0;
  int y0 = 0, x0 = 0;
  int rows = 0, cols = 0;
};

/// Returns (c1−c0)·rows·cols values, row by row, channel by channel; fewer when the tensor is not there
/// (yet).
using PatchReader = std::function<std::vector<float>(const PatchRequest&)>;

/// Values of a tensor at rows × cols × channels, with the magnitude Σ|w·x| that led to each (|x| of the
/// input).
struct Patch {
  AxisSet rows, cols;
  ChannelRange channels;
  std::vector<double> values, magnitudes;

  size_t count() const {
    return static_cast<size_t>(rows.size()) * static_cast<size_t>(cols.size()) *
           static_cast<size_t>(channels.end - channels.first);
  }
  /// Place in values; c, y and x must be in the patch.
  size_t index(int c, int y, int x) const { return index_of(c, rows.index_of(y), cols.index_of(x)); }
  /// The same from the order numbers of row and column.
  size_t index_of(int c, int row, int col) const {
    return (static_cast<size_t>(c - channels.first) * static_cast<size_t>(rows.size()) +
            static_cast<size_t>(row)) *
               static_cast<size_t>(cols.size()) +
           static_cast<size_t>(col);
  }
};

/// Reads a patch in requests of bounded size: only blocks that hold some of its cells. Error: the reader gave
/// less than it was asked for, with the tensor's name.
Result<Patch> read_patch(const PatchReader& reader, const Plan& plan, TensorRef ref, const AxisSet& rows,
                         const AxisSet& cols, ChannelRange channels);

}  // namespace sep

// Bodies of patch.h.
#include "core/patch.h"

#include <fmt/format.h>

#include <cmath>

namespace sep {
namespace {

/// Consecutive members of an axis set that one request covers.
struct Block {
  int from = 0, count = 0;    ///< order numbers
  int first = 0, extent = 0;  ///< positions
};

std::vector<Block> blocks_of(const AxisSet& set) {
  std::vector<Block> blocks;
  for (int k = 0; k < set.size(); ++k) {
    const int p = set.at(k);
    if (blocks.empty() || p - blocks.back().first >= kMaxPatch) blocks.push_back({k, 0, p, 0});
    ++blocks.back().count;
    blocks.back().extent = p - blocks.back().first + 1;
  }
  return blocks;
}

void place(const std::vector<float>& read, const Block& y, const Block& x, Patch& patch) {
  for (int c = patch.channels.first; c < patch.channels.end; ++c) {
    for (int i = y.from; i < y.from + y.count; ++i) {
      for (int j = x.from; j < x.from + x.count; ++j) {
        const int64_t row = int64_t{c - patch.channels.first} * y.extent + patch.rows.at(i) - y.first;
        const int64_t at = row * x.extent + patch.cols.at(j) - x.first;
        patch.values[patch.index_of(c, i, j)] = static_cast<double>(read[static_cast<size_t>(at)]);
      }
    }
  }
}

}  // namespace

Result<Patch> read_patch(const PatchReader& reader, const Plan& plan, TensorRef ref, const AxisSet& rows,
                         const AxisSet& cols, ChannelRange channels) {
  Patch patch{rows, cols, channels, {}, {}};
  patch.values.resize(patch.count());
  for (const Block& y : blocks_of(rows)) {
    for (const Block& x : blocks_of(cols)) {
      const PatchRequest request{ref, channels.first, channels.end, y.first, x.first, y.extent, x.extent};
      const std::vector<float> read = reader(request);
      const int64_t wanted = int64_t{channels.end - channels.first} * y.extent * x.extent;
      if (static_cast<int64_t>(read.size()) < wanted) {
        return fail(fmt::format("the values of {} are not there yet", name_of(plan, ref)));
      }
      place(read, y, x, patch);
    }
  }
  patch.magnitudes.reserve(patch.values.size());
  for (const double v : patch.values) patch.magnitudes.push_back(std::abs(v));
  return patch;
}

}  // namespace sep

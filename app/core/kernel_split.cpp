// Bodies of kernel_split.h.
#include "core/kernel_split.h"

#include <Eigen/Dense>
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <map>

#include "core/factorise.h"

namespace sep {
namespace {

using Rows = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Floats = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

struct Pair {
  std::vector<double> column, row;
  double error = 0;
};

/// NaN and infinity have no singular values; a column of NaN makes of them what they make of the standard
/// path.
Pair pair_of(const Kernel& kernel) {
  if (!std::all_of(kernel.values.begin(), kernel.values.end(), [](double v) { return std::isfinite(v); })) {
    return {std::vector<double>(static_cast<size_t>(kernel.size.h), NAN),
            std::vector<double>(static_cast<size_t>(kernel.size.w), 1.0), 0};
  }
  const SpatialFactors f = factorise(kernel);
  return {f.u.front(), f.v.front(), relative_error(f.sigma, 1)};
}

/// Rows first…first+count of a row-major array.
Rows rows_of(std::span<const float> values, size_t first, Eigen::Index count, Eigen::Index columns) {
  return Eigen::Map<const Floats>(values.data() + first * static_cast<size_t>(columns), count, columns)
      .cast<double>();
}

/// Pointwise weights of channel c, [N/group × m].
Rows mix_of(const BlockFactors& b, int c) {
  const int filters = b.filters / b.group, per_group = b.channels / b.group;
  const Eigen::Index row = Eigen::Index{per_group} * b.multiplier;
  const Eigen::Index first = c / per_group * filters * row + Eigen::Index{c % per_group} * b.multiplier;
  return Eigen::Map<const Floats, 0, Eigen::OuterStride<>>(b.pointwise.data() + first, filters, b.multiplier,
                                                           Eigen::OuterStride<>(row))
      .cast<double>();
}

/// ‖P·X‖² through the small m × m products, so that the composed filters are never made.
double energy(const Rows& gram, const Rows& x) { return gram.cwiseProduct(x * x.transpose()).sum(); }

double composed_error(const BlockFactors& b, const KernelSplit& s) {
  const std::vector<float> back = outer_products(s.column, s.row, b.kernel);
  const Eigen::Index taps = Eigen::Index{b.kernel.h} * b.kernel.w;
  double missed = 0, all = 0;
  for (int c = 0; c < b.channels; ++c) {
    const auto first = static_cast<size_t>(c) * static_cast<size_t>(b.multiplier);
    const Rows p = mix_of(b, c), gram = p.transpose() * p;
    const Rows d = rows_of(b.depthwise, first, b.multiplier, taps);
    if (!gram.allFinite() || !d.allFinite()) continue;
    missed += energy(gram, d - rows_of(back, first, b.multiplier, taps));
    all += energy(gram, d);
  }
  return all > 0 ? std::sqrt(std::max(0.0, missed) / all) : 0;
}

}  // namespace

KernelSplit split_kernels(const BlockFactors& b) {
  const auto taps = static_cast<size_t>(b.kernel.h) * static_cast<size_t>(b.kernel.w);
  KernelSplit out;
  std::map<std::vector<uint32_t>, Pair> known;  // by their bits: presets repeat from channel to channel
  for (size_t at = 0; at + taps <= b.depthwise.size(); at += taps) {
    const auto values = b.depthwise.subspan(at, taps);
    std::vector<uint32_t> bits;
    for (const float v : values) bits.push_back(std::bit_cast<uint32_t>(v));
    auto found = known.find(bits);
    if (found == known.end())
      found = known.emplace(std::move(bits), pair_of({b.kernel, {values.begin(), values.end()}})).first;
    const Pair& pair = found->second;
    out.column.insert(out.column.end(), pair.column.begin(), pair.column.end());
    out.row.insert(out.row.end(), pair.row.begin(), pair.row.end());
    out.inseparable += pair.error > kSeparable ? 1 : 0;
  }
  if (out.inseparable > 0) out.error = composed_error(b, out);
  return out;
}

std::vector<float> outer_products(std::span<const float> column, std::span<const float> row, Size2 k) {
  const auto kh = static_cast<size_t>(k.h), kw = static_cast<size_t>(k.w);
  std::vector<float> out;
  out.reserve(column.size() * kw);
  for (size_t i = 0; i < column.size(); ++i) {
    for (size_t x = 0; x < kw; ++x) out.push_back(column[i] * row[i / kh * kw + x]);
  }
  return out;
}

}  // namespace sep

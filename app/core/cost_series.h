// What charts show: costs of both paths while one number changes and everything else stays, and what every
// stage moves. Shapes and costs come from the same skeleton() as plan()'s. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/plan.h"

namespace sep {

/// kernel: both sides of a square kernel, of another one its width. terms: r, or m in depthwise mode. size:
/// the longest side of the input in pixels, its proportions kept.
enum class SeriesAxis { kernel, channels, filters, terms, size };

struct SeriesPoint {
  int value = 1;
  int64_t separable = 0, standard = 0;  ///< multiplications
  double ratio() const { return static_cast<double>(separable) / static_cast<double>(standard); }
  double times_fewer() const { return static_cast<double>(standard) / static_cast<double>(separable); }
  friend bool operator==(const SeriesPoint&, const SeriesPoint&) = default;
};

struct CostSeries {
  SeriesAxis axis{};
  std::vector<SeriesPoint> points;  ///< smallest value first; valid ones only, the present one among them
  int now = 1;                      ///< the present value
  bool square = true;               ///< kernel: both sides change; else the height stays
  const SeriesPoint& present() const;
};

/// How the changing number is written in formulas: "K", "K_w" of a kernel that is not square, "C", "N", "r"
/// or "m"; empty for the size, which has no letter.
const char* symbol_of(SeriesAxis axis, Mode mode, bool square = true);

/// What can change: in spatial mode there are as many filters as channels, so N is none.
std::span<const SeriesAxis> series_axes(Mode mode);

/// Rank, or m, stays where the kernel has room for it, and so do the groups: C and N that they do not divide
/// are left out. Every K to about twice the present one and every rank; of larger ranges 1, 2, 3, 4, 6, 8,
/// 12, … Filters of a file are taken as if they could change.
CostSeries cost_series(const Plan& plan, SeriesAxis axis);

/// The experiment on an input with this longest side, `image`'s proportions kept.
Experiment with_side(Experiment experiment, const Shape& image, int side);

/// What a path moves at least: each stage's input, weights and output once, float32.
int64_t moved_bytes(const Stage& stage);

}  // namespace sep

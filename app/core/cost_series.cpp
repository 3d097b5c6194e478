// Bodies of cost_series.h.
#include "core/cost_series.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "core/plan_shapes.h"

namespace sep {
namespace {

constexpr int kMostChannels = 512, kMostFilters = 1024, kMostSide = 4096, kAllBelow = 64;

Size2 kernel_of(const Plan& plan) { return plan.standard.front().spec.kernel; }
bool is_square(const Plan& plan) { return kernel_of(plan).h == kernel_of(plan).w; }

int value_now(const Plan& plan, SeriesAxis axis) {
  const Stage& standard = plan.standard.front();
  switch (axis) {
    case SeriesAxis::kernel:
      return kernel_of(plan).w;
    case SeriesAxis::channels:
      return static_cast<int>(plan.input.c);
    case SeriesAxis::filters:
      return static_cast<int>(standard.out.c);
    case SeriesAxis::terms:
      return plan.rank;
    case SeriesAxis::size:
      break;
  }
  return static_cast<int>(std::max(plan.image.h, plan.image.w));
}

/// low, then 1, 2, 3, 4, 6, 8, 12, … times a power of two, to high.
std::vector<int> spread(int low, int high) {
  std::vector<int> out;
  for (int power = 1; power <= high; power *= 2) {
    for (const int v : {power, power * 3 / 2}) {
      if (v >= low && v <= high && (out.empty() || v > out.back())) out.push_back(v);
    }
  }
  return out;
}

std::vector<int> every(int high) {
  std::vector<int> out;
  for (int v = 1; v <= high; ++v) out.push_back(v);
  return out;
}

std::vector<int> values_of(const Plan& plan, SeriesAxis axis) {
  constexpr int kLeastSide = 8;
  switch (axis) {
    case SeriesAxis::kernel:
      return every(std::min(kMaxKernel, std::max(11, kernel_of(plan).w * 2 + 1)));
    case SeriesAxis::channels:
      return spread(1, kMostChannels);
    case SeriesAxis::filters:
      return spread(1, kMostFilters);
    case SeriesAxis::terms:
      return plan.max_rank <= kAllBelow ? every(plan.max_rank) : spread(1, plan.max_rank);
    case SeriesAxis::size:
      break;
  }
  return spread(kLeastSide, kMostSide);
}

/// As if filters of a file could change: their numbers stay, they go.
Experiment without_file(Experiment e, Size2 kernel) {
  e.bank = {};
  e.kernel.values = Kernel{kernel, {}};  // its size is all that costs ask for
  return e;
}

bool keeps_groups(const Plan& plan, int value) { return value % plan.standard.front().spec.group == 0; }

/// The experiment with another value, as far as costs are concerned; nothing where the groups would change.
std::optional<Experiment> changed(const Plan& plan, SeriesAxis axis, int value) {
  Experiment e = plan.experiment;
  (e.mode == Mode::spatial ? e.rank : e.multiplier) = axis == SeriesAxis::terms ? value : plan.rank;
  e = with_side(std::move(e), plan.image, static_cast<int>(std::max(plan.image.h, plan.image.w)));
  const bool by_group =
      e.mode == Mode::depthwise && (axis == SeriesAxis::channels || axis == SeriesAxis::filters);
  if (by_group && !keeps_groups(plan, value)) return std::nullopt;
  if (axis == SeriesAxis::size) return with_side(std::move(e), plan.image, value);
  if (axis == SeriesAxis::terms) return e;
  const Size2 kernel = kernel_of(plan);
  e = without_file(std::move(e),
                   axis == SeriesAxis::kernel ? Size2{is_square(plan) ? value : kernel.h, value} : kernel);
  if (axis == SeriesAxis::channels) e.input.channels = value;
  if (axis == SeriesAxis::filters) e.filters = value;
  (e.mode == Mode::spatial ? e.rank : e.multiplier) = std::min(plan.rank, max_rank_of(e));
  return e;
}

int64_t total(const std::vector<Stage>& path) {
  int64_t sum = 0;
  for (const Stage& s : path) sum += s.multiplications;
  return sum;
}

std::optional<SeriesPoint> point_at(const Plan& plan, SeriesAxis axis, int value) {
  const std::optional<Experiment> e = changed(plan, axis, value);
  if (!e) return std::nullopt;
  // costs do not ask how large the stored image is
  const ImageInfo image{{kMostSide * kMostSide, kMostSide * kMostSide}, static_cast<int>(plan.image.c), 0};
  const auto parts = skeleton(*e, image, plan.rank);
  if (!parts) return std::nullopt;
  return SeriesPoint{value, total(parts->separable), total(parts->standard)};
}

}  // namespace

const SeriesPoint& CostSeries::present() const {
  return *std::find_if(points.begin(), points.end(), [&](const SeriesPoint& p) { return p.value == now; });
}

const char* symbol_of(SeriesAxis axis, Mode mode, bool square) {
  switch (axis) {
    case SeriesAxis::kernel:
      return square ? "K" : "K_w";
    case SeriesAxis::channels:
      return "C";
    case SeriesAxis::filters:
      return "N";
    case SeriesAxis::terms:
      return mode == Mode::spatial ? "r" : "m";
    case SeriesAxis::size:
      break;
  }
  return "";
}

std::span<const SeriesAxis> series_axes(Mode mode) {
  using A = SeriesAxis;
  static constexpr std::array kSpatial{A::kernel, A::channels, A::terms, A::size};
  static constexpr std::array kDepthwise{A::kernel, A::channels, A::filters, A::terms, A::size};
  if (mode == Mode::spatial) return kSpatial;
  return kDepthwise;
}

CostSeries cost_series(const Plan& plan, SeriesAxis axis) {
  CostSeries out;
  out.axis = axis;
  out.now = value_now(plan, axis);
  out.square = is_square(plan);
  out.points.push_back({out.now, plan.totals.separable, plan.totals.standard});
  for (const int value : values_of(plan, axis)) {
    if (value == out.now) continue;
    if (const auto p = point_at(plan, axis, value)) out.points.push_back(*p);
  }
  std::ranges::sort(out.points, {}, &SeriesPoint::value);
  return out;
}

Experiment with_side(Experiment e, const Shape& image, int side) {
  const double longest = static_cast<double>(std::max(image.h, image.w));
  const auto scaled = [&](int64_t n) {
    return std::max(1, static_cast<int>(std::lround(static_cast<double>(n) * side / longest)));
  };
  e.input.height = scaled(image.h);
  e.input.width = scaled(image.w);
  return e;
}

int64_t moved_bytes(const Stage& s) {
  return static_cast<int64_t>(sizeof(float)) * (s.in.elements() + s.spec.weight_count() + s.out.elements());
}

}  // namespace sep

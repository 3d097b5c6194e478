// The numbers behind the charts, as text: CSV and JSON for programs, a table for people. Exact whole numbers.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/cost_series.h"

namespace sep::io {

/// "kernel", "channels", "filters", "terms", "size".
const char* axis_word(SeriesAxis axis);
std::optional<SeriesAxis> axis_of_word(std::string_view word);

/// First column: the axis' symbol, K, K_w, C, N, r, m or longest_side; then separable, standard, ratio,
/// present (1 on the present row).
std::string series_csv(const CostSeries& series, const Plan& plan);
std::string series_table(const CostSeries& series, const Plan& plan);
/// {axis, symbol, now, points[] {value, separable, standard, ratio}}.
std::string series_json(const CostSeries& series, const Plan& plan);

struct TrafficRow {
  const Stage* stage;
  std::optional<double> ms;  ///< measured GPU time
};
/// path,stage,multiplications,bytes,multiplications_per_byte,gpu_ms; an unknown time is empty.
std::string traffic_csv(std::span<const TrafficRow> rows);

struct ErrorRow {
  int terms;
  int64_t multiplications;
  double error;  ///< ‖W − W_r‖_F / ‖W‖_F
};
/// terms,multiplications,error.
std::string error_csv(std::span<const ErrorRow> rows);

}  // namespace sep::io

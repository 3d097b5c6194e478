// Which chart is shown large.
#pragma once

#include "core/cost_series.h"

namespace sep::ui {

/// The first five are over a SeriesAxis of the same place.
enum class ChartKind { kernel, channels, filters, terms, size, error, traffic };

struct ChartState {
  bool open = false;
  ChartKind kind = ChartKind::kernel;
};

inline SeriesAxis axis_of(ChartKind kind) { return static_cast<SeriesAxis>(kind); }

}  // namespace sep::ui

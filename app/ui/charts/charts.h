// The charts: each draws into a rectangle, small beside the pictures or large over the centre, and returns
// its edits. What they show comes from core/cost_series.h and ui/filters/trade_off.h.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "io/chart_table.h"
#include "ui/charts/plot.h"
#include "ui/filters/trade_off.h"
#include "ui/panel_context.h"

namespace sep::ui {

struct ChartBox {
  std::string id;  ///< of the whole chart: "chart.growth"
  Rect rect;
  bool large = false;
};

/// Multiplications of both paths over one number; large: the ratio below them. A click sets the number.
void draw_series_chart(PanelContext& c, SeriesAxis axis, const ChartBox& box);
/// Error against multiplications of every rank. A click chooses it.
void draw_trade_off_chart(PanelContext& c, const TradeOff& trade, const ChartBox& box);
/// Bytes against multiplications of every stage, and the times that were measured.
void draw_traffic_chart(PanelContext& c, const ChartBox& box);

/// Stages of both paths with the times that were measured.
std::vector<io::TrafficRow> traffic_rows(const Plan& plan, const gpu::Engine& engine);

/// "kernel size K".
std::string axis_name(const Plan& plan, SeriesAxis axis);
ImU32 axis_colour(const view::Theme& theme, SeriesAxis axis);
/// Colour of a stage in bars and charts.
ImU32 stage_colour(const view::Theme& theme, const Stage& stage);

/// Every chart that the present plan has.
std::vector<ChartKind> chart_kinds(const Plan& plan);

struct Studio;
/// The chosen chart over the whole centre.
void draw_charts_view(Studio& studio, const Rect& area);
/// The chosen chart's numbers as CSV. Error: the file.
Result<void> save_chart(const Studio& studio, const std::filesystem::path& file);
std::span<const struct Action> chart_actions();

}  // namespace sep::ui

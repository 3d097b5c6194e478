// Opening the charts, and saving the numbers of one.
#include <GLFW/glfw3.h>
#include <fmt/format.h>

#include <array>

#include "io/experiment_file.h"
#include "io/file_bytes.h"
#include "ui/actions.h"
#include "ui/charts/charts.h"
#include "ui/save_files.h"
#include "ui/studio.h"

namespace sep::ui {
namespace {

void toggle(Studio& s) {
  const bool shown = s.state.charts.open && !s.state.network.open;
  s.state.charts.open = !shown;
  s.state.network.open = false;
}

void ask_where(Studio& s) {
  ask_for_file(s, {true, "chart.csv", "Save the chart’s numbers as .csv", save_chart_file});
}

bool has_plan(const Studio& s) { return s.session.plan() != nullptr; }

const std::array kActions{
    Action{"window.charts", "Window", "Charts", GLFW_KEY_C, false, false, false, toggle, has_plan,
           [](const Studio& s) { return s.state.charts.open && !s.state.network.open; }},
    Action{"file.save_chart", "File", "Save the chart’s numbers…", 0, false, false, false, ask_where,
           has_plan},
};

std::vector<io::ErrorRow> error_rows(const TradeOff& t) {
  std::vector<io::ErrorRow> out;
  for (const TradePoint& p : t.points) out.push_back({p.terms, p.multiplications, p.error});
  return out;
}

}  // namespace

std::span<const Action> chart_actions() { return kActions; }

Result<void> save_chart(const Studio& s, const std::filesystem::path& file) {
  const Plan& plan = *s.session.plan();
  const ChartKind kind = s.state.charts.kind;
  if (file.extension() != ".csv")
    return fail(fmt::format("{} was not written: a chart’s numbers are saved as .csv.", io::quoted(file)));
  if (kind == ChartKind::traffic) return io::write_file(file, io::traffic_csv(traffic_rows(plan, *s.engine)));
  const auto t = trade_off(plan);
  if (kind == ChartKind::error && t) return io::write_file(file, io::error_csv(error_rows(*t)));
  const SeriesAxis axis = kind == ChartKind::error ? SeriesAxis::kernel : axis_of(kind);
  return io::write_file(file, io::series_csv(cost_series(plan, axis), plan));
}

}  // namespace sep::ui

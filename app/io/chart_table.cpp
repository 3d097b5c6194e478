// Bodies of chart_table.h.
#include "io/chart_table.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "io/costs.h"
#include "io/text_table.h"

namespace sep::io {
namespace {

constexpr std::array kWords{"kernel", "channels", "filters", "terms", "size"};  // of SeriesAxis, in its order

/// What the changing number is called.
const char* column_of(const CostSeries& s, const Plan& plan) {
  return s.axis == SeriesAxis::size ? "longest_side" : symbol_of(s.axis, plan.experiment.mode, s.square);
}

}  // namespace

const char* axis_word(SeriesAxis axis) { return kWords[static_cast<size_t>(axis)]; }

std::optional<SeriesAxis> axis_of_word(std::string_view word) {
  for (size_t i = 0; i < kWords.size(); ++i) {
    if (word == kWords[i]) return static_cast<SeriesAxis>(i);
  }
  return std::nullopt;
}

std::string series_csv(const CostSeries& s, const Plan& plan) {
  std::string out = fmt::format("{},separable,standard,ratio,present\n", column_of(s, plan));
  for (const SeriesPoint& p : s.points)
    out += fmt::format("{},{},{},{:.9g},{}\n", p.value, p.separable, p.standard, p.ratio(),
                       p.value == s.now ? 1 : 0);
  return out;
}

std::string series_table(const CostSeries& s, const Plan& plan) {
  std::vector<std::vector<std::string>> rows{{column_of(s, plan), "separable", "standard", "ratio", ""}};
  for (const SeriesPoint& p : s.points)
    rows.push_back({grouped(p.value), grouped(p.separable), grouped(p.standard),
                    fmt::format("{:.4g}", p.ratio()), p.value == s.now ? "now" : ""});
  return aligned_table(rows, "rrrrl");
}

std::string series_json(const CostSeries& s, const Plan& plan) {
  using Json = nlohmann::ordered_json;
  Json points = Json::array();
  for (const SeriesPoint& p : s.points)
    points.push_back(
        Json{{"value", p.value}, {"separable", p.separable}, {"standard", p.standard}, {"ratio", p.ratio()}});
  const Json json{
      {"axis", axis_word(s.axis)}, {"symbol", column_of(s, plan)}, {"now", s.now}, {"points", points}};
  return json.dump(2) + "\n";
}

std::string traffic_csv(std::span<const TrafficRow> rows) {
  std::string out = "path,stage,multiplications,bytes,multiplications_per_byte,gpu_ms\n";
  for (const TrafficRow& r : rows) {
    const int64_t bytes = moved_bytes(*r.stage);
    out += fmt::format("{},{},{},{},{:.6g},{}\n", path_name(r.stage->path), csv_cell(r.stage->name),
                       r.stage->multiplications, bytes,
                       static_cast<double>(r.stage->multiplications) / static_cast<double>(bytes),
                       r.ms ? fmt::format("{:.6g}", *r.ms) : std::string());
  }
  return out;
}

std::string error_csv(std::span<const ErrorRow> rows) {
  std::string out = "terms,multiplications,error\n";
  for (const ErrorRow& r : rows) out += fmt::format("{},{},{:.9g}\n", r.terms, r.multiplications, r.error);
  return out;
}

}  // namespace sep::io

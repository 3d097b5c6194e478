// Bodies of costs.h. The window's panel shows the same numbers from the same plan.
#include "io/costs.h"

#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "io/json_reader.h"
#include "io/text_table.h"

namespace sep::io {

namespace {

constexpr const char* kConvention =
    "one multiplication per weight per output element, zero padding included (as in Wang's article and the "
    "MobileNet paper)";

using Row = std::vector<std::string>;

std::vector<const Stage*> counted_stages(const Plan& plan) {
  std::vector<const Stage*> stages;
  for (const Stage& stage : plan.separable) stages.push_back(&stage);
  for (const Stage& stage : plan.standard) stages.push_back(&stage);
  return stages;
}

Row row_of(const Stage& stage, const std::string& name) {
  return {name, formula_text(stage), grouped(stage.multiplications), grouped(stage.parameters),
          to_text(stage.out)};
}

}  // namespace

const char* path_name(PathId path) { return path == PathId::standard ? "standard" : "separable"; }

std::string grouped(int64_t number) {
  std::string digits = std::to_string(number);
  for (auto at = static_cast<int>(digits.size()) - 3; at > (number < 0 ? 1 : 0); at -= 3) {
    digits.insert(static_cast<size_t>(at), 1, ',');
  }
  return digits;
}

std::string formula_text(const Stage& stage) {
  std::string out;
  for (const Factor& factor : stage.formula) out += fmt::format("{}{}", out.empty() ? "" : "·", factor.value);
  return out;
}

std::string verdict_text(const Totals& totals) {
  if (totals.separable == totals.standard) return "the same";
  const bool fewer = totals.separable < totals.standard;
  const double times = fewer ? totals.times_fewer() : totals.ratio();
  const std::string_view word = fewer ? "fewer" : "more";
  // Close to 1 one decimal would say "1.0×": more digits, until they differ from 1.
  int digits = times < 99.95 ? 1 : 0;
  while (digits < 6 && times - 1 < 0.5 * std::pow(10, -digits)) ++digits;
  return fmt::format("{:.{}f}× {}", times, digits, word);
}

std::string costs_table(const Plan& plan) {
  std::vector<Row> rows{{"stage", "formula", "multiplications", "parameters", "output (h×w×c)"}};
  for (const Stage& stage : plan.separable) rows.push_back(row_of(stage, stage.name));
  rows.push_back(
      {"separable", "", grouped(plan.totals.separable), grouped(plan.totals.separable_parameters), ""});
  for (const Stage& stage : plan.standard) rows.push_back(row_of(stage, stage.name));
  std::string out = aligned_table(rows, "llrrl");
  const std::string verdict =
      plan.totals.separable == plan.totals.standard ? "as many" : verdict_text(plan.totals);
  out += fmt::format("\n{} multiplications: separable / standard = {:.4g}\n", verdict, plan.totals.ratio());
  out += fmt::format("{}\n", plan.closed_form.text);
  if (!plan.closed_form.note.empty()) out += plan.closed_form.note + "\n";
  for (const std::string& note : plan.notes) out += note + "\n";
  return out + fmt::format("Counted: {}.\n", kConvention);
}

std::string costs_csv(const Plan& plan) {
  std::string out = "path,name,formula,multiplications,parameters,output_shape\n";
  for (const Stage* stage : counted_stages(plan)) {
    out += fmt::format("{},{},{},{},{},{}x{}x{}x{}\n", path_name(stage->path), csv_cell(stage->name),
                       formula_text(*stage), stage->multiplications, stage->parameters, stage->out.b,
                       stage->out.c, stage->out.h, stage->out.w);
  }
  const Totals& t = plan.totals;
  out += fmt::format("separable,total,,{},{},\n", t.separable, t.separable_parameters);
  return out + fmt::format("standard,total,,{},{},\n", t.standard, t.standard_parameters);
}

std::string costs_json(const Plan& plan) {
  Json stages = Json::array();
  for (const Stage* stage : counted_stages(plan)) {
    stages.push_back(
        Json{{"path", path_name(stage->path)},
             {"name", stage->name},
             {"formula", formula_text(*stage)},
             {"multiplications", stage->multiplications},
             {"parameters", stage->parameters},
             {"output_shape", Json::array({stage->out.b, stage->out.c, stage->out.h, stage->out.w})}});
  }
  const Totals& t = plan.totals;
  const Json totals{{"separable", t.separable},
                    {"standard", t.standard},
                    {"ratio", t.ratio()},
                    {"times_fewer", t.times_fewer()},
                    {"separable_parameters", t.separable_parameters},
                    {"standard_parameters", t.standard_parameters}};
  Json json{{"stages", std::move(stages)}, {"totals", totals}, {"closed_form", plan.closed_form.text}};
  if (!plan.closed_form.note.empty()) json["closed_form_note"] = plan.closed_form.note;
  if (plan.split) {
    const SplitFit& f = *plan.split;
    json["split"] = Json{{"least_squares", f.least_squares},
                         {"start_error", f.start_error},
                         {"error", f.error},
                         {"sweeps", f.sweeps},
                         {"inseparable", f.inseparable}};
  }
  json["convention"] = kConvention;
  return json.dump(2) + "\n";
}

}  // namespace sep::io

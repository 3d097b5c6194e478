// Body of timeline_report.h.
#include "ui/timeline_report.h"

#include <nlohmann/json.hpp>

namespace sep::ui {
namespace {

using nlohmann::ordered_json;

ordered_json path_json(const Timeline& t, const Plan& plan, PathId path, double now_s) {
  const Steps steps = steps_of(plan, path);
  const int64_t at = position(t, plan, path, now_s);
  const auto& stages = stages_of(plan, path);
  const Cursor c = steps.at(at - 1);
  ordered_json j{{"position", at}, {"total", steps.total()}, {"finished", at == steps.total()}};
  j["moves"] = t.moves(path);
  j["made"] = {{"stage", c.stage}, {"index", {c.b, c.channel, c.y, c.x}}, {"term", c.term}};
  j["stages"] = ordered_json::array();
  for (int s = 0; s < steps.stages(); ++s) {
    const StageProgress p = steps.progress(s, at);
    j["stages"].push_back({{"name", stages[static_cast<size_t>(s)].name},
                           {"multiplications", p.done},
                           {"of", p.total},
                           {"elements", p.elements},
                           {"elements_of", p.elements_total}});
  }
  return j;
}

}  // namespace

ordered_json timeline_report(const Timeline& t, const Plan* plan, double now_s) {
  if (plan == nullptr || !t.open()) return nullptr;
  const bool race = t.show == Timeline::Show::race;
  ordered_json j{{"show", race ? "race" : "step"}, {"running", moving(t, *plan, now_s)}};
  j["granularity"] = kGranularityNames[static_cast<size_t>(t.separable.granularity)];
  j["rate"] = t.separable.rate;
  j["separable"] = path_json(t, *plan, PathId::separable, now_s);
  j["standard"] = path_json(t, *plan, PathId::standard, now_s);
  if (!race) return j;
  const Race r = race_of(t, *plan);
  const auto seconds = [](int64_t micros) { return static_cast<double>(micros) / 1e6; };
  j["race"] = {{"seconds", seconds(race_time(t, *plan, now_s))},
               {"end_seconds", seconds(r.end_micros())},
               {"standard_seconds", seconds(t.race.standard_us)},
               {"separable_finish", seconds(r.finish_micros(PathId::separable))},
               {"standard_finish", seconds(r.finish_micros(PathId::standard))},
               {"multiplications_per_second", r.multiplications_per_second()},
               {"verdict", r.verdict()}};
  return j;
}

}  // namespace sep::ui

// Bodies of report_files.h.
#include "ui/report_files.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "gpu/family.h"
#include "io/costs.h"
#include "io/counts.h"
#include "io/experiment_file.h"
#include "ui/follow_report.h"
#include "ui/format.h"
#include "ui/studio.h"
#include "ui/timeline_actions.h"
#include "ui/timeline_report.h"

namespace sep::ui {
namespace {

using nlohmann::ordered_json;

ordered_json map_json(const std::map<std::string, Rect>& rects) {
  ordered_json out = ordered_json::object();
  const auto whole = [](float v) { return static_cast<int>(std::lround(v)); };
  for (const auto& [id, r] : rects)
    out[id] = {whole(r.min.x), whole(r.min.y), whole(r.max.x), whole(r.max.y)};
  return out;
}

bool same_rects(const std::map<std::string, Rect>& a, const std::map<std::string, Rect>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
    return x.first == y.first && x.second.min.x == y.second.min.x && x.second.min.y == y.second.min.y &&
           x.second.max.x == y.second.max.x && x.second.max.y == y.second.max.y;
  });
}

const char* slot_name(gpu::Slot slot) {
  switch (slot) {
    case gpu::Slot::image:
      return "image";
    case gpu::Slot::input:
      return "input";
    case gpu::Slot::separable:
      return "separable";
    case gpu::Slot::standard:
      return "standard";
    case gpu::Slot::maps:
      return "maps";
    case gpu::Slot::difference:
      return "difference";
  }
  return "";
}

ordered_json parsed(const std::string& text) { return ordered_json::parse(text, nullptr, false); }

ordered_json network_json(const NetworkState& n) {
  ordered_json j{{"open", n.open}};
  if (!n.network) return j;
  j["name"] = n.network->name;
  j["width"] = n.width;
  j["resolution"] = n.resolution;
  j["error"] = n.error;
  if (!n.costs) return j;
  j["layers"] = n.costs->layers.size();
  j["separable"] = n.costs->totals.separable;
  j["standard"] = n.costs->totals.standard;
  return j;
}

ordered_json lesson_json(const Studio& s) {
  const LessonState& l = s.state.lesson;
  const lessons::Step* step = l.player.now();
  ordered_json j{{"visible", l.player.visible}};
  if (step == nullptr) return j;
  j["id"] = l.player.lesson->id;
  j["title"] = l.player.lesson->title;
  j["step"] = l.player.step + 1;
  j["steps"] = l.player.count();
  j["step_title"] = step->title;
  j["strayed"] = strayed(s);
  j["highlight"] = step->highlight;
  j["ringed"] = l.ringed;
  j["covered"] = l.covered;
  j["lit"] = l.lit;
  std::string text;
  for (const lessons::Block& block : step->blocks)
    text += lessons::plain(block.text, s.session.plan()) + "\n";
  j["text"] = text;
  if (!step->question) return j;
  const auto given = l.player.answers.find(l.player.step);
  const lessons::Answer a = given == l.player.answers.end() ? lessons::Answer{} : given->second;
  j["question"] = {{"revealed", a.revealed}, {"said", a.said}, {"right", a.right}, {"must", a.must}};
  return j;
}

ordered_json state_json(const Studio& s) {
  const Session& session = s.session;
  ordered_json j;
  j["parts"] = s.state.parts;
  j["frame"] = s.frame;
  j["experiment"] = parsed(io::to_json(session.experiment()));
  j["counts"] = parsed(io::counts_json(s.engine->counted()));
  j["costs"] = session.plan() != nullptr ? parsed(io::costs_json(*session.plan())) : ordered_json();
  if (session.plan() != nullptr) j["verdict"] = verdict_of(session.plan()->totals).text();
  j["split"] = nullptr;
  if (session.plan() != nullptr && session.plan()->split) {
    const SplitFit& f = *session.plan()->split;
    j["split"] = {{"least_squares", f.least_squares},
                  {"start_error", f.start_error},
                  {"error", f.error},
                  {"sweeps", f.sweeps},
                  {"inseparable", f.inseparable}};
  }
  j["valid"] = session.valid();
  j["error"] = session.plan_error();
  j["message"] = session.message() ? session.message()->text : std::string();
  j["message_is_error"] = session.message() && session.message()->kind == Message::Kind::error;
  j["status"] = s.widgets.hovered_text();
  j["hovered"] = nullptr;
  if (const auto& h = s.state.hovered) {
    j["hovered"] = {{"slot", slot_name(h->ref.slot)},
                    {"stage", h->ref.index},
                    {"index", {0, h->channel, h->y, h->x}},
                    {"computed", h->made},
                    {"value", s.state.hovered_value}};
  }
  j["follow"] = follow_report(s.state.follow);
  j["time"] = timeline_report(s.state.timeline, session.plan(), ImGui::GetTime());
  j["busy"] = session.busy();
  j["shaders"] = gpu::word_for(s.engine->limits().family);
  j["variant"] = s.engine->variant({gpu::Slot::standard, 0});
  j["resting"] = session.settled() && !s.state.moving && !timeline_moves(s) && s.settle_frames == 0 &&
                 s.edits.empty() && s.actions.empty() && !s.state.lesson.player.entered && !works_beside(s);
  j["progress"] = session.plan() != nullptr ? s.engine->progress() : 1.0;
  const auto d = session.plan() != nullptr && !session.busy() ? s.engine->difference() : std::nullopt;
  j["difference"] = d ? ordered_json{{"max_abs", d->max_abs}, {"rms", d->rms}} : ordered_json();
  const gpu::PathTime t = s.engine->times();
  j["times"] = {{"separable_ms", t.separable_ms}, {"standard_ms", t.standard_ms}};
  if (const io::Image* image = session.image()) {
    const ImageInfo info = image->info();
    j["image"] = {
        {"name", image->name}, {"height", info.size.h}, {"width", info.size.w}, {"channels", info.channels}};
    if (const Plan* plan = session.plan()) j["image"]["working"] = {plan->image.h, plan->image.w};
  }
  j["exporting"] = s.exporting.running();
  j["lesson"] = lesson_json(s);
  j["network"] = network_json(s.state.network);
  j["device"] = s.engine->device();
  j["undo"] = session.history().can_undo() ? session.history().undo_label() : std::string();
  j["redo"] = session.history().can_redo() ? session.history().redo_label() : std::string();
  return j;
}

}  // namespace

void ReportFiles::set_paths(std::filesystem::path ui_map, std::filesystem::path state) {
  ui_map_ = std::move(ui_map);
  state_ = std::move(state);
}

void ReportFiles::put(Studio& studio, std::filesystem::path& file, const std::string& text) {
  // not io::write_file: a report is not worth flushing a disk at every frame, only never to be read
  // half-written
  const std::filesystem::path beside = file.string() + ".new";
  std::ofstream(beside, std::ios::binary) << text;
  std::error_code error;
  std::filesystem::rename(beside, file, error);
  if (!error) return;
  studio.session.say("The report " + file.string() + " cannot be written: " + error.message() + ".",
                     Message::Kind::error);
  file.clear();
}

void ReportFiles::write(Studio& studio) {
  if (!ui_map_.empty()) {  // only then: making the map takes a fifth of the time of building a frame
    const auto& rects = studio.widgets.rects();
    if (!same_rects(rects, last_rects_)) {
      put(studio, ui_map_,
          map_json(rects).dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
      last_rects_ = rects;
    }
  }
  if (!state_.empty())
    put(studio, state_,
        state_json(studio).dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

}  // namespace sep::ui

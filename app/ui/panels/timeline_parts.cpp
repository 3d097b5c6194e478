// Bodies of timeline_parts.h, and of timeline_bar.h what both bars share.
#include "ui/panels/timeline_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/format.h"
#include "ui/ground.h"
#include "ui/imgui_compat.h"
#include "ui/panels/timeline_bar.h"

namespace sep::ui::panels {
namespace {

constexpr float kLowStep = 134, kLowRace = 132, kPictures = 395;

}  // namespace

float timeline_height(const UiState& s, const Widgets& ui, float centre_height) {
  if (!s.timeline.open()) return 0;
  const bool race = s.timeline.show == Timeline::Show::race;
  const float high = ui.px(race ? kRaceHeight : kStepHeight);
  return centre_height - high < ui.px(kPictures) ? ui.px(race ? kLowRace : kLowStep) : high;
}

void draw_timeline(PanelContext& c, const Rect& area) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  add_ground(*list, area.min, area.max, c.theme.panel);
  list->AddLine(area.min, {area.max.x, area.min.y}, c.theme.line, c.ui.px(1));
  c.ui.record("timeline", area.min, area.max);
  list->PushClipRect(area.min, area.max, true);
  if (c.state.timeline.show == Timeline::Show::race)
    draw_race_bar(c, area);
  else
    draw_step_bar(c, area);
  list->PopClipRect();
}

const char* name_of(PathId path) { return path == PathId::standard ? "standard" : "separable"; }

ImU32 colour_of(const view::Theme& t, PathId path) { return path == PathId::standard ? t.accent : t.kernel; }

std::string place_words(const Plan& plan, PathId path, int64_t position) {
  const Steps steps = steps_of(plan, path);
  if (position <= 0) return "not begun";
  if (position >= steps.total()) return "finished";
  const Cursor at = steps.at(position);
  const auto& stages = stages_of(plan, path);
  const Stage& stage = stages[static_cast<size_t>(at.stage)];
  const bool last = at.stage + 1 == steps.stages(), filters = plan.experiment.mode != Mode::spatial && last;
  const std::string where = fmt::format("{} {} of {}",
                                        filters ? "filter"
                                        : last  ? "channel"
                                                : "map",
                                        grouped(at.channel), grouped(stage.out.c));
  return stages.size() == 1 ? where : stage.name + ", " + where;
}

void action_button(PanelContext& c, const char* action, Icon which, const std::string& tooltip, float size) {
  if (!c.ui.icon_button(action, which, tooltip, size, false)) return;
  c.run(action);
  if (ImGui::IsMouseReleased(ImGuiMouseButton_Left)) c.ui.drop_focus();
}

void play_button(PanelContext& c, float size) {
  const bool plays = moving(c.state.timeline, *c.session.plan(), ImGui::GetTime());
  action_button(c, "time.play", plays ? Icon::pause : Icon::play, plays ? "Pause (Space)." : "Play (Space).",
                size);
}

void close_button(PanelContext& c, const Rect& area) {
  ImGui::SetCursorScreenPos({area.max.x - c.ui.px(36), area.min.y + c.ui.px(8)});
  action_button(c, "time.close", Icon::close, "Close this bar (Esc).", c.ui.px(24));
}

namespace {

/// The part that is done, a notch where a stage begins, the knob.
void draw_track(const PanelContext& c, PathId path, const Rect& track, int64_t position, bool hovered,
                bool active) {
  const Steps steps = steps_of(*c.session.plan(), path);
  const auto x_of = [&](int64_t p) {
    return track.min.x +
           track.width() * static_cast<float>(static_cast<double>(p) / static_cast<double>(steps.total()));
  };
  const float unit = c.ui.px(1);
  const ImU32 colour = colour_of(c.theme, path);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(track.min, track.max, c.theme.raised, 3 * unit);
  if (position > 0)
    list->AddRectFilled(track.min, {x_of(position), track.max.y}, with_alpha(colour, 0.85F), 3 * unit);
  for (int s = 1; s < steps.stages(); ++s) {
    const float x = std::floor(x_of(steps.stage_start(s)));
    list->AddRectFilled({x - unit, track.min.y - 3 * unit}, {x + unit, track.max.y + 3 * unit}, c.theme.dim);
  }
  const ImVec2 at{x_of(position), (track.min.y + track.max.y) / 2};
  list->AddCircleFilled(at, unit * (active ? 8 : 7), c.theme.text, 24);
  if (hovered || active) list->AddCircle(at, 10 * unit, with_alpha(colour, 0.8F), 24, 1.5F * unit);
}

/// With the focus, arrow keys step.
void arrow_keys(PanelContext& c, const std::string& id) {
  if (!c.ui.has_focus(id) || !c.ui.keyboard_focus() || !c.ui.keys_are_ours()) return;
  if (compat::key_pressed(GLFW_KEY_RIGHT)) c.run("step.forward");
  if (compat::key_pressed(GLFW_KEY_LEFT)) c.run("step.back");
}

}  // namespace

void scrubber(PanelContext& c, PathId path, const Rect& track, int64_t position) {
  Timeline& t = c.state.timeline;
  const int64_t total = steps_of(*c.session.plan(), path).total();
  const std::string id = std::string("time.scrub.") + name_of(path);
  const float knob = c.ui.px(7), width = std::max(1.0F, track.width());
  ImGui::SetCursorScreenPos({track.min.x - knob, track.min.y - c.ui.px(5)});
  ImGui::InvisibleButton(id.c_str(), {width + 2 * knob, track.height() + c.ui.px(10)});
  const bool active = ImGui::IsItemActive(), hovered = ImGui::IsItemHovered();
  if (active) {
    const float share = std::clamp((ImGui::GetIO().MousePos.x - track.min.x) / width, 0.0F, 1.0F);
    const auto to = std::llround(static_cast<double>(share) * static_cast<double>(total));
    t = jumped(t, *c.session.plan(), path, to, ImGui::GetTime());
  }
  c.ui.activated(id, false, false);
  arrow_keys(c, id);
  c.ui.finish_item(id, fmt::format("Drag to any of the {} multiplications of the {} path.", grouped(total),
                                   name_of(path)));
  if (active && ImGui::IsMouseReleased(ImGuiMouseButton_Left)) c.ui.drop_focus();
  draw_track(c, path, track, position, hovered, active);
}

}  // namespace sep::ui::panels

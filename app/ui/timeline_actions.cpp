// Bodies of timeline_actions.h.
#include "ui/timeline_actions.h"

#include <algorithm>
#include <cmath>

#include "ui/format.h"
#include "view/select.h"

namespace sep::ui {
namespace {

constexpr double kSmooth_s = 1.0 / 40;  ///< steps that follow closer are drawn frame by frame

double now_s() { return ImGui::GetTime(); }

TensorRef made_by(PathId path, int stage) {
  return {path == PathId::standard ? Place::standard : Place::separable, stage};
}

/// The multiplication that a path made last; before the first one that one.
Cursor made_last(const Studio& s, PathId path) {
  const Plan& plan = *s.session.plan();
  return steps_of(plan, path).at(position(s.state.timeline, plan, path, now_s()) - 1);
}

}  // namespace

bool has_plan(const Studio& s) { return s.session.plan() != nullptr; }
bool timeline_open(const Studio& s) { return has_plan(s) && s.state.timeline.open(); }
bool stepping(const Studio& s) { return has_plan(s) && s.state.timeline.show == Timeline::Show::step; }
bool racing(const Studio& s) { return has_plan(s) && s.state.timeline.show == Timeline::Show::race; }

void toggle_step(Studio& s) {
  s.state.charts.open = false;  // it is played in the pictures
  if (stepping(s)) return close_timeline(s);
  s.widgets.drop_focus();  // its keys are the bar's from now on
  s.state.timeline = with_step(closed(s.state.timeline, *s.session.plan(), now_s()), true, now_s());
}

void start_race(Studio& s) {
  s.state.charts.open = false;
  s.widgets.drop_focus();
  s.state.timeline = race_started(s.state.timeline, now_s());
}

void close_timeline(Studio& s) { s.state.timeline = closed(s.state.timeline, *s.session.plan(), now_s()); }

void toggle_play(Studio& s) { s.state.timeline = toggled(s.state.timeline, *s.session.plan(), now_s()); }

void bring_made_to_front(Studio& s) {
  if (!stepping(s) || !s.session.valid()) return;
  Timeline& t = s.state.timeline;
  const Plan& plan = *s.session.plan();
  const PathId followed = followed_path(t, plan, now_s());
  const Cursor at = made_last(s, followed);
  const std::array<int, 3> front{static_cast<int>(followed), at.stage, at.channel};
  if (t.front == front) return;
  t.front = front;
  Experiment after = s.session.experiment();
  for (const PathId p : {followed == PathId::standard ? PathId::separable : PathId::standard, followed}) {
    if (!t.moves(p)) continue;
    const Cursor c = made_last(s, p);
    after.view =
        view::showing(plan, after.view, Selection::element(made_by(p, c.stage), c.channel, c.y, c.x));
  }
  if (!(after.view == s.session.experiment().view))
    s.edits.push_back({"choice", "view.choice", std::move(after)});
}

std::vector<Making> making_now(const Studio& s) {
  std::vector<Making> out;
  if (!stepping(s) || !s.session.valid()) return out;
  const Timeline& t = s.state.timeline;
  const Plan& plan = *s.session.plan();
  for (const PathId p : kBothPaths) {
    if (!t.moves(p)) continue;
    const Cursor c = made_last(s, p);
    const int64_t done = position(t, plan, p, now_s()) > 0 ? c.term + 1 : 0;
    out.push_back({p, Selection::element(made_by(p, c.stage), c.channel, c.y, c.x), done,
                   t.separable.granularity == Granularity::multiplication});
  }
  if (out.size() == 2 && followed_path(t, plan, now_s()) == PathId::standard) std::swap(out[0], out[1]);
  return out;
}

bool timeline_moves(const Studio& s) {
  return has_plan(s) && moving(s.state.timeline, *s.session.plan(), now_s());
}

float timeline_wake_s(const Studio& s) {
  if (!timeline_moves(s)) return 0;
  const double next = until_next_s(s.state.timeline, *s.session.plan(), now_s());
  return next < kSmooth_s ? 0 : static_cast<float>(next);
}

Result<void> start_timeline(Studio& s, const LaunchOptions& options) {
  if (!options.race_s && !options.step) return {};
  if (!has_plan(s)) return {};  // why there is none is said where it is noticed
  const Plan& plan = *s.session.plan();
  Timeline t = s.state.timeline;
  if (options.race_s) {
    t = race_started(t, now_s());
    t.race.running = false;
    t.race.from_us = std::llround(*options.race_s * 1e6);
    const double end = static_cast<double>(race_of(t, plan).end_micros()) / 1e6;
    if (*options.race_s > end)
      return fail("the race is over after " + significant(end, 6) + " s; choose a moment up to then");
  } else {
    t = with_step(t, true, now_s());
    const int64_t most = std::max(plan.totals.separable, plan.totals.standard);
    if (*options.step > most)
      return fail("there are " + grouped(most) + " multiplications at most on a path, not " +
                  grouped(*options.step));
    t = paced(t, plan, Granularity::multiplication, t.separable.rate, now_s());
    for (const PathId p : kBothPaths) t = jumped(t, plan, p, *options.step, now_s());
  }
  s.state.timeline = t;
  return {};
}

}  // namespace sep::ui

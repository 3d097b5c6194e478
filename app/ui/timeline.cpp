// Bodies of timeline.h.
#include "ui/timeline.h"

#include <algorithm>
#include <cmath>

namespace sep::ui {
namespace {

/// The race from here on, running or not.
Timeline set_clock(Timeline t, const Plan& plan, int64_t micros, bool running, double now_s) {
  t.race.from_us = std::clamp<int64_t>(micros, 0, race_of(t, plan).end_micros());
  t.race.since_s = now_s;
  t.race.running = running;
  return t;
}

bool at_the_end(const Timeline& t, const Plan& plan, PathId path, double now_s) {
  const Steps steps = steps_of(plan, path);
  return position_at(t.of(path), steps, now_s) >= steps.total();
}

/// Every path that moves is at its end.
bool all_at_the_end(const Timeline& t, const Plan& plan, double now_s) {
  return std::all_of(kBothPaths.begin(), kBothPaths.end(),
                     [&](PathId p) { return !t.moves(p) || at_the_end(t, plan, p, now_s); });
}

}  // namespace

Steps steps_of(const Plan& plan, PathId path) { return Steps(stages_of(plan, path)); }

Race race_of(const Timeline& t, const Plan& plan) { return Race(plan, t.race.standard_us); }

int64_t race_time(const Timeline& t, const Plan& plan, double now_s) {
  const int64_t end = race_of(t, plan).end_micros();
  const double since = t.race.running ? std::max(0.0, now_s - t.race.since_s) * 1e6 : 0;
  return std::clamp<int64_t>(t.race.from_us + static_cast<int64_t>(std::min(since, 4e18)), 0, end);
}

int64_t position(const Timeline& t, const Plan& plan, PathId path, double now_s) {
  if (t.show == Timeline::Show::race) return race_of(t, plan).lane(path, race_time(t, plan, now_s)).position;
  return position_at(t.of(path), steps_of(plan, path), now_s);
}

std::optional<view::PathPositions> positions(const Timeline& t, const Plan& plan, double now_s) {
  if (!t.open()) return std::nullopt;
  view::PathPositions at{position(t, plan, PathId::separable, now_s),
                         position(t, plan, PathId::standard, now_s), false};
  at.one = t.show == Timeline::Show::step && t.separable.granularity == Granularity::multiplication;
  return at;
}

PathId followed_path(const Timeline& t, const Plan& plan, double now_s) {
  if (!t.moves_standard) return PathId::separable;
  if (t.scrubbed == PathId::standard && !at_the_end(t, plan, PathId::standard, now_s))
    return PathId::standard;
  return t.moves_separable && !at_the_end(t, plan, PathId::separable, now_s) ? PathId::separable
                                                                             : PathId::standard;
}

bool moving(const Timeline& t, const Plan& plan, double now_s) {
  if (t.show == Timeline::Show::race)
    return t.race.running && race_time(t, plan, now_s) < race_of(t, plan).end_micros();
  if (t.show == Timeline::Show::nothing) return false;
  return std::any_of(kBothPaths.begin(), kBothPaths.end(),
                     [&](PathId p) { return moves(t.of(p), steps_of(plan, p), now_s); });
}

double until_next_s(const Timeline& t, const Plan& plan, double now_s) {
  if (t.show != Timeline::Show::step) return 0;
  double least = 0;
  for (const PathId p : kBothPaths) {
    const double s = sep::until_next_s(t.of(p), steps_of(plan, p), now_s);
    if (s > 0) least = least > 0 ? std::min(least, s) : s;
  }
  return least;
}

Timeline with_step(Timeline t, bool open, double now_s) {
  for (const PathId p : kBothPaths) {
    t.of(p).playing = false;
    t.of(p).since_s = now_s;
  }
  t.race.running = false;
  t.show = open ? Timeline::Show::step : Timeline::Show::nothing;
  return t;
}

Timeline race_started(Timeline t, double now_s) {
  t.show = Timeline::Show::race;
  t.race.from_us = 0;
  t.race.since_s = now_s;
  t.race.running = true;
  return t;
}

Timeline closed(Timeline t, const Plan& plan, double now_s) {
  if (t.show == Timeline::Show::race) t = set_clock(t, plan, race_time(t, plan, now_s), false, now_s);
  for (const PathId p : kBothPaths) {
    t.of(p) = jumped(t.of(p), steps_of(plan, p), position_at(t.of(p), steps_of(plan, p), now_s), now_s);
    t.of(p).playing = false;
  }
  t.show = Timeline::Show::nothing;
  t.front.reset();
  return t;
}

Timeline toggled(Timeline t, const Plan& plan, double now_s) {
  if (t.show == Timeline::Show::race) {
    const bool runs = moving(t, plan, now_s);
    const int64_t now = race_time(t, plan, now_s);
    const bool again = !runs && now >= race_of(t, plan).end_micros();
    return set_clock(t, plan, again ? 0 : now, !runs, now_s);
  }
  const bool play = !moving(t, plan, now_s), again = play && all_at_the_end(t, plan, now_s);
  for (const PathId p : kBothPaths) {
    const Steps steps = steps_of(plan, p);
    const int64_t here = position_at(t.of(p), steps, now_s);
    t.of(p) = jumped(t.of(p), steps, again && t.moves(p) ? 0 : here, now_s);
    t.of(p).playing = play && t.moves(p);
  }
  return t;
}

Timeline stepped(Timeline t, const Plan& plan, int64_t count, double now_s) {
  const bool all = all_at_the_end(t, plan, now_s);
  for (const PathId p : kBothPaths) {
    const Steps steps = steps_of(plan, p);
    const bool still = !t.moves(p) || (!all && at_the_end(t, plan, p, now_s));
    t.of(p) = stepped(t.of(p), steps, still ? 0 : count, now_s);
  }
  return t;
}

Timeline jumped(Timeline t, const Plan& plan, PathId path, int64_t position, double now_s) {
  if (t.show == Timeline::Show::race)
    return set_clock(t, plan, race_of(t, plan).time_of(position), t.race.running, now_s);
  t.of(path) = jumped(t.of(path), steps_of(plan, path), position, now_s);
  t.scrubbed = path;
  return t;
}

Timeline at_end(Timeline t, const Plan& plan, bool last, double now_s) {
  if (t.show == Timeline::Show::race)
    return set_clock(t, plan, last ? race_of(t, plan).end_micros() : 0, false, now_s);
  for (const PathId p : kBothPaths) {
    const Steps steps = steps_of(plan, p);
    const int64_t here = position_at(t.of(p), steps, now_s);
    t.of(p) = jumped(t.of(p), steps, !t.moves(p) ? here : last ? steps.total() : 0, now_s);
    t.of(p).playing = false;
  }
  return t;
}

Timeline paced(Timeline t, const Plan& plan, Granularity granularity, double rate, double now_s) {
  for (const PathId p : kBothPaths) t.of(p) = paced(t.of(p), steps_of(plan, p), granularity, rate, now_s);
  return t;
}

Timeline with_seconds(Timeline t, const Plan& plan, int seconds, double now_s) {
  const int64_t done = race_of(t, plan).lane(PathId::standard, race_time(t, plan, now_s)).position;
  const int64_t longer = race_time(t, plan, now_s);
  const int64_t before = t.race.standard_us;
  t.race.standard_us = int64_t{std::clamp(seconds, 1, kMostRaceSeconds)} * 1'000'000;
  const bool all = done >= plan.totals.standard;  // a longer separable path still runs: its time scales alike
  const int64_t now =
      all ? multiply_divide(longer, t.race.standard_us, before) : race_of(t, plan).time_of(done);
  return set_clock(t, plan, now, t.race.running, now_s);
}

Timeline with_moving(Timeline t, const Plan& plan, PathId path, bool on, double now_s) {
  const bool play = moving(t, plan, now_s);
  (path == PathId::standard ? t.moves_standard : t.moves_separable) = on;
  if (!t.moves_standard && !t.moves_separable)
    (path == PathId::standard ? t.moves_separable : t.moves_standard) = true;
  for (const PathId p : kBothPaths) {
    const Steps steps = steps_of(plan, p);
    t.of(p) = jumped(t.of(p), steps, position_at(t.of(p), steps, now_s), now_s);
    t.of(p).playing = play && t.moves(p);
  }
  return t;
}

}  // namespace sep::ui

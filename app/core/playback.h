// Stepping through a path as a pure function of time: where it stands now follows from where and when it was
// last set, so that slow and fast frames show the same. Knows no clock; times are seconds of the caller's.
#pragma once

#include "core/steps.h"

namespace sep {

inline constexpr double kLeastRate = 0.25, kMostRate = 1e6;  ///< steps per second

struct Playback {
  Granularity granularity = Granularity::element;
  double rate = 8;  ///< steps per second, kLeastRate…kMostRate
  bool playing = false;
  int64_t from = 0;  ///< position at `since_s`
  double since_s = 0;
  friend bool operator==(const Playback&, const Playback&) = default;
};

/// Where the path stands at a time: `from`, and while playing a step further each 1/rate seconds, at most the
/// end.
int64_t position_at(const Playback& playback, const Steps& steps, double now_s);
/// Still moving: playing and not at the end.
bool moves(const Playback& playback, const Steps& steps, double now_s);
/// Seconds until the next step is made; 0 when nothing moves.
double until_next_s(const Playback& playback, const Steps& steps, double now_s);

/// Plays or pauses from where it stands; at the end playing begins again at 0.
Playback toggled(Playback playback, const Steps& steps, double now_s);
/// `count` steps forward (back when negative), pausing.
Playback stepped(Playback playback, const Steps& steps, int64_t count, double now_s);
/// Anywhere on the path, still playing when it was.
Playback jumped(Playback playback, const Steps& steps, int64_t position, double now_s);
/// Another granularity or rate (brought inside its limits) from where it stands.
Playback paced(Playback playback, const Steps& steps, Granularity granularity, double rate, double now_s);

}  // namespace sep

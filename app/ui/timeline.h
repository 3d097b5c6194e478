// Where both paths stand while they are stepped or race: a value, from which everything that is shown follows
// by the time of the frame. Times are seconds of the caller's clock; knows no ImGui.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "core/plan.h"
#include "core/playback.h"
#include "core/race.h"
#include "view/path_steps.h"

namespace sep::ui {

/// The race's clock: `from_us`, and while it runs the microseconds since `since_s` more.
struct RaceClock {
  bool running = false;
  int64_t from_us = 0;
  double since_s = 0;
  int64_t standard_us = kRaceMicros;  ///< what the standard path needs, 1…kMostRaceSeconds seconds
  friend bool operator==(const RaceClock&, const RaceClock&) = default;
};
inline constexpr int kMostRaceSeconds = 3600;

struct Timeline {
  enum class Show { nothing, step, race } show = Show::nothing;
  Playback separable, standard;  ///< of stepping; granularity and rate are the same in both
  bool moves_separable = true, moves_standard = true;  ///< which paths the buttons move; never neither
  std::optional<PathId> scrubbed;                      ///< the path that was last put somewhere by itself
  RaceClock race;
  /// Element that was last brought to the front of its stack: stage and channel.
  std::optional<std::array<int, 3>> front;

  bool open() const { return show != Show::nothing; }
  bool moves(PathId path) const { return path == PathId::standard ? moves_standard : moves_separable; }
  const Playback& of(PathId path) const { return path == PathId::standard ? standard : separable; }
  Playback& of(PathId path) { return path == PathId::standard ? standard : separable; }
};

inline constexpr std::array kBothPaths{PathId::separable, PathId::standard};
Steps steps_of(const Plan& plan, PathId path);

/// Microseconds since the race's start, 0…its end.
int64_t race_time(const Timeline& t, const Plan& plan, double now_s);
Race race_of(const Timeline& t, const Plan& plan);

/// Multiplications done on both paths; none while neither step nor race is open: everything is computed.
std::optional<view::PathPositions> positions(const Timeline& t, const Plan& plan, double now_s);
int64_t position(const Timeline& t, const Plan& plan, PathId path, double now_s);
/// The path whose element is followed: the one that was scrubbed, else the separable one, while it moves and
/// is not at its end.
PathId followed_path(const Timeline& t, const Plan& plan, double now_s);

/// Something moves by itself.
bool moving(const Timeline& t, const Plan& plan, double now_s);
/// Seconds until the picture changes; 0: it changes all the time, or nothing moves.
double until_next_s(const Timeline& t, const Plan& plan, double now_s);

// What the buttons do; each returns the timeline after it

/// Opens (closes) the step, both paths at their beginning when nothing was made yet.
Timeline with_step(Timeline t, bool open, double now_s);
/// Opens the race and starts it from the beginning.
Timeline race_started(Timeline t, double now_s);
/// Closes what is open, pausing it.
Timeline closed(Timeline t, const Plan& plan, double now_s);
/// Plays or pauses. Paths at their end stay there unless all that move are; then they begin again.
Timeline toggled(Timeline t, const Plan& plan, double now_s);
/// `count` steps of every path that moves, pausing. A path at its end waits for the other one.
Timeline stepped(Timeline t, const Plan& plan, int64_t count, double now_s);
/// One path to a position; the race's clock to the time when that path reaches it.
Timeline jumped(Timeline t, const Plan& plan, PathId path, int64_t position, double now_s);
/// Every path that moves (the race: its clock) to the first or the last multiplication, pausing.
Timeline at_end(Timeline t, const Plan& plan, bool last, double now_s);
Timeline paced(Timeline t, const Plan& plan, Granularity granularity, double rate, double now_s);
/// Both paths stay where they are.
Timeline with_seconds(Timeline t, const Plan& plan, int standard_seconds, double now_s);
/// A path that moves stands still from now on, or moves again. Turning off the only one turns on the other.
Timeline with_moving(Timeline t, const Plan& plan, PathId path, bool on, double now_s);

inline constexpr std::array<std::string_view, 5> kGranularityNames{"multiplication", "element", "row",
                                                                   "channel", "stage"};

}  // namespace sep::ui

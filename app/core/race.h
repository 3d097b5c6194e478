// The race: both paths work at the same multiplications per second. Positions are exact functions of time, so
// that pausing, scrubbing and replaying show the same picture. Knows no clock and no window.
#pragma once

#include <cstdint>
#include <string>

#include "core/plan.h"

namespace sep {

inline constexpr int64_t kRaceMicros = 30'000'000;  ///< the standard path's time unless set otherwise

/// Where one path stands.
struct RaceLane {
  int64_t position = 0;  ///< multiplications done
  int64_t total = 0;
  bool finished = false;
  double progress() const { return static_cast<double>(position) / static_cast<double>(total); }
};

/// floor(a·b / c) without overflow in between, for a, b ≥ 0 and 0 < c ≤ 2^61; INT64_MAX where it would not
/// fit.
int64_t multiply_divide(int64_t a, int64_t b, int64_t c);

class Race {
 public:
  /// Both totals and the standard path's time (microseconds, up to 2^40) are at least 1; smaller values
  /// become 1.
  Race(int64_t separable_total, int64_t standard_total, int64_t standard_micros = kRaceMicros);
  explicit Race(const Plan& plan, int64_t standard_micros = kRaceMicros)
      : Race(plan.totals.separable, plan.totals.standard, standard_micros) {}

  /// The path at a time since the start: floor(time · rate), at most its total. Before the start: nothing
  /// done.
  RaceLane lane(PathId path, int64_t micros) const;
  /// First whole microsecond at which the path has finished. Exact.
  int64_t finish_micros(PathId path) const;
  /// When the later of the two finishes.
  int64_t end_micros() const;
  /// The time at which a path reaches a position: the first whole microsecond.
  int64_t time_of(int64_t position) const;

  double multiplications_per_second() const;
  PathId winner() const;  ///< PathId::source when both need the same
  /// How many times earlier the winner finishes, at least 1: 22.8.
  double times_earlier() const;

  /// "separable finishes 22.8× earlier"; "both finish together".
  std::string verdict() const;
  /// "1.32 s of 30 s".
  std::string clock_text(int64_t micros) const;

 private:
  int64_t total(PathId path) const { return path == PathId::separable ? separable_ : standard_; }
  int64_t separable_, standard_, micros_;
};

/// Digits of a counter that does not change its width: value grouped in thousands and filled with zeros to
/// the width of total: (53952, 1228800) → "0,053,952".
std::string odometer_text(int64_t value, int64_t total);

/// "multiplication 53,952 of 1,228,800".
std::string odometer_sentence(const RaceLane& lane);

}  // namespace sep

// When to draw while stages are computed. On software GL a frame takes longer than the work that is done in
// it, so frames come less often then; input is looked for all the time.
#pragma once

#include <chrono>
#include <functional>

#include "ui/session.h"

namespace sep::ui {

/// How long stages are computed between two frames, when a frame takes drawing_ms beside its own work.
double pause_ms(double drawing_ms);

class Pace {
 public:
  struct Between {
    double budget_ms = 0;   ///< of a portion of work
    double drawing_ms = 0;  ///< that the last frame took beside its own work
    bool still = true;      ///< nothing in the window moves by itself
    std::function<bool()> interrupted;
  };
  /// Computes without drawing, in portions, for about twice as long as drawing takes, 25 ms at most; on
  /// software GL, where a frame costs what it shows nothing new for, until a tenth of a second after an edit
  /// was shown. What would be done within another such pause is done before the frame. Ends at once when
  /// results are complete, nothing is left, or interrupted() says so; it is asked after each portion.
  void compute(Session& session, const Between& between);

 private:
  using Clock = std::chrono::steady_clock;
  uint64_t revision_ = 0;  ///< of the experiment that was last computed
  Clock::time_point began_;
};

}  // namespace sep::ui

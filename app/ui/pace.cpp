// Bodies of pace.h.
#include "ui/pace.h"

#include <algorithm>

namespace sep::ui {

double pause_ms(double drawing_ms) {
  constexpr double kMostMs = 25;
  return std::min(2 * drawing_ms, kMostMs);
}

void Pace::compute(Session& session, const Between& between) {
  constexpr double kQuietMs = 100;
  const auto start = Clock::now();
  const auto ms_since = [](Clock::time_point from) {
    return std::chrono::duration<double, std::milli>(Clock::now() - from).count();
  };
  if (session.revision() != revision_) {
    revision_ = session.revision();
    began_ = start;
  }
  const bool quiet = between.still && session.engine().software();
  const double pause = pause_ms(between.drawing_ms),
               most_ms = std::max(pause, quiet ? kQuietMs - ms_since(began_) : 0);
  const bool computing = session.busy();
  const auto in_time = [&] {
    const double spent = ms_since(start), left = session.engine().left_ms();
    return spent + between.budget_ms <= most_ms ||
           (computing && spent + left <= most_ms + pause && spent <= most_ms + pause);
  };
  while (!session.settled() && session.busy() == computing && in_time()) {
    if (between.interrupted()) return;
    session.advance(between.budget_ms);
  }
}

}  // namespace sep::ui

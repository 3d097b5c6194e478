// Bodies of pace.h.
#include "ui/pace.h"

#include <algorithm>

namespace sep::ui {

void Pace::compute(Session& session, const Between& between) {
  constexpr double kMostMs = 25, kQuietMs = 100;
  const auto start = Clock::now();
  const auto ms_since = [](Clock::time_point from) {
    return std::chrono::duration<double, std::milli>(Clock::now() - from).count();
  };
  if (session.revision() != revision_) {
    revision_ = session.revision();
    began_ = start;
  }
  const bool quiet = between.still && session.engine().software();
  const double most_ms =
      std::max(std::min(2 * between.drawing_ms, kMostMs), quiet ? kQuietMs - ms_since(began_) : 0);
  const bool computing = session.busy();
  while (!session.settled() && session.busy() == computing &&
         ms_since(start) + between.budget_ms <= most_ms) {
    if (between.interrupted()) return;
    session.advance(between.budget_ms);
  }
}

}  // namespace sep::ui

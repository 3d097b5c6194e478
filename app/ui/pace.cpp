// Bodies of pace.h.
#include "ui/pace.h"

#include <algorithm>
#include <chrono>

namespace sep::ui {

void compute_between_frames(Session& session, double budget_ms, double drawing_ms,
                            const std::function<bool()>& interrupted) {
  using Clock = std::chrono::steady_clock;
  constexpr double kMostMs = 25;
  const double most_ms = std::min(2 * drawing_ms, kMostMs);
  const auto start = Clock::now();
  const bool computing = session.busy();
  const auto spent_ms = [&] {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
  };
  while (!session.settled() && session.busy() == computing && spent_ms() + budget_ms <= most_ms) {
    if (interrupted()) return;
    session.advance(budget_ms);
  }
}

}  // namespace sep::ui

// When to draw while stages are computed. On software GL a frame takes longer than the work that is done in
// it, so frames come less often then; input is looked for all the time.
#pragma once

#include <functional>

#include "ui/session.h"

namespace sep::ui {

/// Computes without drawing, in portions of budget_ms, for about twice as long as the last frame took beside
/// its own work (drawing_ms), 25 ms at most. Ends at once when results are complete, nothing is left, or
/// interrupted() says so; it is asked after each portion.
void compute_between_frames(Session& session, double budget_ms, double drawing_ms,
                            const std::function<bool()>& interrupted);

}  // namespace sep::ui

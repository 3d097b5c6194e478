// What the engine does once the results are there: it times short stages again, because a stage's first run
// holds what the driver does only once (buffers that it touches for the first time, caches).
#include <algorithm>

#include "gpu/engine_impl.h"

namespace sep::gpu {
namespace {

constexpr int kRuns = 3;
// A longer stage's first time is near enough, and must not be run again while somebody waits for frames.
constexpr double kShortMs = 20, kShortInPictureMs = 200;

}  // namespace

Result<void> EngineImpl::begin_timing(const StageSlot& slot) {
  // a tensor of its own: what is on the screen stays as it was computed
  auto tensor = pool_->take(slot.stage->out, limits_);
  if (!tensor) return fail(tensor.error().message);
  timing_.emplace(std::move(*tensor), pool_);
  auto job = make_job(programs_, limits_, task_of(slot, timing_->spare.tensor));
  if (!job) return fail(job.error().message);
  timing_->job = std::move(*job);
  timing_->job->warm_up();
  return {};
}

/// One run of a stage, or a look whether the last one's time has come.
Result<void> EngineImpl::time_next() {
  const StageSlot& slot = *find(to_time_.front());
  if (!timing_) {
    if (slot.result->watch.milliseconds() > (interactive_ ? kShortMs : kShortInPictureMs)) {
      slot.result->best_ms = slot.result->watch.milliseconds();
      to_time_.pop_front();
      return {};
    }
    if (auto begun = begin_timing(slot); !begun) return begun;
  }
  Timing& t = *timing_;
  if (!t.running) {
    t.watch = {};
    t.job->restart();
    t.watch.begin();
    if (software_) glFinish();  // its threads note the time in their own time, but compute at once
    while (!t.job->finished()) t.job->run_next();
    t.watch.end();
    t.running = true;
    return gl_errors("timing a stage");
  }
  if (!t.watch.poll()) return {};
  t.running = false;
  t.best_ms = std::min(t.best_ms, t.watch.milliseconds());
  if (++t.runs < kRuns) return {};
  slot.result->best_ms = t.best_ms;
  slot.result->variant = t.job->name();  // the special program may have come meanwhile
  timing_.reset();
  to_time_.pop_front();
  return {};
}

/// A time that cannot be had is no failure: the first run's stays.
void EngineImpl::time_stages(double budget_ms) {
  const auto start = Clock::now();
  while (!to_time_.empty()) {
    if (!time_next()) return drop_timing();
    if (budget_ms >= 0 && (ms_since(start) >= budget_ms || (timing_ && timing_->running))) return;
  }
}

void EngineImpl::drop_timing() {
  to_time_.clear();
  timing_.reset();
}

}  // namespace sep::gpu

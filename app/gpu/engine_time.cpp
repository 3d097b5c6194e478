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

double EngineImpl::longest_timed_ms() const { return interactive_ ? kShortMs : kShortInPictureMs; }

Result<void> EngineImpl::begin_timing(const StageSlot& slot, bool every_product) {
  // a tensor of its own: what is on the screen stays as it was computed
  auto tensor = pool_->take(slot.stage->out, limits_);
  if (!tensor) return fail(tensor.error().message);
  timing_.emplace(std::move(*tensor), pool_);
  ConvTask task = task_of(slot, timing_->spare.tensor);
  if (every_product) task.saving = Saving::none;
  auto job = make_job(programs_, limits_, std::move(task));
  if (!job) return fail(job.error().message);
  timing_->job = std::move(*job);
  timing_->job->warm_up();
  return {};
}

/// One run of what is timed, or a look whether the last one's time has come. True after the last.
Result<bool> EngineImpl::run_timed() {
  Timing& t = *timing_;
  if (!t.running) {
    t.watch = {};
    t.job->restart();
    t.watch.begin();
    if (software_) glFinish();  // its threads note the time in their own time, but compute at once
    while (!t.job->finished()) t.job->run_next();
    t.watch.end();
    t.running = true;
    if (auto ok = gl_errors("timing a stage"); !ok) return fail(ok.error().message);
    return false;
  }
  if (!t.watch.poll()) return false;
  t.running = false;
  t.best_ms = std::min(t.best_ms, t.watch.milliseconds());
  return ++t.runs == kRuns;
}

Result<void> EngineImpl::time_next() {
  const StageSlot& slot = *find(to_time_.front());
  if (!timing_) {
    if (slot.result->watch.milliseconds() > longest_timed_ms()) {
      slot.result->best_ms = slot.result->watch.milliseconds();
      end_timing(slot);
      return {};
    }
    if (auto begun = begin_timing(slot, false); !begun) return begun;
  }
  const auto ended = run_timed();
  if (!ended) return fail(ended.error().message);
  if (!*ended) return {};
  slot.result->best_ms = timing_->best_ms;
  slot.result->take(*timing_->job);  // the special program may have come meanwhile
  end_timing(slot);
  return {};
}

/// Goes on to the next stage.
void EngineImpl::end_timing(const StageSlot& slot) {
  if (slot.result->saves_unmeasured()) to_time_fully_.push_back(slot.ref);
  timing_.reset();
  to_time_.pop_front();
}

/// True when nobody may wait for the program to be compiled: what needs it comes later, if it can come.
bool EngineImpl::wait_for(const ProgramKey& program, std::optional<StageRef> stage) {
  if (!interactive_ || programs_.ready(program)) return false;
  programs_.prepare(program);
  if (programs_.coming(program)) awaited_.push_back({program, stage});
  return true;
}

/// What can be timed now.
void EngineImpl::take_awaited() {
  std::erase_if(awaited_, [&](const Awaited& a) {
    if (!programs_.ready(a.program)) return !programs_.coming(a.program);
    if (a.stage) {
      to_time_fully_.push_back(*a.stage);
    } else {
      time_fused_ = true;
    }
    return true;
  });
}

/// A stage that made fewer products than the formula says, without that.
Result<void> EngineImpl::time_every_product() {
  const StageSlot& slot = *find(to_time_fully_.front());
  if (!timing_) {
    const Stage& stage = *slot.stage;
    if (static_cast<double>(stage.multiplications) / rate_per_ms_ > longest_timed_ms() ||
        wait_for(direct_program(stage.spec, stage.in, limits_), slot.ref)) {
      to_time_fully_.pop_front();
      return {};
    }
    if (auto begun = begin_timing(slot, true); !begun) return begun;
  }
  const auto ended = run_timed();
  if (!ended) return fail(ended.error().message);
  if (!*ended) return {};
  slot.result->every_product_ms = timing_->best_ms;
  timing_.reset();
  to_time_fully_.pop_front();
  return {};
}

/// The separable path's two stages at once, where they fuse: what they would take if nobody looked between
/// them.
Result<void> EngineImpl::time_fused() {
  if (!timing_) {
    const StageSlot& last = *find({Slot::separable, 1});
    FusedTask task = fused_task(last);
    if (wait_for(fused_program(task, limits_), std::nullopt)) {
      time_fused_ = false;
      return {};
    }
    auto tensor = pool_->take(last.stage->out, limits_);
    if (!tensor) return fail(tensor.error().message);
    timing_.emplace(std::move(*tensor), pool_);
    task.out = &timing_->spare.tensor;
    auto job = make_fused_job(programs_, limits_, std::move(task));
    if (!job) return fail(job.error().message);
    timing_->job = std::move(*job);
    timing_->job->warm_up();
  }
  const auto ended = run_timed();
  if (!ended) return fail(ended.error().message);
  if (!*ended) return {};
  fused_ = FusedTime{timing_->best_ms, timing_->job->name(), timing_->job->multiplications_made()};
  timing_.reset();
  time_fused_ = false;
  return {};
}

FusedTask EngineImpl::fused_task(const StageSlot& last) const {
  const StageSlot& first = *find({Slot::separable, 0});
  const auto weights = [plan = plan_](const Stage* stage) {
    return [plan, stage](int n0, int n1) { return weights_of(*plan, *stage, n0, n1); };
  };
  FusedTask task;
  task.in = &find(input_of(first.ref))->result->tensor;
  task.first = first.stage->spec;
  task.second = last.stage->spec;
  task.first_weights = weights(first.stage);
  task.second_weights = weights(last.stage);
  if (last.stage->bias) task.bias = *last.stage->bias;
  task.most_work = slice_work();
  return task;
}

bool EngineImpl::may_fuse() const {
  if (plan_->separable.size() != 2) return false;
  const Stage &first = plan_->separable[0], &last = plan_->separable[1];
  const bool short_enough =
      static_cast<double>(first.multiplications + last.multiplications) / rate_per_ms_ < kShortMs;
  return short_enough && !first.bias && fuses(first.spec, last.spec, first.in, limits_);
}

/// A time that cannot be had is no failure: the first run's stays.
void EngineImpl::time_stages(double budget_ms) {
  const auto start = Clock::now();
  take_awaited();
  while (!to_time_.empty() || !to_time_fully_.empty() || time_fused_) {
    const auto timed = !to_time_.empty()         ? time_next()
                       : !to_time_fully_.empty() ? time_every_product()
                                                 : time_fused();
    if (!timed) return drop_timing();
    if (budget_ms >= 0 && (ms_since(start) >= budget_ms || (timing_ && timing_->running))) return;
  }
}

void EngineImpl::drop_timing() {
  to_time_.clear();
  to_time_fully_.clear();
  awaited_.clear();
  time_fused_ = false;
  timing_.reset();
}

}  // namespace sep::gpu

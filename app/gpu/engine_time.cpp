// What the engine does once the results are there: it times short stages again, because a stage's first run
// holds what the driver does only once (buffers that it touches for the first time, caches).
#include <algorithm>

#include "gpu/engine_impl.h"

namespace sep::gpu {
namespace {

// A run that is longer than that counts alone: the driver's part in it is small.
constexpr double kShortMs = 20;
// Longer ones keep their first time, unless that was made by another shader than the next edit will take.
constexpr double kLongestMs = 200, kLongestAnewMs = 2000;

int runs_for(double ms) { return ms <= kShortMs ? 3 : 1; }

}  // namespace

Result<void> EngineImpl::begin_timing(const StageSlot& slot, bool every_product, double expected_ms) {
  // a tensor of its own: what is on the screen stays as it was computed
  auto tensor = pool_->take(slot.stage->out, limits_);
  if (!tensor) return fail(tensor.error().message);
  timing_.emplace(std::move(*tensor), pool_);
  timing_->runs_wanted = runs_for(expected_ms);
  ConvTask task = task_of(slot, timing_->spare.tensor);
  if (every_product) task.saving = Saving::none;
  auto job = make_job(programs_, limits_, std::move(task));
  if (!job) return fail(job.error().message);
  timing_->job = std::move(*job);
  timing_->job->warm_up();
  return {};
}

/// A dispatch of a run of what is timed, or a look whether the run's time has come. True after the last run.
Result<bool> EngineImpl::run_timed() {
  Timing& t = *timing_;
  if (!t.running) {
    t.watch = {};
    t.job->restart();
    t.running = true;
  }
  if (!t.dispatched) {
    t.watch.begin();
    if (software_) glFinish();  // its threads note the time in their own time, but compute at once
    t.job->run_next();
    t.watch.end();
    t.dispatched = t.job->finished();
    if (auto ok = gl_errors("timing a stage"); !ok) return fail(ok.error().message);
    return false;
  }
  if (!t.watch.poll()) return false;
  t.running = t.dispatched = false;
  timed_beside_compiler_ = timed_beside_compiler_ || (software_ && interactive_ && programs_.preparing());
  t.best_ms = std::min(t.best_ms, t.watch.milliseconds());
  return ++t.runs == t.runs_wanted;
}

Result<void> EngineImpl::time_next() {
  const StageSlot& slot = *find(to_time_.front());
  if (!timing_) {
    if (!slot.result->watch.poll()) return {};  // the time of its first run is on its way
    const double first_ms = slot.result->watch.milliseconds();
    if (wait_for(slot.result->better, Timed::stage, slot.ref)) {
      to_time_.pop_front();
      return {};
    }
    if (first_ms > (slot.result->better.empty() ? kLongestMs : kLongestAnewMs)) {
      slot.result->best_ms = first_ms;
      end_timing(slot);
      return {};
    }
    if (auto begun = begin_timing(slot, false, first_ms); !begun) return begun;
  }
  const auto ended = run_timed();
  if (!ended) return fail(ended.error().message);
  if (!*ended) return {};
  slot.result->best_ms = timing_->best_ms;
  slot.result->take(*timing_->job);  // what the next edit takes too, when special programs came meanwhile
  end_timing(slot);
  return {};
}

/// Goes on to the next stage.
void EngineImpl::end_timing(const StageSlot& slot) {
  if (slot.result->saves_unmeasured()) to_time_fully_.push_back(slot.ref);
  timing_.reset();
  to_time_.pop_front();
}

/// True when nobody may wait for programs to be compiled: what needs them comes later, if they can come.
bool EngineImpl::wait_for(const std::vector<ProgramKey>& programs, Timed what, StageRef ref) {
  if (!interactive_ || all_ready(programs)) return false;
  for (const ProgramKey& key : programs) programs_.prepare(key);
  if (any_coming(programs)) {
    awaited_.push_back({programs, what, ref});
    return true;
  }
  return what != Timed::stage;  // which is timed as it is
}

/// All that was timed while a compiler took one of few cores, again.
void EngineImpl::time_again() {
  timed_beside_compiler_ = false;
  to_time_.clear();
  to_time_fully_.clear();
  for (StageSlot& slot : slots_) {
    if (!slot.of_a_path()) continue;
    to_time_.push_back(slot.ref);
    slot.result->every_product_ms.reset();
  }
  time_fused_ = may_fuse();
}

/// What can be timed now, or has waited in vain.
void EngineImpl::take_awaited() {
  if (timed_beside_compiler_ && !programs_.preparing() && !timing_) time_again();
  std::erase_if(awaited_, [&](const Awaited& a) {
    const bool ready = all_ready(a.programs);
    if (!ready && any_coming(a.programs)) return false;
    if (a.what == Timed::stage) {
      to_time_.push_back(a.ref);
    } else if (ready && a.what == Timed::every_product) {
      to_time_fully_.push_back(a.ref);
    } else if (ready) {
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
    const double expected_ms = static_cast<double>(stage.multiplications) / rate_per_ms_;
    if (expected_ms > kLongestMs ||
        wait_for({direct_program(stage.spec, stage.in, limits_)}, Timed::every_product, slot.ref)) {
      to_time_fully_.pop_front();
      return {};
    }
    if (auto begun = begin_timing(slot, true, expected_ms); !begun) return begun;
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
    if (wait_for({fused_program(task, limits_)}, Timed::both_at_once, last.ref)) {
      time_fused_ = false;
      return {};
    }
    auto tensor = pool_->take(last.stage->out, limits_);
    if (!tensor) return fail(tensor.error().message);
    timing_.emplace(std::move(*tensor), pool_);
    timing_->runs_wanted = runs_for(fused_expected_ms());
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

double EngineImpl::fused_expected_ms() const {
  const int64_t made = plan_->separable[0].multiplications + plan_->separable[1].multiplications;
  return static_cast<double>(made) / rate_per_ms_;
}

bool EngineImpl::may_fuse() const {
  if (plan_->separable.size() != 2) return false;
  const Stage &first = plan_->separable[0], &last = plan_->separable[1];
  return fused_expected_ms() < kLongestMs && !first.bias && fuses(first.spec, last.spec, first.in, limits_);
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
    if (budget_ms >= 0 && (ms_since(start) >= budget_ms || (timing_ && timing_->dispatched))) return;
  }
}

void EngineImpl::drop_timing() {
  to_time_.clear();
  to_time_fully_.clear();
  awaited_.clear();
  timed_beside_compiler_ = false;
  time_fused_ = false;
  timing_.reset();
}

}  // namespace sep::gpu

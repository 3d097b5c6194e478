// What the engine does once the results are there: it measures short stages again, because their first run
// is mostly the driver's preparing, and counts multiplications when asked to.
#include <algorithm>

#include "gpu/engine_impl.h"

namespace sep::gpu {
namespace {

constexpr double kShortMs = 8;
constexpr int64_t kMostTrialBytes = 16 << 20;
constexpr int kRuns = 3;

bool of_a_path(const StageSlot& slot) {
  return slot.stage != nullptr && (slot.ref.slot == Slot::separable || slot.ref.slot == Slot::standard);
}

}  // namespace

void EngineImpl::plan_again() {
  for (StageSlot& slot : slots_) {
    const bool is_short = of_a_path(slot) && slot.result && slot.result->runs < kRuns &&
                          slot.result->tensor.bytes() <= kMostTrialBytes &&
                          static_cast<double>(slot.stage->multiplications) < kShortMs * rate_per_ms_;
    if (!is_short) continue;
    for (int run = slot.result->runs; run < kRuns; ++run) again_.push_back(slot.ref);
  }
}

/// Begins a run of the stage in front, or takes its time when that has arrived.
Result<void> EngineImpl::measure_again() {
  StageSlot& slot = *find(again_.front());
  if (trial_ == nullptr) {
    auto tensor = pool_->take(slot.stage->out, limits_);
    if (!tensor) return again_.clear(), Result<void>{};  // no room: the first time is as good as it gets
    trial_ = std::make_shared<StageResult>(std::move(*tensor), pool_);
    auto job = ConvJob::create(programs_, limits_, task_of(slot, trial_->tensor));
    if (!job) return fail(job.error().message);
    trial_->variant = job->variant().name;
    job->warm_up();
    while (!job->finished()) {
      trial_->watch.begin();
      job->run_next();
      trial_->watch.end();
    }
    glFlush();
    return gl_errors("the stage \"" + slot.stage->name + "\"");
  }
  if (!trial_->watch.poll() || !slot.result->watch.poll()) return {};
  if (trial_->watch.milliseconds() < slot.result->watch.milliseconds()) {
    slot.result->watch = std::move(trial_->watch);
    slot.result->variant = trial_->variant;
  }
  ++slot.result->runs;
  trial_.reset();
  again_.pop_front();
  return {};
}

void EngineImpl::request_counts() {
  counts_.clear();
  count_job_.reset();
  to_count_ = counted_ = 0;
  for (const StageSlot& slot : slots_) {
    if (!of_a_path(slot) || (slot.result && slot.result->count)) continue;
    counts_.push_back(slot.ref);
    to_count_ += slot.stage->multiplications;
  }
}

/// One dispatch.
Result<void> EngineImpl::count_next() {
  StageSlot& slot = *find(counts_.front());
  if (!count_job_) {
    ConvTask conv = task_of(slot, slot.result->tensor);
    auto job = CountJob::create(
        programs_, limits_, {conv.in, conv.out, conv.spec, std::move(conv.weights), std::move(conv.bias)});
    if (!job) return counts_.clear(), fail(job.error().message);
    count_job_ = std::move(*job);
  }
  counted_ += count_job_->run_next();
  if (!software_) glFlush();
  if (!count_job_->finished()) return gl_errors("the count");
  slot.result->count = count_job_->result();
  count_job_.reset();
  counts_.pop_front();
  return gl_errors("the count");
}

Result<void> EngineImpl::after_work(double budget_ms) {
  const auto start = Clock::now();
  while (!settled()) {
    if (auto did = again_.empty() ? count_next() : measure_again(); !did) {
      drop_after_work();
      return did;
    }
    if (budget_ms < 0 && !again_.empty()) glFinish();
    if (budget_ms >= 0 && ms_since(start) >= budget_ms) break;
    if (budget_ms >= 0 && trial_ != nullptr) break;  // its time arrives with a later frame
  }
  return {};
}

void EngineImpl::drop_after_work() {
  again_.clear();
  trial_.reset();
  counts_.clear();
  count_job_.reset();
}

double EngineImpl::counting_progress() const {
  if (counts_.empty() || to_count_ == 0) return counts_.empty() ? 1 : 0;
  return std::clamp(static_cast<double>(counted_) / static_cast<double>(to_count_), 0.0, 1.0);
}

std::vector<CountedStage> EngineImpl::counted() const {
  std::vector<CountedStage> out;
  for (const StageSlot& slot : slots_) {
    if (!of_a_path(slot) || !slot.result || !slot.result->done || !slot.result->count) continue;
    const StageCount& c = *slot.result->count;
    const Stage& s = *slot.stage;
    out.push_back({s.path, s.name, s.multiplications, c.counted, c.useful, c.largest_difference});
  }
  return out;
}

}  // namespace sep::gpu

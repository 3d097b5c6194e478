// What the engine does once the results are there: it counts multiplications when asked to.
#include <algorithm>

#include "gpu/engine_impl.h"

namespace sep::gpu {

void EngineImpl::request_counts() {
  drop_counts();
  to_count_ = counted_ = 0;
  for (const StageSlot& slot : slots_) {
    if (!slot.of_a_path() || (slot.result && slot.result->count)) continue;
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
    if (!job) return fail(job.error().message);
    count_job_ = std::move(*job);
  }
  counted_ += count_job_->run_next();
  if (!software_) glFlush();
  if (!count_job_->finished()) return gl_errors("the count");
  const StageCount count = count_job_->result();
  if (auto ok = gl_errors("the count"); !ok) return ok;
  slot.result->count = count;
  count_job_.reset();
  counts_.pop_front();
  return {};
}

Result<void> EngineImpl::count_stages(double budget_ms) {
  const auto start = Clock::now();
  while (counting()) {
    if (auto did = count_next(); !did) {
      drop_counts();
      return did;
    }
    if (budget_ms >= 0 && ms_since(start) >= budget_ms) break;
  }
  return {};
}

void EngineImpl::drop_counts() {
  counts_.clear();
  count_job_.reset();
}

double EngineImpl::counting_progress() const {
  if (!counting()) return 1;
  return std::clamp(static_cast<double>(counted_) / static_cast<double>(to_count_), 0.0, 1.0);
}

std::vector<CountedStage> EngineImpl::counted() const {
  std::vector<CountedStage> out;
  for (const StageSlot& slot : slots_) {
    if (!slot.of_a_path() || !slot.result || !slot.result->done || !slot.result->count) continue;
    const StageCount& c = *slot.result->count;
    const Stage& s = *slot.stage;
    out.push_back({s.path, s.name, s.multiplications, c.counted, c.useful, c.largest_difference});
  }
  return out;
}

}  // namespace sep::gpu

// Running the work in slices, and one convolution from host to host.
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "gpu/engine_impl.h"
#include "gpu/reduce.h"
#include "gpu/variant.h"

namespace sep::gpu {
namespace {

constexpr double kSliceMs = 6;
constexpr int64_t kLeastSlice =
    4 << 20;  // takes less than a millisecond; what a dispatch costs at all would show below
constexpr double kWorthCompilingMs = 500;  // a stage that takes longer may wait for its special program

void wait_for_gpu() {
  const GLsync fence = glFenceSync(GL_SYNC_GPU_COMMANDS_COMPLETE, 0);
  constexpr GLuint64 kTenSeconds = 10'000'000'000ULL;
  glClientWaitSync(fence, GL_SYNC_FLUSH_COMMANDS_BIT, kTenSeconds);
  glDeleteSync(fence);
}

}  // namespace

int64_t EngineImpl::slice_work() const {
  return std::max(static_cast<int64_t>(rate_per_ms_ * kSliceMs), kLeastSlice);
}

void EngineImpl::learn_rate(int64_t work, double ms) {
  if (work < (1 << 20) || ms < 0.05) return;
  const double rate = std::clamp(static_cast<double>(work) / ms, 1e5, 1e11);
  rate_per_ms_ = 0.7 * rate_per_ms_ + 0.3 * rate;
}

ConvTask EngineImpl::task_of(const StageSlot& slot, const GpuTensor& out) {
  const Stage* stage = slot.stage;
  ConvTask task;
  task.in = &find(input_of(slot.ref))->result->tensor;
  task.out = &out;
  task.spec = stage->spec;
  task.weights = [plan = plan_, stage](int n0, int n1) { return weights_of(*plan, *stage, n0, n1); };
  if (stage->bias) task.bias = *stage->bias;
  task.most_work = slice_work();
  const double ms = static_cast<double>(stage->multiplications) / rate_per_ms_;
  task.pool = pool_;
  task.finite = image_finite_;
  // The paths are compared by what they multiply: equal weights count as often as they stand in a kernel, so
  // they are multiplied as often.
  task.saving = Saving::winograd;
  task.compile = interactive_ ? Compile::later : ms > kWorthCompilingMs ? Compile::now : Compile::never;
  return task;
}

/// The very first stage waits for the driver's compiler: those after it are compiled meanwhile, the last one,
/// which is reached last, first.
void EngineImpl::prepare_first_programs() {
  if (!interactive_ || begun_) return;
  begun_ = true;
  for (size_t i = work_.size(); i-- > 1;) {
    const Stage* stage = find(work_[i])->stage;
    if (stage != nullptr) programs_.prepare(general_program(stage->spec), Haste::someday);
  }
}

Result<void> EngineImpl::begin_stage(StageSlot& slot) {
  prepare_first_programs();
  auto tensor = pool_->take(slot.stage->out, limits_);
  if (!tensor) return fail(tensor.error().message);
  slot.result = std::make_shared<StageResult>(std::move(*tensor), pool_);
  auto job = make_job(programs_, limits_, task_of(slot, slot.result->tensor));
  if (!job) return fail(job.error().message);
  slot.result->take(**job);
  job_ = std::move(*job);
  job_->warm_up();
  return {};
}

Result<void> EngineImpl::begin_difference(StageSlot& slot) {
  auto tensor = pool_->take(plan_->standard.front().out, limits_);
  if (!tensor) return fail(tensor.error().message);
  slot.result = std::make_shared<StageResult>(std::move(*tensor), pool_);
  const StageSlot* separable = find({Slot::separable, static_cast<int>(plan_->separable.size()) - 1});
  const StageSlot* standard = find({Slot::standard, 0});
  auto job = DifferenceJob::create(programs_, limits_, separable->result->tensor, standard->result->tensor,
                                   slot.result->tensor);
  if (!job) return fail(job.error().message);
  difference_job_ = std::move(*job);
  return {};
}

/// One dispatch of the difference; true after the last.
Result<bool> EngineImpl::step_difference(StageSlot& slot) {
  if (!difference_job_) {
    if (auto begun = begin_difference(slot); !begun) return fail(begun.error().message);
  }
  difference_job_->run_next();
  if (!software_) wait_for_gpu();
  if (!difference_job_->finished()) return false;
  difference_ = difference_job_->result();
  difference_job_.reset();
  return true;
}

/// One dispatch of a stage; true after the last.
Result<bool> EngineImpl::step_stage(StageSlot& slot) {
  if (!job_) {
    if (auto begun = begin_stage(slot); !begun) return fail(begun.error().message);
  }
  slot.result->watch.begin();
  if (software_) glFinish();  // see run_timed()
  const auto start = Clock::now();
  const double cpu = processor_ms();
  const Done did = job_->run_next();
  slot.result->watch.end();
  if (!software_) wait_for_gpu();
  // While others compute, waiting for a core is most of a slice; smaller slices would only wait more often.
  learn_rate(did.work, software_ ? std::min(ms_since(start), processor_ms() - cpu) : ms_since(start));
  done_work_ += did.multiplications;
  if (!job_->finished()) return false;
  job_.reset();
  return true;
}

Result<void> EngineImpl::step() {
  StageSlot& slot = *find(work_.front());
  const auto ended = slot.stage == nullptr ? step_difference(slot) : step_stage(slot);
  if (!ended) return fail(ended.error().message);
  if (auto ok =
          gl_errors(slot.stage != nullptr ? "the stage \"" + slot.stage->name + "\"" : "the difference");
      !ok)
    return ok;
  if (!*ended) return {};
  slot.result->done = true;
  slot.shown = slot.result;
  slot.version = next_version_++ << 1 | 1;
  work_.pop_front();
  return {};
}

void EngineImpl::drop_work() {
  work_.clear();
  job_.reset();
  difference_job_.reset();
  drop_counts();
  drop_timing();
}

/// The first time that somebody is waiting for frames and nothing is left to do.
void EngineImpl::prepare_likely_programs() {
  if (!interactive_ || prepared_) return;
  prepared_ = true;
  for (const ProgramKey& key : likely_programs(limits_)) programs_.prepare(key, Haste::someday);
}

Result<void> EngineImpl::compute(double budget_ms) {
  const auto start = Clock::now();
  while (!work_.empty()) {
    if (auto stepped = step(); !stepped) {
      StageSlot& slot = *find(work_.front());
      if (slot.stage == nullptr) difference_.reset();
      slot.result.reset();
      drop_work();
      failed_ = true;
      return stepped;
    }
    if (budget_ms >= 0 && ms_since(start) >= budget_ms) break;
  }
  if (budget_ms < 0) glFinish();
  spent_ms_ += ms_since(start);
  return {};
}

Result<bool> EngineImpl::advance(double budget_ms) {
  interactive_ = budget_ms >= 0;
  const bool computing = !work_.empty();
  if (computing) {
    if (auto computed = compute(budget_ms); !computed) return fail(computed.error().message);
  }
  for (StageSlot& slot : slots_) {
    if (slot.result) slot.result->watch.poll();
  }
  // the picture first: whoever waits for frames sees the results before anything else is done with them
  if (!computing || (budget_ms < 0 && done())) {
    if (auto more = count_stages(budget_ms); !more) return fail(more.error().message);
  }
  if (done() && !counting() && (!computing || budget_ms < 0)) time_stages(budget_ms);
  if (done() && !context_lost()) prepare_likely_programs();
  return settled();
}

double EngineImpl::progress() const {
  if (done() || total_work_ <= 0) return done() ? 1.0 : 0.0;
  return std::clamp(static_cast<double>(done_work_) / static_cast<double>(total_work_), 0.0, 1.0);
}

double EngineImpl::left_ms() const {
  const double made = progress();
  return made > 0 ? spent_ms_ * (1 - made) / made : std::numeric_limits<double>::infinity();
}

Result<Tensor> EngineImpl::convolve(const Tensor& x, std::span<const float> weights,
                                    std::span<const float> bias, const ConvSpec& spec) {
  const auto shape = output_shape(spec, x.shape);
  if (!shape) return fail(shape.error().message);
  if (static_cast<int64_t>(weights.size()) != spec.weight_count()) {
    return fail(fmt::format("{} weights given, {} expected", weights.size(), spec.weight_count()));
  }
  if (!bias.empty() && static_cast<int>(bias.size()) != spec.c_out) {
    return fail(fmt::format("{} bias values given, {} expected", bias.size(), spec.c_out));
  }
  const int64_t needed =
      tensor_bytes(x.shape) + tensor_bytes(*shape) + job_scratch_bytes(spec, x.shape, limits_);
  if (limits_.total_bytes > 0 && needed > limits_.total_bytes) {
    return fail(fmt::format("this convolution needs {} MiB on the GPU, and {} MiB can be had", needed >> 20,
                            limits_.total_bytes >> 20));
  }
  auto in = make_gpu_tensor(x.shape, limits_);
  if (!in) return fail(in.error().message);
  auto out = make_gpu_tensor(*shape, limits_);
  if (!out) return fail(out.error().message);
  begin_gl_errors();
  upload(*in, x);
  ConvTask task{&*in, &*out, spec, {}, {bias.begin(), bias.end()}, slice_work(), Compile::now};
  task.finite = all_finite(x.values);
  task.weights = weights_from(weights, spec);
  auto job = make_job(programs_, limits_, std::move(task));
  if (!job) return fail(job.error().message);
  while (!(*job)->finished()) (*job)->run_next();
  if (auto ok = gl_errors("the convolution"); !ok) return fail(ok.error().message);
  Tensor result = download(*out);
  if (auto ok = gl_errors("reading the result"); !ok) return fail(ok.error().message);
  return result;
}

}  // namespace sep::gpu

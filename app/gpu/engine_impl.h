// The one implementation of Engine. Split over engine.cpp (plans, slots), engine_work.cpp (running),
// engine_count.cpp (counting) and engine_read.cpp (looking).
#pragma once

#include <algorithm>
#include <chrono>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "gpu/count_job.h"
#include "gpu/engine.h"
#include "gpu/fused.h"
#include "gpu/gl_errors.h"
#include "gpu/gl_messages.h"
#include "gpu/programs.h"
#include "gpu/reduce.h"
#include "gpu/stage_slot.h"

namespace sep::gpu {

using Clock = std::chrono::steady_clock;
inline double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

class EngineImpl final : public Engine {
 public:
  EngineImpl(const std::filesystem::path& shader_dir, std::optional<Limits> limits);

  Result<void> set_image(const Tensor& image, uint64_t key) override;
  Result<void> set_plan(std::shared_ptr<const Plan> plan) override;
  Result<bool> advance(double budget_ms) override;
  void trim() override { pool_->clear(); }
  double progress() const override;
  double left_ms() const override;
  bool done() const override { return work_.empty() && !failed_; }
  bool settled() const override {
    return work_.empty() && counts_.empty() && to_time_.empty() && to_time_fully_.empty() && !time_fused_ &&
           std::ranges::none_of(awaited_, [&](const Awaited& a) { return all_ready(a.programs); }) &&
           (!timed_beside_compiler_ || programs_.preparing());
  }
  bool awaits_programs() const override {
    return timed_beside_compiler_ ||
           std::ranges::any_of(awaited_, [&](const Awaited& a) { return any_coming(a.programs); });
  }
  void request_counts() override;
  bool counting() const override { return !counts_.empty(); }
  double counting_progress() const override;
  std::vector<CountedStage> counted() const override;
  const GpuTensor* tensor(StageRef ref) const override;
  uint64_t version(StageRef ref) const override;
  Range range(StageRef ref) override;
  std::span<const Range> channel_ranges(StageRef ref) override;
  std::optional<Difference> difference() override { return difference_; }
  PathTime times() const override;
  std::optional<PathTime> times_of_every_product() const override;
  std::optional<double> stage_ms(StageRef ref) const override;
  std::string variant(StageRef ref) const override;
  int64_t multiplications_made(StageRef ref) const override;
  std::string saving(StageRef ref) const override;
  std::optional<FusedTime> fused() const override { return fused_; }
  Result<Tensor> read(StageRef ref) override;
  std::vector<float> read_window(StageRef ref, int64_t c, int y0, int x0, int rows, int cols) override;
  Result<Tensor> convolve(const Tensor& x, std::span<const float> weights, std::span<const float> bias,
                          const ConvSpec& spec) override;
  const Limits& limits() const override { return limits_; }
  void set_family(Family family) override { limits_.family = family; }
  std::string device() const override { return device_; }
  bool software() const override { return software_; }
  std::vector<std::string> take_gl_messages() override { return messages_.take(); }

 private:
  const StageSlot* find(StageRef ref) const;
  StageSlot* find(StageRef ref) { return const_cast<StageSlot*>(std::as_const(*this).find(ref)); }
  /// What is on the screen for a slot: its result when done, else the last one of its shape.
  static StageResult* visible(const StageSlot* slot);
  Result<void> check_memory(const Plan& plan) const;
  std::vector<StageSlot> slots_of(const Plan& plan) const;
  /// The slot whose tensor a stage reads.
  StageRef input_of(StageRef ref) const;
  Result<void> begin_stage(StageSlot& slot);
  Result<void> begin_difference(StageSlot& slot);
  Result<bool> step_difference(StageSlot& slot);
  Result<bool> step_stage(StageSlot& slot);
  /// One dispatch, or the end of a stage.
  Result<void> step();
  void drop_work();
  ConvTask task_of(const StageSlot& slot, const GpuTensor& out);
  Result<void> compute(double budget_ms);
  /// Once the results are there.
  Result<void> count_stages(double budget_ms);
  void drop_counts();
  Result<void> count_next();
  void time_stages(double budget_ms);
  Result<void> time_next();
  Result<bool> run_timed();
  void end_timing(const StageSlot& slot);
  enum class Timed { stage, every_product, both_at_once };
  bool wait_for(const std::vector<ProgramKey>& programs, Timed what, StageRef ref);
  bool all_ready(const std::vector<ProgramKey>& programs) const {
    return std::ranges::all_of(programs, [&](const ProgramKey& key) { return programs_.ready(key); });
  }
  bool any_coming(const std::vector<ProgramKey>& programs) const {
    return std::ranges::any_of(programs, [&](const ProgramKey& key) { return programs_.coming(key); });
  }
  void take_awaited();
  void time_again();
  Result<void> time_every_product();
  Result<void> time_fused();
  FusedTask fused_task(const StageSlot& last) const;
  double fused_expected_ms() const;
  bool may_fuse() const;
  Result<void> begin_timing(const StageSlot& slot, bool every_product, double expected_ms);
  void drop_timing();
  void learn_rate(int64_t work, double ms);
  int64_t slice_work() const;
  void prepare_likely_programs();
  void prepare_first_programs();

  ProgramCache programs_;
  GlMessages messages_;
  Limits limits_;
  bool software_ = false;
  std::string device_;
  std::shared_ptr<TensorPool> pool_ = std::make_shared<TensorPool>();
  std::shared_ptr<StageResult> image_;
  uint64_t image_key_ = 0;
  bool image_finite_ = true;
  std::shared_ptr<const Plan> plan_;
  std::vector<StageSlot> slots_;
  std::deque<StageRef> work_;    ///< stages to compute, in order
  std::deque<StageRef> counts_;  ///< stages to count
  std::optional<CountJob> count_job_;
  int64_t to_count_ = 0, counted_ = 0;
  std::deque<StageRef> to_time_;        ///< stages to time again
  std::deque<StageRef> to_time_fully_;  ///< stages to time with every product, after to_time_
  std::optional<Timing> timing_;
  bool time_fused_ = false;  ///< after to_time_
  /// What is timed once its programs are there.
  struct Awaited {
    std::vector<ProgramKey> programs;
    Timed what;
    StageRef ref;  ///< of the last stage, where it is both at once
  };
  std::vector<Awaited> awaited_;
  bool timed_beside_compiler_ = false;  ///< which took one of few cores: to be timed again when it is done
  std::optional<FusedTime> fused_;
  uint64_t fused_key_ = 0;    ///< of the stage that fused_ ends with
  std::unique_ptr<Job> job_;  ///< of the stage at the front of work_
  std::optional<DifferenceJob> difference_job_;
  int64_t total_work_ = 0, done_work_ = 0;
  double spent_ms_ = 0;       ///< on done_work_
  double rate_per_ms_ = 5e6;  ///< work (see Slab), measured
  std::optional<Difference> difference_;
  uint64_t next_version_ = 1;
  bool begun_ = false;        ///< the first stage
  bool interactive_ = false;  ///< advance() was last called with a budget
  bool failed_ = false;       ///< the plan could not be computed to its end
  bool prepared_ = false;     ///< likely programs have been asked for
};

}  // namespace sep::gpu

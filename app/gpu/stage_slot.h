// One tensor of the plan with what is known of it: whether it is done, its time, ranges and version.
#pragma once

#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/plan.h"
#include "gpu/count_job.h"
#include "gpu/engine.h"
#include "gpu/job.h"
#include "gpu/stopwatch.h"
#include "gpu/tensor_gpu.h"
#include "gpu/tensor_pool.h"

namespace sep::gpu {

/// A finished or growing result. Shared, so that a plan can keep what the plan before it made.
struct StageResult {
  StageResult(GpuTensor t, std::shared_ptr<TensorPool> p) : tensor(std::move(t)), pool(std::move(p)) {}
  StageResult(const StageResult&) = delete;
  StageResult& operator=(const StageResult&) = delete;
  ~StageResult() {
    if (pool) pool->give(std::move(tensor));
  }

  GpuTensor tensor;
  std::shared_ptr<TensorPool> pool;  ///< gets the tensor back
  bool done = false;
  Stopwatch watch;                ///< of the run that made it
  std::optional<double> best_ms;  ///< shortest of the runs after that, when there were any
  /// Shortest run with every product made, where `saving` is not empty and that is known.
  std::optional<double> every_product_ms;
  std::string variant;             ///< which shaders ran
  int64_t made = 0;                ///< multiplications that they made
  std::vector<ProgramKey> better;  ///< programs that it had to do without
  std::string saving;              ///< how they made fewer than the formula says
  bool saves_unmeasured() const { return !saving.empty() && !every_product_ms; }
  void take(const Job& job) {
    variant = job.name();
    made = job.multiplications_made();
    saving = job.saving();
    better = job.better();
  }
  std::optional<StageCount> count;
  std::vector<Range> channel_ranges;  ///< empty until asked for
};

/// A stage that is run again for its time alone.
struct Timing {
  Timing(GpuTensor tensor, std::shared_ptr<TensorPool> pool) : spare(std::move(tensor), std::move(pool)) {}

  StageResult spare;  ///< where its results go
  std::unique_ptr<Job> job;
  Stopwatch watch;
  int runs_wanted = 1;
  int runs = 0;
  bool running = false;     ///< some of a run is dispatched
  bool dispatched = false;  ///< all of it: its time is on its way
  double best_ms = std::numeric_limits<double>::infinity();
};

struct StageSlot {
  StageRef ref;
  const Stage* stage = nullptr;  ///< null for image and difference
  bool of_a_path() const {
    return stage != nullptr && (ref.slot == Slot::separable || ref.slot == Slot::standard);
  }
  uint64_t key = 0;
  uint64_t version = 0;
  std::shared_ptr<StageResult> result;
  std::shared_ptr<StageResult>
      shown;  ///< last finished result of the same shape: what is on the screen meanwhile
};

}  // namespace sep::gpu

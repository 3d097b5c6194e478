// Two stages as one job, for when nobody looks at the stack between them: it is never written.
#pragma once

#include "gpu/job.h"

namespace sep::gpu {

/// Stages that follow each other, each with its weights as in ConvTask. in and out outlive it.
struct FusedTask {
  const GpuTensor* in = nullptr;
  const GpuTensor* out = nullptr;
  ConvSpec first, second;
  WeightsOf first_weights, second_weights;
  std::vector<float> bias;  ///< of the second; the first has none
  int64_t most_work = 0;    ///< about what one dispatch may do
};

/// Whether two stages can be made at once.
bool fuses(const ConvSpec& first, const ConvSpec& second, const Shape& in, const Limits& limits);

/// The program that make_fused_job() takes.
ProgramKey fused_program(const FusedTask& task, const Limits& limits);

/// For stages that fuse. Error: a shader that does not compile, in words.
Result<std::unique_ptr<Job>> make_fused_job(ProgramCache& programs, const Limits& limits, FusedTask task);

}  // namespace sep::gpu

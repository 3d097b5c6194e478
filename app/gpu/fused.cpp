// Bodies of fused.h.
#include "gpu/fused.h"

#include "gpu/separable_job.h"

namespace sep::gpu {

// A depthwise and a pointwise stage at once were tried and are slower where processors run the shaders: the
// sums of 64 output channels leave the registers, and with fewer the depthwise maps are made again and again
// (17 ms instead of 12.5 for 32 → 64 channels of 256²).
bool fuses(const ConvSpec& first, const ConvSpec& second, const Shape& in, const Limits& limits) {
  return SeparableJob::serves(first, second, in, limits);
}

ProgramKey fused_program(const FusedTask& task) { return SeparableJob::program(task); }

Result<std::unique_ptr<Job>> make_fused_job(ProgramCache& programs, const Limits& limits, FusedTask task) {
  return SeparableJob::create(programs, limits, std::move(task));
}

}  // namespace sep::gpu

// Bodies of fused.h.
#include "gpu/fused.h"

#include "gpu/separable_job.h"

namespace sep::gpu {

bool fuses(const ConvSpec& first, const ConvSpec& second, const Shape& in, const Limits& limits) {
  return SeparableJob::serves(first, second, in, limits);
}

Result<std::unique_ptr<Job>> make_fused_job(ProgramCache& programs, const Limits& limits, FusedTask task) {
  return SeparableJob::create(programs, limits, std::move(task));
}

}  // namespace sep::gpu

// Bodies of fused.h.
#include "gpu/fused.h"

#include "gpu/separable_job.h"
#include "gpu/tile_job.h"

namespace sep::gpu {

// Without shared memory a depthwise and a pointwise stage at once were tried and are slower where processors
// run the shaders: the sums of 64 output channels leave the registers, and with fewer the depthwise maps are
// made again and again (17 ms instead of 12.5 for 32 → 64 channels of 256²).
bool fuses(const ConvSpec& first, const ConvSpec& second, const Shape& in, const Limits& limits) {
  if (limits.family == Family::tiles) return tile_shader(first, second, in, limits).has_value();
  return SeparableJob::serves(first, second, in, limits);
}

ProgramKey fused_program(const FusedTask& task, const Limits& limits) {
  if (limits.family == Family::tiles)
    return tile_shader(task.first, task.second, task.in->shape, limits)->key;
  return SeparableJob::program(task);
}

Result<std::unique_ptr<Job>> make_fused_job(ProgramCache& programs, const Limits& limits, FusedTask task) {
  if (limits.family == Family::tiles) {
    auto shader = tile_shader(task.first, task.second, task.in->shape, limits);
    return TileJob::create(programs, limits, task, std::move(*shader));
  }
  return SeparableJob::create(programs, limits, std::move(task));
}

}  // namespace sep::gpu

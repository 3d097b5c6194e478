// Bodies of machine_speed.h.
#include "gpu/machine_speed.h"

#include <epoxy/gl.h>

#include <algorithm>
#include <functional>

#include "gpu/stopwatch.h"

namespace sep::gpu {
namespace {

constexpr int kLocal = 64, kTurns = 256, kGroups = 512;
constexpr int kSums = 6, kWide = 4, kTimes = 4;  ///< of multiply_add.comp: vec4s, and times a turn

/// Median GPU time of `run`, in milliseconds, the first run not counted.
double median_ms(int repeats, const std::function<void()>& run) {
  std::vector<double> times;
  run();
  glFinish();
  for (int i = 0; i < std::max(1, repeats); ++i) {
    Stopwatch watch;
    watch.begin();
    run();
    watch.end();
    glFinish();
    while (!watch.poll()) {
    }
    times.push_back(watch.milliseconds());
  }
  std::ranges::sort(times);
  return times[times.size() / 2];
}

/// As large as one storage block may be, so that it is one dispatch; 256 MB where that fits.
Shape copy_shape(const Limits& limits) {
  const int64_t floats = std::min<int64_t>(64 << 20, limits.storage_block_bytes / 4);
  return {1, 1, std::max<int64_t>(1, floats / 4096), 4096};
}

Result<double> copy_speed(ProgramCache& programs, const Limits& limits, int repeats) {
  const auto program = programs.get("bench/copy.comp");
  if (!program) return fail(program.error().message);
  const Shape shape = copy_shape(limits);
  auto from = make_gpu_tensor(shape, limits), to = make_gpu_tensor(shape, limits);
  if (!from) return fail(from.error().message);
  if (!to) return fail(to.error().message);
  upload(*from, {shape, std::vector<float>(static_cast<size_t>(shape.elements()), 1.0F)});
  const auto texels = static_cast<int>(from->plane_floats / 4);
  const int groups = (texels / 4 + kLocal - 1) / kLocal, wide = std::min(groups, limits.max_groups);
  const double ms = median_ms(repeats, [&] {
    glUseProgram((*program)->get());
    (*program)->set("u_texels", texels);
    bind_texels(0, from->pages.front().texture);
    glBindBufferRange(GL_SHADER_STORAGE_BUFFER, 0, to->pages.front().buffer.get(), 0,
                      from->plane_floats * static_cast<GLsizeiptr>(sizeof(float)));
    glDispatchCompute(static_cast<GLuint>(wide), static_cast<GLuint>((groups + wide - 1) / wide), 1);
  });
  return 2e-6 * static_cast<double>(from->bytes()) / ms;
}

Result<double> multiply_add_speed(ProgramCache& programs, const Limits& limits, int repeats) {
  const auto program = programs.get("bench/multiply_add.comp", {{"TURNS", kTurns}});
  if (!program) return fail(program.error().message);
  const auto out = make_gpu_tensor({1, 1, kGroups, kLocal * kWide}, limits);
  if (!out) return fail(out.error().message);
  const double ms = median_ms(repeats, [&] {
    glUseProgram((*program)->get());
    (*program)->set("u_salt", 0);
    glBindBufferRange(GL_SHADER_STORAGE_BUFFER, 0, out->pages.front().buffer.get(), 0, out->bytes());
    glDispatchCompute(kGroups, 1, 1);
  });
  const double products = double{kGroups} * kLocal * kSums * kWide * kTimes * kTurns;
  return 2e-6 * products / ms;
}

}  // namespace

Result<MachineSpeed> measure_machine(ProgramCache& programs, const Limits& limits, int repeats) {
  const auto copy = copy_speed(programs, limits, repeats);
  if (!copy) return fail(copy.error().message);
  const auto peak = multiply_add_speed(programs, limits, repeats);
  if (!peak) return fail(peak.error().message);
  return MachineSpeed{*copy, *peak};
}

}  // namespace sep::gpu

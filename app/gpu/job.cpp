// Bodies of job.h.
#include "gpu/job.h"

#include <algorithm>
#include <cmath>

#include "gpu/conv_job.h"
#include "gpu/tile_job.h"
#include "gpu/winograd_job.h"

namespace sep::gpu {
namespace {

/// Those of a task's special programs that cannot be had without waiting; has them prepared.
std::vector<ProgramKey> missing(ProgramCache& programs, const std::vector<ProgramKey>& keys,
                                Compile compile) {
  std::vector<ProgramKey> out;
  for (const ProgramKey& key : keys) {
    if (compile == Compile::now || programs.ready(key)) continue;
    out.push_back(key);
    if (compile == Compile::later) programs.prepare(key);
  }
  return out;
}

/// A job that runs until those programs are there.
Result<std::unique_ptr<Job>> with_better(Result<std::unique_ptr<Job>> job,
                                         const std::vector<ProgramKey>& programs) {
  if (job) (*job)->add_better(programs);
  return job;
}

}  // namespace

bool all_finite(std::span<const float> values) {
  return std::ranges::all_of(values, [](float v) { return std::isfinite(v); });
}

Result<std::unique_ptr<Job>> make_job(ProgramCache& programs, const Limits& limits, ConvTask task) {
  if (!task.finite || task.saving == Saving::none || !WinogradJob::serves(task.spec, task.in->shape, limits))
    return make_direct_job(programs, limits, std::move(task));
  const std::vector<float> all = task.weights(0, task.spec.c_out);
  if (!all_finite(all)) return make_direct_job(programs, limits, std::move(task));
  const auto absent =
      missing(programs, WinogradJob::programs(task.spec, task.in->shape, limits), task.compile);
  if (absent.empty()) return WinogradJob::create(programs, limits, std::move(task), all);
  return with_better(make_direct_job(programs, limits, std::move(task)), absent);
}

Result<std::unique_ptr<Job>> make_direct_job(ProgramCache& programs, const Limits& limits, ConvTask task) {
  if (limits.family == Family::tiles) {
    if (auto shader = tile_shader(task.spec, task.in->shape, limits)) {
      const auto absent = missing(programs, {shader->key}, task.compile);
      if (absent.empty()) return TileJob::create(programs, limits, task, std::move(*shader));
      return with_better(ConvJob::create(programs, limits, std::move(task)), absent);
    }
  }
  return ConvJob::create(programs, limits, std::move(task));
}

ProgramKey direct_program(const ConvSpec& spec, const Shape& in, const Limits& limits, Mirrored mirrored) {
  if (limits.family == Family::tiles) {
    if (auto shader = tile_shader(spec, in, limits)) return shader->key;
  }
  return variant_of(geometry_of(spec), true, Fit::special, mirrored).key();
}

ProgramKey general_program(const ConvSpec& spec) {
  return variant_of(geometry_of(spec), true, Fit::general).key();
}

int64_t job_scratch_bytes(const ConvSpec& spec, const Shape& in, const Limits& limits) {
  return WinogradJob::serves(spec, in, limits) ? WinogradJob::scratch_bytes(spec, in, limits)
                                               : ConvJob::scratch_bytes(spec, in);
}

WeightsOf weights_from(std::span<const float> all, const ConvSpec& spec) {
  return [all, per = spec.weight_count() / spec.c_out](int n0, int n1) {
    return std::vector<float>(all.begin() + n0 * per, all.begin() + n1 * per);
  };
}

void bind_output(const GpuTensor& target, const OutputPart& part, const Limits& limits,
                 ComputeProgram& program) {
  constexpr int64_t kFloat = sizeof(float);
  int64_t offset = 0;
  const Page& page = target.page_of(part.plane, offset);
  const int64_t first = (offset + part.y0 * target.row_floats) * kFloat;
  const int64_t begin = first / limits.storage_alignment * limits.storage_alignment;
  const int64_t end =
      (offset + (part.count - 1) * target.plane_floats + std::max(part.y1, part.y0 + 1) * target.row_floats) *
      kFloat;
  glBindBufferRange(GL_SHADER_STORAGE_BUFFER, 0, page.buffer.get(), begin, end - begin);
  program.set({{"u_out_first", (offset * kFloat - begin) / 16}, {"u_out_plane", target.plane_floats / 4}});
}

void set_spec(ComputeProgram& program, const ConvSpec& s) {
  program.set({{"u_c_in_per_group", s.c_in_per_group()},
               {"u_c_out_per_group", s.c_out_per_group()},
               {"u_kernel_h", s.kernel.h},
               {"u_kernel_w", s.kernel.w},
               {"u_stride_h", s.stride.h},
               {"u_stride_w", s.stride.w},
               {"u_dilation_h", s.dilation.h},
               {"u_dilation_w", s.dilation.w},
               {"u_pad_top", s.pads.top},
               {"u_pad_left", s.pads.left}});
}

void finish_writes() {
  glMemoryBarrier(GL_TEXTURE_FETCH_BARRIER_BIT | GL_SHADER_STORAGE_BARRIER_BIT |
                  GL_BUFFER_UPDATE_BARRIER_BIT);
}

Result<std::shared_ptr<GpuTensor>> borrowed(std::shared_ptr<TensorPool> pool, const Shape& shape,
                                            const Limits& limits) {
  if (!pool) pool = std::make_shared<TensorPool>();
  auto tensor = pool->take(shape, limits);
  if (!tensor) return fail(tensor.error().message);
  return std::shared_ptr<GpuTensor>(new GpuTensor(std::move(*tensor)), [pool](GpuTensor* t) {
    pool->give(std::move(*t));
    delete t;
  });
}

}  // namespace sep::gpu

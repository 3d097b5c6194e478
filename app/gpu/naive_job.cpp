// Bodies of naive_job.h.
#include "gpu/naive_job.h"

#include <algorithm>

namespace sep::gpu {
namespace {

constexpr int kLanes = 64;

}  // namespace

bool NaiveJob::serves(const ConvSpec& s, const Shape& in, const Limits& limits) {
  const auto out = output_shape(s, in);
  if (!out || in.b != 1 || (s.border != Border::zero && s.pads != Pads{})) return false;
  const int64_t most = std::min(limits.storage_block_bytes, limits.page_bytes);
  return tensor_bytes(in) <= most && tensor_bytes(*out) <= most && out->c <= limits.max_groups &&
         out->h <= limits.max_groups;
}

Result<std::unique_ptr<Job>> NaiveJob::create(ProgramCache& programs, ConvTask task) {
  auto program = programs.get("bench/naive.comp");
  if (!program) return fail(program.error().message);
  auto job = std::unique_ptr<NaiveJob>(new NaiveJob);
  job->program_ = *program;
  job->task_ = std::move(task);
  const std::vector<float> weights = job->task_.weights(0, job->task_.spec.c_out);
  job->weights_ = Buffer::make();
  glBindBuffer(GL_SHADER_STORAGE_BUFFER, job->weights_.get());
  glBufferData(GL_SHADER_STORAGE_BUFFER, static_cast<GLsizeiptr>(weights.size() * sizeof(float)),
               weights.data(), GL_STATIC_DRAW);
  return job;
}

Done NaiveJob::run_next() {
  done_ = true;
  ComputeProgram& p = *program_;
  const GpuTensor &x = *task_.in, &y = *task_.out;
  glUseProgram(p.get());
  glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 0, y.pages.front().buffer.get());
  glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 1, x.pages.front().buffer.get());
  glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 2, weights_.get());
  set_spec(p, task_.spec);
  p.set({{"u_in_plane", x.plane_floats},
         {"u_in_row", x.row_floats},
         {"u_in_h", x.shape.h},
         {"u_in_w", x.shape.w},
         {"u_out_plane", y.plane_floats},
         {"u_out_row", y.row_floats},
         {"u_out_w", y.shape.w}});
  glDispatchCompute(static_cast<GLuint>(ceil_div(y.shape.w, kLanes)), static_cast<GLuint>(y.shape.h),
                    static_cast<GLuint>(y.shape.c));
  finish_writes();
  const int64_t made = multiplications_made();
  return {made, made};
}

}  // namespace sep::gpu

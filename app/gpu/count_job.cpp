// Bodies of count_job.h.
#include "gpu/count_job.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "gpu/job.h"

namespace sep::gpu {
namespace {

constexpr int64_t kLanes = 64;
constexpr int64_t kMostFloats = 4 << 20;  // sums, and weights, of one slice

int step_of(int64_t wanted, int64_t most) {
  return static_cast<int>(std::clamp<int64_t>(wanted, 1, std::max<int64_t>(most, 1)));
}

Buffer storage(int64_t bytes, const void* data) {
  Buffer buffer = Buffer::make();
  glBindBuffer(GL_SHADER_STORAGE_BUFFER, buffer.get());
  glBufferData(GL_SHADER_STORAGE_BUFFER, bytes, data, GL_DYNAMIC_COPY);
  return buffer;
}

/// As the shader's block Counters.
using Counters = std::array<uint32_t, 5>;

}  // namespace

Result<CountJob> CountJob::create(ProgramCache& programs, const Limits& limits, CountTask task) {
  auto program = programs.get("conv/count.comp");
  if (!program) return fail(program.error().message);
  CountJob job;
  job.program_ = *program;
  job.task_ = std::move(task);
  const ConvSpec& s = job.task_.spec;
  const Shape& out = job.task_.out->shape;
  const int64_t most_work = limits.software ? 4 << 20 : 400 << 20;  // multiplications of one dispatch
  const int64_t most_sums = std::min<int64_t>(kMostFloats, limits.storage_block_bytes / 4);
  const int64_t taps = int64_t{s.kernel.h} * s.kernel.w, per_element = taps * s.c_in_per_group();
  job.in_step_ = step_of(most_work / (out.w * taps), s.c_in_per_group());
  job.row_step_ = step_of(std::min(most_work / (out.w * taps * job.in_step_), most_sums / out.w), out.h);
  if (job.row_step_ == out.h) {
    const int64_t plane = out.h * out.w;
    job.channel_step_ = step_of(std::min({most_work / (plane * per_element), most_sums / plane,
                                          kMostFloats / (per_element + 1), int64_t{limits.max_groups}}),
                                out.c);
  }
  const int64_t sums = int64_t{job.channel_step_} * job.row_step_ * out.w;
  job.sums_ = storage(sums * 4, nullptr);
  const Counters zeros{};
  job.counters_ = storage(sizeof zeros, zeros.data());
  return job;
}

CountJob::Slice CountJob::slice() const {
  const ConvSpec& s = task_.spec;
  const auto page_end = [b = b_](const GpuTensor& t, int c) {
    int64_t offset = 0;
    const Page& page = t.page_of(t.plane_of(b, c), offset);
    return page.first_plane + page.planes - b * t.shape.c;
  };
  Slice out;
  out.c1 =
      static_cast<int>(std::min({int64_t{c_} + channel_step_, page_end(*task_.out, c_), task_.out->shape.c}));
  out.y1 = static_cast<int>(std::min<int64_t>(y_ + row_step_, task_.out->shape.h));
  const int first = c_ / s.c_out_per_group() * s.c_in_per_group();
  const int end = ((out.c1 - 1) / s.c_out_per_group() + 1) * s.c_in_per_group();
  out.ci0 = std::max(ci_, first);
  const int64_t step = channel_step_ > 1 ? int64_t{end} : in_step_;  // several channels: all that they read
  out.ci1 = static_cast<int>(std::min({out.ci0 + step, page_end(*task_.in, out.ci0), int64_t{end}}));
  out.begins = out.ci0 == first;
  out.ends = out.ci1 == end;
  return out;
}

void CountJob::take_weights(int c1) {
  if (weights_of_ == c_) return;
  std::vector<float> values(static_cast<size_t>(c1 - c_), 0.0F);
  if (!task_.bias.empty()) std::copy(task_.bias.begin() + c_, task_.bias.begin() + c1, values.begin());
  const std::vector<float> weights = task_.weights(c_, c1);
  values.insert(values.end(), weights.begin(), weights.end());
  weights_ = make_texels(values, GL_R32F);
  weights_of_ = c_;
}

void CountJob::set_uniforms(const Slice& s, int64_t in_first, int64_t out_first) {
  const ConvSpec& c = task_.spec;
  set_spec(*program_, c);
  program_->set({{"u_border", static_cast<int>(c.border)},
                 {"u_in_first", in_first},
                 {"u_in_plane", task_.in->plane_floats},
                 {"u_in_row", task_.in->row_floats},
                 {"u_in_h", task_.in->shape.h},
                 {"u_in_w", task_.in->shape.w},
                 {"u_c_begin", c_},
                 {"u_slab_channels", s.c1 - c_},
                 {"u_y_begin", y_},
                 {"u_y_end", s.y1},
                 {"u_out_w", task_.out->shape.w},
                 {"u_out_first", out_first},
                 {"u_out_plane", task_.out->plane_floats},
                 {"u_out_row", task_.out->row_floats},
                 {"u_ci_begin", s.ci0},
                 {"u_ci_end", s.ci1},
                 {"u_begins", s.begins ? 1 : 0},
                 {"u_ends", s.ends ? 1 : 0}});
}

int64_t CountJob::run_next() {
  const Slice s = slice();
  take_weights(s.c1);
  int64_t in_offset = 0, out_offset = 0;
  const Page& in = task_.in->page_of(task_.in->plane_of(b_, s.ci0), in_offset);
  const Page& out = task_.out->page_of(task_.out->plane_of(b_, c_), out_offset);
  glUseProgram(program_->get());
  set_uniforms(s, in_offset - s.ci0 * task_.in->plane_floats, out_offset);
  bind_texels(0, in.texture);
  bind_texels(1, weights_.texture);
  bind_texels(2, out.texture);
  glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 0, sums_.get());
  glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 1, counters_.get());
  const int64_t elements = (s.y1 - y_) * task_.out->shape.w;
  glDispatchCompute(static_cast<GLuint>(ceil_div(elements, kLanes)), static_cast<GLuint>(s.c1 - c_), 1);
  glMemoryBarrier(GL_SHADER_STORAGE_BARRIER_BIT | GL_BUFFER_UPDATE_BARRIER_BIT);
  const int read = std::min(s.ci1 - s.ci0, task_.spec.c_in_per_group());
  const int64_t work = elements * (s.c1 - c_) * read * task_.spec.kernel.h * task_.spec.kernel.w;
  step_on(s);
  return work;
}

void CountJob::step_on(const Slice& s) {
  ci_ = s.ci1;
  if (!s.ends) return;
  ci_ = 0;
  y_ = s.y1;
  if (y_ < task_.out->shape.h) return;
  y_ = 0;
  c_ = s.c1;
  if (c_ < task_.out->shape.c) return;
  c_ = 0;
  ++b_;
}

StageCount CountJob::result() const {
  Counters c{};
  glBindBuffer(GL_COPY_READ_BUFFER, counters_.get());
  glGetBufferSubData(GL_COPY_READ_BUFFER, 0, sizeof c, c.data());
  const auto wide = [](uint32_t low, uint32_t high) {
    return static_cast<int64_t>(uint64_t{high} << 32 | low);
  };
  float largest = 0;
  std::memcpy(&largest, &c[4], sizeof largest);
  return {wide(c[0], c[1]), wide(c[2], c[3]), largest};
}

}  // namespace sep::gpu

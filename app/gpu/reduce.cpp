// Bodies of reduce.h. The GPU makes some partial results a plane, the host adds them up in double precision.
#include "gpu/reduce.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "gpu/gl_errors.h"

namespace sep::gpu {
namespace {

constexpr int64_t kLocal = 64;
constexpr int64_t kFloat = sizeof(float);
constexpr int64_t kSlabFloats = 4 << 20;  // what one dispatch of a difference takes
constexpr int64_t kMostParts = 1024;

struct Part {
  float a, b, c, d;
};
constexpr int64_t kPart = sizeof(Part);

/// Invocations that share a plane: a multiple of the work-group.
int parts_for(const Limits& limits, int64_t planes, int64_t texels) {
  const int64_t enough = limits.software ? kMostParts : 16 * kMostParts;
  const int64_t wanted = std::min(enough / planes, texels / 16);
  return static_cast<int>(std::clamp((wanted + kLocal - 1) / kLocal * kLocal, kLocal, kMostParts));
}

/// On software GL each invocation takes a run of texels, which is twice as fast there; on a GPU neighbours
/// take neighbouring texels.
void share(ComputeProgram& p, const Limits& limits, int64_t texels, int parts) {
  const int64_t run = (texels + parts - 1) / parts;
  p.set("u_lane", limits.software ? static_cast<int>(run) : 1);
  p.set("u_step", limits.software ? 1 : parts);
  p.set("u_run", static_cast<int>(limits.software ? run : texels));
}

Buffer parts_buffer(int64_t count) {
  Buffer buffer = Buffer::make();
  glBindBuffer(GL_SHADER_STORAGE_BUFFER, buffer.get());
  glBufferData(GL_SHADER_STORAGE_BUFFER, count * kPart, nullptr, GL_STREAM_READ);
  return buffer;
}

std::vector<Part> read_parts(const Buffer& buffer, int64_t count) {
  std::vector<Part> parts(static_cast<size_t>(count));
  glMemoryBarrier(GL_BUFFER_UPDATE_BARRIER_BIT);
  glBindBuffer(GL_COPY_READ_BUFFER, buffer.get());
  glGetBufferSubData(GL_COPY_READ_BUFFER, 0, count * kPart, parts.data());
  return parts;
}

/// Planes of one dispatch, so that partial results fit a storage block and no grid axis is too long.
int64_t planes_per_dispatch(const Limits& limits) {
  return std::clamp<int64_t>(limits.storage_block_bytes / (kMostParts * kPart), 1, limits.max_groups);
}

Range merged(const Part* parts, int count) {
  Range range{parts[0].a, parts[0].b, false};
  for (int k = 0; k < count; ++k) {
    range.low = std::min(range.low, parts[k].a);
    range.high = std::max(range.high, parts[k].b);
    range.has_nan = range.has_nan || parts[k].c > 0;
  }
  return range.low <= range.high ? range : Range{0, 0, range.has_nan};
}

}  // namespace

Result<std::vector<Range>> plane_ranges(ProgramCache& programs, const Limits& limits, const GpuTensor& t) {
  auto program = programs.get("conv/range.comp");
  if (!program) return fail(program.error().message);
  begin_gl_errors();
  ComputeProgram& p = **program;
  glUseProgram(p.get());
  const int64_t texels = t.shape.h * t.row_floats / 4;
  const int64_t most = planes_per_dispatch(limits);
  std::vector<Range> out;
  for (const Page& page : t.pages) {
    bind_texels(0, page.texture);
    for (int64_t first = 0; first < page.planes; first += most) {
      const int64_t planes = std::min(most, page.planes - first);
      const int parts = parts_for(limits, planes, texels);
      const Buffer buffer = parts_buffer(planes * parts);
      glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 0, buffer.get());
      p.set({{"u_first", first * t.plane_floats / 4},
             {"u_plane", t.plane_floats / 4},
             {"u_row", t.row_floats / 4},
             {"u_count", texels},
             {"u_w", t.shape.w},
             {"u_parts", parts}});
      share(p, limits, texels, parts);
      glDispatchCompute(static_cast<GLuint>(parts / kLocal), static_cast<GLuint>(planes), 1);
      const std::vector<Part> read = read_parts(buffer, planes * parts);
      if (auto ok = gl_errors("the range of a stage"); !ok) return fail(ok.error().message);
      for (int64_t i = 0; i < planes; ++i) out.push_back(merged(read.data() + i * parts, parts));
    }
  }
  return out;
}

Result<DifferenceJob> DifferenceJob::create(ProgramCache& programs, const Limits& limits, const GpuTensor& a,
                                            const GpuTensor& b, const GpuTensor& out) {
  auto program = programs.get("conv/difference.comp");
  if (!program) return fail(program.error().message);
  DifferenceJob job;
  job.limits_ = &limits;
  job.a_ = &a;
  job.b_ = &b;
  job.out_ = &out;
  job.program_ = *program;
  job.plan_slabs();
  job.parts_ = parts_buffer(job.part_count_);
  return job;
}

/// Whole planes while several fit a slab; rows of one plane, from aligned offsets, where they do not.
void DifferenceJob::plan_slabs() {
  const GpuTensor& t = *out_;
  const int64_t most_floats = std::min(kSlabFloats, limits_->storage_block_bytes / kFloat);
  const int64_t most_planes =
      std::clamp<int64_t>(most_floats / t.plane_floats, 1, planes_per_dispatch(*limits_));
  const int64_t row_bytes = t.row_floats * kFloat;
  const int64_t aligned = std::max<int64_t>(
      limits_->storage_alignment / std::gcd<int64_t>(limits_->storage_alignment, row_bytes), 1);
  const int64_t most_rows = t.plane_floats <= most_floats
                                ? t.shape.h
                                : std::max<int64_t>(most_floats / t.row_floats / aligned, 1) * aligned;
  for (size_t i = 0; i < t.pages.size(); ++i) {  // equal shapes have equal pages
    for (int64_t plane = 0; plane < t.pages[i].planes; plane += most_planes) {
      const int64_t planes = std::min(most_planes, t.pages[i].planes - plane);
      for (int64_t y = 0; y < t.shape.h; y += most_rows) {
        const int64_t y1 = std::min(y + most_rows, t.shape.h);
        const int parts = parts_for(*limits_, planes, (y1 - y) * t.row_floats / 4);
        slabs_.push_back({i, plane, planes, y, y1, parts, part_count_});
        part_count_ += planes * parts;
      }
    }
  }
}

void DifferenceJob::run_next() {
  const Slab& slab = slabs_[next_++];
  const GpuTensor& t = *out_;
  ComputeProgram& p = *program_;
  glUseProgram(p.get());
  bind_texels(0, a_->pages[slab.page].texture);
  bind_texels(1, b_->pages[slab.page].texture);
  const int64_t begin = slab.plane * t.plane_floats + slab.y0 * t.row_floats;
  const int64_t end = (slab.plane + slab.planes - 1) * t.plane_floats + slab.y1 * t.row_floats;
  glBindBufferRange(GL_SHADER_STORAGE_BUFFER, 0, t.pages[slab.page].buffer.get(), begin * kFloat,
                    (end - begin) * kFloat);
  glBindBufferRange(GL_SHADER_STORAGE_BUFFER, 1, parts_.get(), slab.first_part * kPart,
                    slab.planes * slab.parts * kPart);
  p.set({{"u_first", begin / 4},
         {"u_plane", t.plane_floats / 4},
         {"u_count", (slab.y1 - slab.y0) * t.row_floats / 4},
         {"u_parts", slab.parts}});
  share(p, *limits_, (slab.y1 - slab.y0) * t.row_floats / 4, slab.parts);
  glDispatchCompute(static_cast<GLuint>(slab.parts / kLocal), static_cast<GLuint>(slab.planes), 1);
  glMemoryBarrier(GL_TEXTURE_FETCH_BARRIER_BIT | GL_BUFFER_UPDATE_BARRIER_BIT);
}

Difference DifferenceJob::result() const {
  double squares = 0, largest = 0;
  for (const Part& part : read_parts(parts_, part_count_)) {
    largest = std::max(largest, static_cast<double>(part.a));
    squares += part.b;
  }
  return {largest, std::sqrt(squares / static_cast<double>(out_->shape.elements()))};
}

}  // namespace sep::gpu

// Bodies of reduce.h. The GPU makes PARTS partial results a plane, the host adds them up in double precision.
#include "gpu/reduce.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sep::gpu {
namespace {

constexpr int kParts = 128;
constexpr int kLocal = 64;
constexpr int64_t kFloat = sizeof(float);

struct Part {
  float a, b, c, d;
};

Buffer parts_buffer(int64_t planes) {
  Buffer buffer = Buffer::make();
  glBindBuffer(GL_SHADER_STORAGE_BUFFER, buffer.get());
  glBufferData(GL_SHADER_STORAGE_BUFFER, planes * kParts * static_cast<int64_t>(sizeof(Part)), nullptr,
               GL_STREAM_READ);
  return buffer;
}

std::vector<Part> read_parts(const Buffer& buffer, int64_t planes) {
  std::vector<Part> parts(static_cast<size_t>(planes * kParts));
  glMemoryBarrier(GL_BUFFER_UPDATE_BARRIER_BIT | GL_TEXTURE_FETCH_BARRIER_BIT |
                  GL_SHADER_STORAGE_BARRIER_BIT);
  glBindBuffer(GL_COPY_READ_BUFFER, buffer.get());
  glGetBufferSubData(GL_COPY_READ_BUFFER, 0, static_cast<GLsizeiptr>(parts.size() * sizeof(Part)),
                     parts.data());
  return parts;
}

void bind_texels(GLuint unit, const Page& page) {
  glActiveTexture(GL_TEXTURE0 + unit);
  glBindTexture(GL_TEXTURE_BUFFER, page.texture.get());
}

/// Planes of one dispatch, so that partial results fit a storage block and no grid axis is too long.
int64_t planes_per_dispatch(const Limits& limits) {
  return std::clamp<int64_t>(limits.storage_block_bytes / (kParts * static_cast<int64_t>(sizeof(Part))), 1,
                             limits.max_groups);
}

}  // namespace

Result<std::vector<Range>> plane_ranges(ProgramCache& programs, const Limits& limits, const GpuTensor& t) {
  auto program = programs.get("conv/range.comp", {{"PARTS", kParts}});
  if (!program) return fail(program.error().message);
  ComputeProgram& p = **program;
  glUseProgram(p.get());
  p.set("u_plane", static_cast<int>(t.plane_floats / 4));
  p.set("u_row", static_cast<int>(t.row_floats / 4));
  p.set("u_h", static_cast<int>(t.shape.h));
  p.set("u_w", static_cast<int>(t.shape.w));
  p.set("u_out_first", 0);
  std::vector<Range> out;
  for (const Page& page : t.pages) {
    bind_texels(0, page);
    for (int64_t first = 0; first < page.planes; first += planes_per_dispatch(limits)) {
      const int64_t planes = std::min(planes_per_dispatch(limits), page.planes - first);
      const Buffer buffer = parts_buffer(planes);
      glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 0, buffer.get());
      p.set("u_first", static_cast<int>(first * t.plane_floats / 4));
      glDispatchCompute(kParts / kLocal, 1, static_cast<GLuint>(planes));
      const std::vector<Part> parts = read_parts(buffer, planes);
      for (int64_t i = 0; i < planes; ++i) {
        Range range{3.4e38F, -3.4e38F, false};
        for (int k = 0; k < kParts; ++k) {
          const Part& part = parts[static_cast<size_t>(i * kParts + k)];
          range.low = std::min(range.low, part.a);
          range.high = std::max(range.high, part.b);
          range.has_nan = range.has_nan || part.c > 0;
        }
        out.push_back(range.low <= range.high ? range : Range{0, 0, range.has_nan});
      }
    }
  }
  return out;
}

namespace {

/// Rows of a slab of one plane that fit the storage block and begin on an aligned offset.
int64_t rows_per_slab(const Limits& limits, const GpuTensor& t) {
  if (t.plane_floats * kFloat <= limits.storage_block_bytes) return t.shape.h;
  const int64_t row_bytes = t.row_floats * kFloat;
  const int64_t aligned = limits.storage_alignment / std::gcd<int64_t>(limits.storage_alignment, row_bytes);
  return std::max<int64_t>(limits.storage_block_bytes / row_bytes / aligned, 1) * aligned;
}

}  // namespace

Result<Difference> subtract(ProgramCache& programs, const Limits& limits, const GpuTensor& a,
                            const GpuTensor& b, const GpuTensor& out) {
  auto program = programs.get("conv/difference.comp", {{"PARTS", kParts}});
  if (!program) return fail(program.error().message);
  ComputeProgram& p = **program;
  glUseProgram(p.get());
  p.set("u_plane", static_cast<int>(out.plane_floats / 4));
  p.set("u_row", static_cast<int>(out.row_floats / 4));
  p.set("u_parts_first", 0);
  const int64_t rows = rows_per_slab(limits, out);
  const int64_t fit = std::max<int64_t>(limits.storage_block_bytes / (out.plane_floats * kFloat), 1);
  const int64_t most = std::min(fit, planes_per_dispatch(limits));
  double squares = 0, largest = 0;
  for (size_t i = 0; i < out.pages.size(); ++i) {  // equal shapes have equal pages
    const Page& page = out.pages[i];
    bind_texels(0, a.pages[i]);
    bind_texels(1, b.pages[i]);
    for (int64_t first = 0; first < page.planes; first += most) {
      const int64_t planes = std::min(most, page.planes - first);
      const int64_t texel = first * out.plane_floats / 4;
      p.set("u_a_first", static_cast<int>(texel));
      p.set("u_b_first", static_cast<int>(texel));
      for (int64_t y = 0; y < out.shape.h; y += rows) {
        const int64_t y1 = std::min(y + rows, out.shape.h);
        const int64_t begin = (first * out.plane_floats + y * out.row_floats) * kFloat;
        const int64_t end = ((first + planes - 1) * out.plane_floats + y1 * out.row_floats) * kFloat;
        const Buffer buffer = parts_buffer(planes);
        glBindBufferRange(GL_SHADER_STORAGE_BUFFER, 0, page.buffer.get(), begin, end - begin);
        glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 1, buffer.get());
        p.set("u_first", static_cast<int>(-(y * out.row_floats) / 4));
        p.set("u_y_begin", static_cast<int>(y));
        p.set("u_y_end", static_cast<int>(y1));
        glDispatchCompute(kParts / kLocal, 1, static_cast<GLuint>(planes));
        for (const Part& part : read_parts(buffer, planes)) {
          largest = std::max(largest, static_cast<double>(part.a));
          squares += part.b;
        }
      }
    }
  }
  return Difference{largest, std::sqrt(squares / static_cast<double>(out.shape.elements()))};
}

}  // namespace sep::gpu

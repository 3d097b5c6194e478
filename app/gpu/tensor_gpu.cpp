// Bodies of tensor_gpu.h.
#include "gpu/tensor_gpu.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>
#include <string>

#include "gpu/gl_errors.h"

namespace sep::gpu {
namespace {

constexpr int64_t kFloat = sizeof(float);
constexpr int64_t kTexel = 4 * kFloat;

int64_t round_up(int64_t v, int64_t to) { return (v + to - 1) / to * to; }
int64_t row_floats_of(const Shape& s) { return round_up(s.w, 4); }
int64_t plane_floats_of(const Shape& s) { return round_up(s.h * row_floats_of(s), 64); }
double mib(int64_t bytes) { return static_cast<double>(bytes) / (1 << 20); }

int64_t get(GLenum what) {
  GLint64 value = 0;
  glGetInteger64v(what, &value);
  return value;
}

int64_t free_machine_bytes() {
  std::ifstream in("/proc/meminfo");
  std::string name;
  int64_t kib = 0;
  std::string unit;
  while (in >> name >> kib) {
    std::getline(in, unit);
    if (name == "MemAvailable:") return kib * 1024;
  }
  return 0;
}

int64_t free_card_bytes() {
  GLint kib[4] = {0, 0, 0, 0};
  if (epoxy_has_gl_extension("GL_NVX_gpu_memory_info")) {
    glGetIntegerv(GL_GPU_MEMORY_INFO_CURRENT_AVAILABLE_VIDMEM_NVX, kib);
  } else if (epoxy_has_gl_extension("GL_ATI_meminfo")) {
    glGetIntegerv(GL_VBO_FREE_MEMORY_ATI, kib);
  }
  return int64_t{kib[0]} * 1024;
}

Result<Page> make_page(int64_t first, int64_t planes, int64_t plane_floats) {
  Page page{Buffer::make(), Texture::make(), first, planes};
  begin_gl_errors();
  glBindBuffer(GL_TEXTURE_BUFFER, page.buffer.get());
  const int64_t bytes = planes * plane_floats * kFloat;
  glBufferData(GL_TEXTURE_BUFFER, texture_bytes(bytes), nullptr, GL_DYNAMIC_COPY);
  glClearBufferSubData(GL_TEXTURE_BUFFER, GL_R32F, bytes, texture_bytes(bytes) - bytes, GL_RED, GL_FLOAT,
                       nullptr);
  glBindTexture(GL_TEXTURE_BUFFER, page.texture.get());
  glTexBuffer(GL_TEXTURE_BUFFER, GL_RGBA32F, page.buffer.get());
  if (!page.buffer || !page.texture || !gl_errors("a tensor")) {
    return fail(
        fmt::format("the graphics driver has no {:.0f} MiB for {} channels: make the input or the number of "
                    "channels smaller",
                    mib(planes * plane_floats * kFloat), planes));
  }
  return page;
}

}  // namespace

Limits driver_limits(bool software) {
  Limits out;
  out.storage_block_bytes = get(GL_MAX_SHADER_STORAGE_BLOCK_SIZE);
  out.texture_texels = get(GL_MAX_TEXTURE_BUFFER_SIZE);
  out.storage_alignment = static_cast<int>(get(GL_SHADER_STORAGE_BUFFER_OFFSET_ALIGNMENT));
  GLint groups = 65535;
  glGetIntegeri_v(GL_MAX_COMPUTE_WORK_GROUP_COUNT, 1, &groups);
  out.max_groups = std::min(groups, 65535);
  out.software = software;
  out.family = software ? Family::registers : Family::tiles;
  out.total_bytes = (software ? free_machine_bytes() : free_card_bytes()) / 10 * 6;
  return out;
}

int64_t texture_bytes(int64_t bytes) { return round_up(bytes, 1024) + 768; }

int64_t window_bytes(int64_t bytes) { return (bytes & 0xFF00) == 0 ? bytes + kWindowPadding : bytes; }

const Page& GpuTensor::page_of(int64_t plane, int64_t& offset_floats) const {
  const Page& page = pages[static_cast<size_t>(plane / pages.front().planes)];
  offset_floats = (plane - page.first_plane) * plane_floats;
  return page;
}

int64_t tensor_bytes(const Shape& shape) { return plane_floats_of(shape) * shape.planes() * kFloat; }

Result<GpuTensor> make_gpu_tensor(const Shape& shape, const Limits& limits) {
  GpuTensor out{shape, row_floats_of(shape), plane_floats_of(shape), {}};
  const int64_t plane_bytes = out.plane_floats * kFloat;
  const int64_t most = std::min(limits.page_bytes, limits.texture_texels * kTexel - texture_bytes(0) - 1024);
  if (plane_bytes > most) {
    return fail(
        fmt::format("one channel of {}×{} needs {:.0f} MiB, and this driver reads at most {:.0f} MiB at a "
                    "time: make the input smaller",
                    shape.h, shape.w, mib(plane_bytes), mib(most)));
  }
  const int64_t planes_per_page = std::min(most / plane_bytes, shape.planes());
  for (int64_t first = 0; first < shape.planes(); first += planes_per_page) {
    auto page = make_page(first, std::min(planes_per_page, shape.planes() - first), out.plane_floats);
    if (!page) return fail(page.error().message);
    out.pages.push_back(std::move(*page));
  }
  return out;
}

void upload(const GpuTensor& t, const Tensor& x) {
  std::vector<float> plane(static_cast<size_t>(t.plane_floats), 0.0F);
  for (int64_t p = 0; p < t.shape.planes(); ++p) {
    const float* from = x.values.data() + p * t.shape.h * t.shape.w;
    for (int64_t y = 0; y < t.shape.h; ++y) {
      std::copy_n(from + y * t.shape.w, t.shape.w, plane.begin() + y * t.row_floats);
    }
    int64_t offset = 0;
    const Page& page = t.page_of(p, offset);
    glBindBuffer(GL_COPY_WRITE_BUFFER, page.buffer.get());
    glBufferSubData(GL_COPY_WRITE_BUFFER, offset * kFloat, t.plane_floats * kFloat, plane.data());
  }
}

Tensor download(const GpuTensor& t) {
  Tensor out = make_tensor(t.shape);
  std::vector<float> plane(static_cast<size_t>(t.plane_floats));
  for (int64_t p = 0; p < t.shape.planes(); ++p) {
    int64_t offset = 0;
    const Page& page = t.page_of(p, offset);
    glBindBuffer(GL_COPY_READ_BUFFER, page.buffer.get());
    glGetBufferSubData(GL_COPY_READ_BUFFER, offset * kFloat, t.plane_floats * kFloat, plane.data());
    for (int64_t y = 0; y < t.shape.h; ++y) {
      std::copy_n(plane.begin() + y * t.row_floats, t.shape.w,
                  out.values.begin() + (p * t.shape.h + y) * t.shape.w);
    }
  }
  return out;
}

std::vector<float> download_window(const GpuTensor& t, int64_t plane, int y0, int x0, int rows, int cols) {
  std::vector<float> out(static_cast<size_t>(rows) * cols, std::numeric_limits<float>::quiet_NaN());
  const int64_t left = std::max(x0, 0), right = std::min<int64_t>(int64_t{x0} + cols, t.shape.w);
  int64_t offset = 0;
  const Page& page = t.page_of(plane, offset);
  glBindBuffer(GL_COPY_READ_BUFFER, page.buffer.get());
  for (int r = 0; r < rows; ++r) {
    const int64_t y = int64_t{y0} + r;
    if (y < 0 || y >= t.shape.h || right <= left) continue;
    glGetBufferSubData(GL_COPY_READ_BUFFER, (offset + y * t.row_floats + left) * kFloat,
                       (right - left) * kFloat, out.data() + int64_t{r} * cols + (left - x0));
  }
  return out;
}

void bind_texels(GLuint unit, const Texture& texture) {
  glActiveTexture(GL_TEXTURE0 + unit);
  glBindTexture(GL_TEXTURE_BUFFER, texture.get());
}

TexelBuffer make_texels(std::span<const float> values, GLenum format) {
  TexelBuffer out{Buffer::make(), Texture::make()};
  glBindBuffer(GL_TEXTURE_BUFFER, out.buffer.get());
  glBufferData(GL_TEXTURE_BUFFER, texture_bytes(static_cast<int64_t>(values.size_bytes())), nullptr,
               GL_STATIC_DRAW);
  if (!values.empty())
    glBufferSubData(GL_TEXTURE_BUFFER, 0, static_cast<GLsizeiptr>(values.size_bytes()), values.data());
  glBindTexture(GL_TEXTURE_BUFFER, out.texture.get());
  glTexBuffer(GL_TEXTURE_BUFFER, format, out.buffer.get());
  return out;
}

}  // namespace sep::gpu

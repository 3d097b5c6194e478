// Bodies of pyramid.h.
#include "view/pyramid.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "gpu/gl_errors.h"

namespace sep::view {
namespace {

constexpr int kStepLevels = 3;  ///< most levels that one dispatch goes down: a factor of 8
constexpr int64_t kFloat = sizeof(float);
// Memory is only taken for pages with planes that somebody wants. Three planes at least lie in one, so that a
// colour picture does.
constexpr int64_t kPageBytes = 256 << 10, kLeastPlanes = 4;

int64_t round_up(int64_t v, int64_t to) { return (v + to - 1) / to * to; }
int at_level(int64_t pixels, int level) {
  return static_cast<int>((pixels + (int64_t{1} << level) - 1) >> level);
}

/// As many as make a page, in equal parts of the stage's own pages.
int64_t planes_in_page(int64_t plane_bytes, int64_t planes_in_stage_page) {
  int64_t planes = planes_in_stage_page;
  while (planes % 2 == 0 && planes / 2 >= kLeastPlanes && planes * plane_bytes > kPageBytes) planes /= 2;
  return planes;
}

/// Of a buffer, that one texture of single floats can look at.
int64_t planes_in_window(int64_t plane_floats, const gpu::Limits& limits) {
  return std::max<int64_t>(1, (limits.texture_texels - gpu::kWindowPadding / kFloat) / plane_floats);
}

Result<void> take_memory(gpu::TexelBuffer& page, int64_t bytes) {
  if (page.buffer.get() != 0) return {};
  gpu::begin_gl_errors();
  gpu::TexelBuffer made{gpu::Buffer::make(), gpu::Texture::make()};
  glBindBuffer(GL_TEXTURE_BUFFER, made.buffer.get());
  glBufferData(GL_TEXTURE_BUFFER, gpu::texture_bytes(bytes), nullptr, GL_DYNAMIC_COPY);
  glBindTexture(GL_TEXTURE_BUFFER, made.texture.get());
  glTexBuffer(GL_TEXTURE_BUFFER, GL_RGBA32F, made.buffer.get());
  if (!gpu::gl_errors("shrinking"))
    return fail(
        "the graphics driver has no memory for the shrunk pictures: make the input or the number of channels "
        "smaller");
  page = std::move(made);
  return {};
}

}  // namespace

PlaneSet planes_of(const gpu::GpuTensor& t, const gpu::Limits& limits) {
  PlaneSet s{static_cast<int>(t.shape.w),
             static_cast<int>(t.shape.h),
             t.row_floats,
             t.plane_floats,
             t.pages.front().planes,
             t.shape.planes(),
             1,
             {},
             {}};
  for (const gpu::Page& p : t.pages) {
    s.buffers.push_back(p.buffer.get());
    s.textures.push_back(p.texture.get());
  }
  s.window_planes = planes_in_window(t.plane_floats, limits);
  return s;
}

BufferWindow PlaneSet::window_of(int64_t plane, int32_t& offset_floats) const {
  const int64_t page = plane / planes_per_page, in_page = plane % planes_per_page;
  const int64_t first = in_page / window_planes * window_planes;
  const int64_t real = std::min(planes_per_page, planes - page * planes_per_page);
  const int64_t count = std::min(window_planes, real - first);
  offset_floats = static_cast<int32_t>((in_page - first) * plane_floats);
  return {buffers[static_cast<size_t>(page)], static_cast<GLintptr>(first * plane_floats * kFloat),
          static_cast<GLsizeiptr>(gpu::window_bytes(count * plane_floats * kFloat))};
}

int level_for(double texels, int width, int height) {
  int level = 0;
  while (texels > 2.0001 && (at_level(width, level) > 1 || at_level(height, level) > 1)) {
    texels /= 2;
    ++level;
  }
  return level;
}

PlaneSet Pyramids::Level::set(const gpu::Limits& limits) const {
  PlaneSet s{static_cast<int>(shape.w),
             static_cast<int>(shape.h),
             row_floats,
             plane_floats,
             planes_per_page,
             shape.planes(),
             1,
             {},
             {}};
  for (const gpu::TexelBuffer& p : pages) {
    s.buffers.push_back(p.buffer.get());
    s.textures.push_back(p.texture.get());
  }
  s.window_planes = planes_in_window(plane_floats, limits);
  return s;
}

void Pyramids::begin_frame() {
  for (auto& [key, level] : levels_) level.used = false;
}

void Pyramids::end_frame() {
  std::erase_if(levels_, [](const auto& entry) { return !entry.second.used; });
}

int64_t Pyramids::bytes() const {
  int64_t sum = 0;
  for (const auto& [key, level] : levels_) {
    const auto held =
        std::ranges::count_if(level.pages, [](const gpu::TexelBuffer& p) { return p.buffer.get() != 0; });
    sum += held * level.planes_per_page * level.plane_floats * kFloat;
  }
  return sum;
}

/// The level's pages; what they held is forgotten when the stage has another version.
Result<Pyramids::Level*> Pyramids::slot(const Key& key, uint64_t version, const gpu::GpuTensor& t,
                                        int level) {
  Level& l = levels_[key];
  l.used = true;
  const Shape shape{t.shape.b, t.shape.c, at_level(t.shape.h, level), at_level(t.shape.w, level)};
  if (l.version == version && l.shape == shape && !l.pages.empty()) return &l;
  l.ready.assign(static_cast<size_t>(shape.planes()), false);
  l.version = version;
  if (l.shape == shape && !l.pages.empty()) return &l;
  l.shape = shape;
  l.row_floats = round_up(shape.w, 4);
  l.plane_floats = round_up(shape.h * l.row_floats, 64);
  l.planes_per_page = planes_in_page(l.plane_floats * kFloat, t.pages.front().planes);
  l.pages.clear();
  l.pages.resize(static_cast<size_t>((shape.planes() + l.planes_per_page - 1) / l.planes_per_page));
  return &l;
}

Result<void> Pyramids::make(Level& target, const PlaneSet& source, const Shape& stage, int source_level,
                            int level, std::span<const int> planes) {
  auto program = programs_.get("view/shrink.comp", {{"FACTOR", 1 << (level - source_level)}});
  if (!program) return fail(program.error().message);
  gpu::begin_gl_errors();
  gpu::ComputeProgram& p = **program;
  glUseProgram(p.get());
  p.set("u_source_plane", static_cast<int>(source.plane_floats / 4));
  p.set("u_source_row", static_cast<int>(source.row_floats / 4));
  p.set("u_target_plane", static_cast<int>(target.plane_floats / 4));
  p.set("u_target_row", static_cast<int>(target.row_floats / 4));
  p.set("u_cover", 1 << source_level);
  const GLuint id = p.get();
  const auto size = [id](const char* name, int64_t x, int64_t y) {
    glUniform2i(glGetUniformLocation(id, name), static_cast<GLint>(x), static_cast<GLint>(y));
  };
  size("u_source_size", source.width, source.height);
  size("u_target_size", target.shape.w, target.shape.h);
  size("u_stage_size", stage.w, stage.h);
  const auto groups_x = static_cast<GLuint>((target.row_floats / 4 + 7) / 8),
             groups_y = static_cast<GLuint>((target.shape.h + 7) / 8);
  const int64_t most = std::min<int64_t>(
      std::max<int64_t>(1, limits_.storage_block_bytes / (target.plane_floats * kFloat)), 65535);
  glActiveTexture(GL_TEXTURE0);
  for (size_t i = 0; i < planes.size();) {
    // A run of planes that are neighbours in one page, of the source too.
    size_t end = i + 1;
    const int64_t page = planes[i] / target.planes_per_page;
    while (end < planes.size() && planes[end] == planes[end - 1] + 1 &&
           planes[end] / target.planes_per_page == page &&
           planes[end] / source.planes_per_page == planes[i] / source.planes_per_page &&
           static_cast<int64_t>(end - i) < most) {
      ++end;
    }
    const auto count = static_cast<int64_t>(end - i), first = planes[i] % target.planes_per_page;
    p.set("u_source_texel", static_cast<int>(source.offset_of(planes[i]) / 4));
    glBindTexture(GL_TEXTURE_BUFFER, source.texture_of(planes[i]));
    glBindBufferRange(GL_SHADER_STORAGE_BUFFER, 0, target.pages[static_cast<size_t>(page)].buffer.get(),
                      first * target.plane_floats * kFloat, count * target.plane_floats * kFloat);
    glDispatchCompute(groups_x, groups_y, static_cast<GLuint>(count));
    for (; i < end; ++i) target.ready[static_cast<size_t>(planes[i])] = true;
  }
  glMemoryBarrier(GL_TEXTURE_FETCH_BARRIER_BIT);
  glBindTexture(GL_TEXTURE_BUFFER, 0);
  glUseProgram(0);
  const auto ok = gpu::gl_errors("the shrunk pictures");
  if (!ok) target.ready.assign(target.ready.size(), false);
  return ok;
}

Result<PlaneSet> Pyramids::level(gpu::StageRef ref, uint64_t version, const gpu::GpuTensor& t, int level,
                                 std::span<const int> planes) {
  const Key key{{static_cast<int>(ref.slot), ref.index}, level};
  auto target = slot(key, version, t, level);
  if (!target) return fail(target.error().message);
  std::vector<int> missing;
  for (const int p : planes) {
    if (!(*target)->ready[static_cast<size_t>(p)]) missing.push_back(p);
  }
  if (missing.empty()) return (*target)->set(limits_);
  Level& l = **target;
  for (const int p : missing) {
    const int64_t page = p / l.planes_per_page,
                  held = std::min(l.planes_per_page, l.shape.planes() - page * l.planes_per_page);
    if (auto taken = take_memory(l.pages[static_cast<size_t>(page)], held * l.plane_floats * kFloat); !taken)
      return fail(taken.error().message);
  }
  std::sort(missing.begin(), missing.end());
  missing.erase(std::unique(missing.begin(), missing.end()), missing.end());
  const int below = (level - 1) / kStepLevels * kStepLevels;  // the coarsest: there is least to write
  PlaneSet source = planes_of(t, limits_);
  if (below > 0) {
    auto finer = this->level(ref, version, t, below, missing);
    if (!finer) return finer;
    source = *finer;
  }
  if (auto made = make(**target, source, t.shape, below, level, missing); !made)
    return fail(made.error().message);
  return (*target)->set(limits_);
}

}  // namespace sep::view

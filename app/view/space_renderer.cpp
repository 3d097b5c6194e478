// Bodies of space_renderer.h.
#include "view/space_renderer.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "gpu/gl_errors.h"
#include "view/gl_draw.h"

namespace sep::view {
namespace {

constexpr int kSamples = 4;
constexpr float kStripes = 18;            ///< in a unit of the world, which is about a slab wide
constexpr int kNearest = 0, kSmooth = 2;  ///< AVERAGE of plane.glsl

GLint uniform(const gpu::Program& program, const char* name) {
  return glGetUniformLocation(program.get(), name);
}

void set(const gpu::Program& program, const char* name, const Rgb& c) {
  glUniform3f(uniform(program, name), c.r, c.g, c.b);
}

template <class T>
void upload(GLuint buffer, const std::vector<T>& values) {
  glBindBuffer(GL_ARRAY_BUFFER, buffer);
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(values.size() * sizeof(T)), values.data(),
               GL_STREAM_DRAW);
  glBindBuffer(GL_ARRAY_BUFFER, 0);
}

template <class T>
bool same_bytes(const std::vector<T>& a, const std::vector<T>& b) {
  return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0);
}

bool same_batches(const std::vector<SlabBatch>& a, const std::vector<SlabBatch>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const SlabBatch& x, const SlabBatch& y) {
    return x.from == y.from && x.first == y.first && x.count == y.count;
  });
}

/// A finished picture serves where a quick one is asked for.
bool same_slabs(const SpacePicture& now, const SpacePicture& before) {
  return now.matrix == before.matrix && now.eye == before.eye && now.versions == before.versions &&
         (now.quick || !before.quick) && same_bytes(now.slabs, before.slabs) &&
         same_batches(now.batches, before.batches) &&
         std::memcmp(&now.background, &before.background, sizeof now.background) == 0 &&
         std::memcmp(&now.edge, &before.edge, sizeof now.edge) == 0 &&
         std::memcmp(&now.hatch, &before.hatch, sizeof now.hatch) == 0;
}

/// GL state that the rest of the frame expects.
class Restored {
 public:
  Restored() {
    glGetIntegerv(GL_DRAW_FRAMEBUFFER_BINDING, &draw_);
    glGetIntegerv(GL_READ_FRAMEBUFFER_BINDING, &read_);
    glGetIntegerv(GL_VIEWPORT, viewport_);
  }
  ~Restored() {
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_BLEND);
    glDepthMask(GL_TRUE);
    glDepthFunc(GL_LESS);
    glBindVertexArray(0);
    glUseProgram(0);
    glBindFramebuffer(GL_DRAW_FRAMEBUFFER, static_cast<GLuint>(draw_));
    glBindFramebuffer(GL_READ_FRAMEBUFFER, static_cast<GLuint>(read_));
    glViewport(viewport_[0], viewport_[1], viewport_[2], viewport_[3]);
  }
  Restored(const Restored&) = delete;
  Restored& operator=(const Restored&) = delete;

 private:
  GLint draw_ = 0, read_ = 0, viewport_[4] = {0, 0, 0, 0};
};

}  // namespace

Result<std::unique_ptr<SpaceRenderer>> SpaceRenderer::create(const std::filesystem::path& shader_dir) {
  gpu::begin_gl_errors();
  std::unique_ptr<SpaceRenderer> r(new SpaceRenderer);
  auto slab = draw_program(shader_dir, "view/space_slab", {{"AVERAGE", kSmooth}});
  if (!slab) return fail(slab.error().message);
  auto line = draw_program(shader_dir, "view/space_line", {{"AVERAGE", kSmooth}});
  auto quick = draw_program(shader_dir, "view/space_slab", {{"AVERAGE", kNearest}});
  if (!quick) return fail(quick.error().message);
  if (!line) return fail(line.error().message);
  r->slab_ = std::move(*slab);
  r->quick_slab_ = std::move(*quick);
  r->line_ = std::move(*line);
  r->colours_ = make_colour_texture();
  r->values_ = gpu::Texture::make();
  r->slab_buffer_ = gpu::Buffer::make();
  r->line_buffer_ = gpu::Buffer::make();
  r->slab_vertices_ = gpu::VertexArray::make();
  r->line_vertices_ = gpu::VertexArray::make();
  glBindVertexArray(r->slab_vertices_.get());
  glBindBuffer(GL_ARRAY_BUFFER, r->slab_buffer_.get());
  constexpr size_t kSlab = sizeof(SlabInstance), kLine = sizeof(LineInstance);
  instance_floats(0, offsetof(SlabInstance, x), kSlab);
  instance_floats(1, offsetof(SlabInstance, w), kSlab);
  instance_ints(2, offsetof(SlabInstance, plane), kSlab);
  instance_ints(3, offsetof(SlabInstance, width), kSlab);
  instance_floats(4, offsetof(SlabInstance, low), kSlab);
  instance_ints(5, offsetof(SlabInstance, made), kSlab);
  glBindVertexArray(r->line_vertices_.get());
  glBindBuffer(GL_ARRAY_BUFFER, r->line_buffer_.get());
  instance_floats(0, offsetof(LineInstance, from), kLine);
  instance_floats(1, offsetof(LineInstance, to), kLine);
  instance_floats(2, offsetof(LineInstance, colour), kLine);
  glBindVertexArray(0);
  glBindBuffer(GL_ARRAY_BUFFER, 0);
  if (auto ok = gpu::gl_errors("the stacks in space"); !ok) return fail(ok.error().message);
  return r;
}

SpaceRenderer::Target SpaceRenderer::make_target(GLenum kind, int width, int height) {
  Target t{gpu::Framebuffer::make(), gpu::Texture::make(), gpu::Texture::make()};
  const bool multisampled = kind == GL_TEXTURE_2D_MULTISAMPLE;
  const auto allocate = [&](const gpu::Texture& texture, GLenum format) {
    glBindTexture(kind, texture.get());
    if (multisampled) {
      glTexStorage2DMultisample(kind, kSamples, format, width, height, GL_TRUE);
    } else {
      glTexStorage2D(kind, 1, format, width, height);
      glTexParameteri(kind, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
      glTexParameteri(kind, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
    }
    glBindTexture(kind, 0);
  };
  allocate(t.colour, GL_RGBA8);
  allocate(t.depth, GL_DEPTH_COMPONENT24);
  glBindFramebuffer(GL_FRAMEBUFFER, t.framebuffer.get());
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, kind, t.colour.get(), 0);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, kind, t.depth.get(), 0);
  if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE) t.framebuffer = {};
  return t;
}

Result<void> SpaceRenderer::resize(int width, int height) {
  if (width == width_ && height == height_) return {};
  width_ = height_ = 0;
  last_ = {};
  samples_ = make_target(GL_TEXTURE_2D_MULTISAMPLE, width, height);
  slabs_ = make_target(GL_TEXTURE_2D, width, height);
  shown_ = make_target(GL_TEXTURE_2D, width, height);
  if (!samples_.framebuffer || !slabs_.framebuffer || !shown_.framebuffer)
    return fail("this OpenGL cannot draw stacks in space at this size; make the window smaller");
  // a framebuffer without depth is complete, but not what is asked for
  if (auto ok = gpu::gl_errors("stacks in space"); !ok) return ok;
  width_ = width;
  height_ = height;
  return {};
}

void SpaceRenderer::draw_slabs(const SpacePicture& p) {
  const gpu::Program& program = p.quick ? quick_slab_ : slab_;
  upload(slab_buffer_.get(), p.slabs);
  glUseProgram(program.get());
  glUniformMatrix4fv(uniform(program, "u_matrix"), 1, GL_FALSE, &p.matrix[0][0]);
  glUniform3f(uniform(program, "u_eye"), p.eye.x, p.eye.y, p.eye.z);
  set(program, "u_background", p.background);
  set(program, "u_edge", p.edge);
  set(program, "u_nan", kNanColour);
  set(program, "u_empty", p.empty);
  set(program, "u_hatch", p.hatch);
  glUniform1f(uniform(program, "u_stripes"), kStripes);
  glBindVertexArray(slab_vertices_.get());
  glActiveTexture(GL_TEXTURE1);
  glBindTexture(GL_TEXTURE_2D, colours_.get());
  glActiveTexture(GL_TEXTURE0);
  glBindTexture(GL_TEXTURE_BUFFER, values_.get());
  for (const SlabBatch& b : p.batches) {
    if (b.from.buffer != 0)
      glTexBufferRange(GL_TEXTURE_BUFFER, GL_R32F, b.from.buffer, b.from.offset, b.from.size);
    glDrawArraysInstancedBaseInstance(GL_TRIANGLES, 0, 18, b.count, static_cast<GLuint>(b.first));
  }
  glBindTexture(GL_TEXTURE_BUFFER, 0);
  glActiveTexture(GL_TEXTURE1);
  glBindTexture(GL_TEXTURE_2D, 0);
  glActiveTexture(GL_TEXTURE0);
}

void SpaceRenderer::draw_lines(const SpacePicture& p) {
  if (p.lines.empty()) return;
  upload(line_buffer_.get(), p.lines);
  glUseProgram(line_.get());
  glUniformMatrix4fv(uniform(line_, "u_matrix"), 1, GL_FALSE, &p.matrix[0][0]);
  glUniform2f(uniform(line_, "u_half_size"), static_cast<float>(p.width_px) / 2,
              static_cast<float>(p.height_px) / 2);
  glBindVertexArray(line_vertices_.get());
  glEnable(GL_BLEND);
  glBlendEquation(GL_FUNC_ADD);
  glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
  glDepthMask(GL_FALSE);
  const auto run = [&](GLenum test, float alpha, float dash, int count) {
    if (count < 1) return;
    glDepthFunc(test);
    glUniform1f(uniform(line_, "u_alpha"), alpha);
    glUniform1f(uniform(line_, "u_dash"), dash);
    const int first = static_cast<int>(p.lines.size()) - count;
    glDrawArraysInstancedBaseInstance(GL_TRIANGLE_STRIP, 0, 4, count, static_cast<GLuint>(first));
  };
  run(GL_GREATER, p.behind, p.dash_px, p.through);
  run(GL_LEQUAL, 1, 0, static_cast<int>(p.lines.size()));
}

void SpaceRenderer::copy(const Target& from, const Target& to) const {
  glBindFramebuffer(GL_READ_FRAMEBUFFER, from.framebuffer.get());
  glBindFramebuffer(GL_DRAW_FRAMEBUFFER, to.framebuffer.get());
  glBlitFramebuffer(0, 0, width_, height_, 0, 0, width_, height_, GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT,
                    GL_NEAREST);
}

Result<GLuint> SpaceRenderer::draw(const SpacePicture& p) {
  const Restored restored;
  gpu::begin_gl_errors();
  if (auto sized = resize(p.width_px, p.height_px); !sized) return fail(sized.error().message);
  const bool slabs = !same_slabs(p, last_),
             lines = slabs || !same_bytes(p.lines, last_.lines) || p.through != last_.through;
  if (!lines) return shown_.colour.get();
  ++version_;
  glViewport(0, 0, width_, height_);
  glDisable(GL_SCISSOR_TEST);
  glDisable(GL_BLEND);
  glDisable(GL_CULL_FACE);
  glEnable(GL_DEPTH_TEST);
  glDepthMask(GL_TRUE);
  glDepthFunc(GL_LESS);
  if (slabs) {
    glBindFramebuffer(GL_FRAMEBUFFER, (p.quick ? slabs_ : samples_).framebuffer.get());
    glClearColor(p.background.r, p.background.g, p.background.b, 1);
    glClearDepth(1);
    glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
    draw_slabs(p);
    if (!p.quick) copy(samples_, slabs_);
  }
  copy(slabs_, shown_);
  glBindFramebuffer(GL_FRAMEBUFFER, shown_.framebuffer.get());
  draw_lines(p);
  last_ = gpu::gl_errors("stacks in space") ? p : SpacePicture{};
  return shown_.colour.get();
}

}  // namespace sep::view

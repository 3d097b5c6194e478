// Bodies of tile_renderer.h.
#include "view/tile_renderer.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstring>

#include "core/hash.h"
#include "gpu/gl_errors.h"
#include "view/gl_draw.h"

namespace sep::view {
namespace {

/// ImGui's clip rectangle as a GL scissor; false when nothing of it is left.
bool scissor(const ImVec4& clip, const ImDrawData& data) {
  const float sx = data.FramebufferScale.x, sy = data.FramebufferScale.y;
  const float height = data.DisplaySize.y * sy;
  const float x0 = (clip.x - data.DisplayPos.x) * sx, x1 = (clip.z - data.DisplayPos.x) * sx;
  const float y0 = (clip.y - data.DisplayPos.y) * sy, y1 = (clip.w - data.DisplayPos.y) * sy;
  if (x1 <= x0 || y1 <= y0) return false;
  const float left = std::max(0.0F, x0), low = std::max(0.0F, height - y1);
  glScissor(static_cast<GLint>(left), static_cast<GLint>(low),
            static_cast<GLsizei>(std::max(0.0F, x1 - left)),
            static_cast<GLsizei>(std::max(0.0F, height - y0 - low)));
  return true;
}

}  // namespace

Result<std::unique_ptr<TileRenderer>> TileRenderer::create(const std::filesystem::path& shader_dir) {
  gpu::begin_gl_errors();
  std::unique_ptr<TileRenderer> r(new TileRenderer);
  for (Drawable* d : {&r->nearest_, &r->average_}) {
    auto program = draw_program(shader_dir, "view/tile", {{"AVERAGE", d == &r->average_ ? 1 : 0}});
    if (!program) return fail(program.error().message);
    d->program = std::move(*program);
    d->display = glGetUniformLocation(d->program.get(), "u_display");
    d->pixel = glGetUniformLocation(d->program.get(), "u_pixel");
  }
  r->instances_buffer_ = gpu::Buffer::make();
  r->vertices_ = gpu::VertexArray::make();
  r->colours_ = make_colour_texture();
  r->values_ = gpu::Texture::make();
  glBindVertexArray(r->vertices_.get());
  glBindBuffer(GL_ARRAY_BUFFER, r->instances_buffer_.get());
  instance_floats(0, offsetof(TileInstance, rect), sizeof(TileInstance));
  instance_floats(1, offsetof(TileInstance, texel_x), sizeof(TileInstance));
  instance_ints(2, offsetof(TileInstance, plane), sizeof(TileInstance));
  instance_ints(3, offsetof(TileInstance, width), sizeof(TileInstance));
  instance_floats(4, offsetof(TileInstance, low), sizeof(TileInstance));
  instance_ints(5, offsetof(TileInstance, made), sizeof(TileInstance));
  glBindVertexArray(0);
  glBindBuffer(GL_ARRAY_BUFFER, 0);
  if (auto ok = gpu::gl_errors("the pictures of stages"); !ok) return fail(ok.error().message);
  return r;
}

void TileRenderer::begin_frame(const Theme& theme) {
  empty_ = ImGui::ColorConvertU32ToFloat4(theme.panel);
  hatch_ = ImGui::ColorConvertU32ToFloat4(theme.line);
  pitch_ = 9 * theme.scale;
  instances_.clear();
  pending_.clear();
  jobs_.clear();
  uploaded_ = false;
}

void TileRenderer::add(const BufferWindow& from, bool average, const TileInstance& tile) {
  if (pending_.empty() || !(pending_.back().from == from) || pending_.back().average != average) {
    pending_.push_back({from, average, static_cast<GLint>(instances_.size()), 0});
  }
  instances_.push_back(tile);
  ++pending_.back().count;
}

std::span<const TileInstance> TileRenderer::waiting() const {
  if (pending_.empty()) return {};
  return std::span(instances_).subspan(static_cast<size_t>(pending_.front().first));
}

void TileRenderer::flush(ImDrawList& list) {
  if (pending_.empty()) return;
  jobs_.emplace_back(this, std::move(pending_));
  pending_.clear();
  add_content(list, jobs_.back());
  list.AddCallback(&TileRenderer::draw, &jobs_.back());
  list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
}

void TileRenderer::Job::visit(const std::function<void(const Rect&, uint64_t)>& seen) const {
  Hash look;  // of what is not computed
  for (const float v : {renderer->empty_.x, renderer->empty_.y, renderer->empty_.z, renderer->hatch_.x,
                        renderer->hatch_.y, renderer->hatch_.z, renderer->pitch_})
    look.add(std::bit_cast<uint32_t>(v));
  for (const Batch& b : batches) {
    Hash common = look;
    common.add(b.from.buffer)
        .add(static_cast<uint64_t>(b.from.offset))
        .add(b.from.version)
        .add(b.average ? 1 : 0);
    for (const TileInstance& t : std::span(renderer->instances_)
                                     .subspan(static_cast<size_t>(b.first), static_cast<size_t>(b.count))) {
      std::array<uint32_t, sizeof(TileInstance) / sizeof(uint32_t)> words;
      std::memcpy(words.data(), &t, sizeof t);
      Hash h = common;
      for (const uint32_t word : words) h.add(word);
      seen(t.rect, h.value());
    }
  }
}

void TileRenderer::draw(const ImDrawList*, const ImDrawCmd* command) {
  const Job& job = *static_cast<const Job*>(command->UserCallbackData);
  job.renderer->run(job, *command);
}

void TileRenderer::upload() {
  if (uploaded_) return;
  glBindBuffer(GL_ARRAY_BUFFER, instances_buffer_.get());
  glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(instances_.size() * sizeof(TileInstance)),
               instances_.data(), GL_STREAM_DRAW);
  uploaded_ = true;
}

void TileRenderer::use(const Drawable& d, const ImDrawData& data) const {
  const GLuint program = d.program.get();
  glUseProgram(program);
  glUniform4f(d.display, data.DisplayPos.x, data.DisplayPos.y, data.DisplaySize.x, data.DisplaySize.y);
  glUniform2f(d.pixel, 1 / data.FramebufferScale.x, 1 / data.FramebufferScale.y);
  glUniform3f(glGetUniformLocation(program, "u_nan"), kNanColour.r, kNanColour.g, kNanColour.b);
  glUniform3f(glGetUniformLocation(program, "u_empty"), empty_.x, empty_.y, empty_.z);
  glUniform3f(glGetUniformLocation(program, "u_hatch"), hatch_.x, hatch_.y, hatch_.z);
  glUniform1f(glGetUniformLocation(program, "u_pitch"), pitch_ * data.FramebufferScale.x);
}

bool TileRenderer::seen_in(const Batch& b, const ImVec4& clip) const {
  const Rect area{clip.x, clip.y, clip.z, clip.w};
  const auto first = instances_.begin() + b.first;
  return std::any_of(first, first + b.count, [&](const TileInstance& t) { return t.rect.overlaps(area); });
}

void TileRenderer::run(const Job& job, const ImDrawCmd& command) {
  const ImDrawData& data = *ImGui::GetDrawData();
  if (!scissor(command.ClipRect, data)) return;
  upload();
  glBindVertexArray(vertices_.get());
  glActiveTexture(GL_TEXTURE1);
  glBindTexture(GL_TEXTURE_2D, colours_.get());
  glActiveTexture(GL_TEXTURE0);
  glDisable(GL_BLEND);
  const Drawable* used = nullptr;
  glBindTexture(GL_TEXTURE_BUFFER, values_.get());
  for (const Batch& b : job.batches) {
    if (!seen_in(b, command.ClipRect)) continue;
    const Drawable& wanted = b.average ? average_ : nearest_;
    if (used != &wanted) use(wanted, data);
    used = &wanted;
    glTexBufferRange(GL_TEXTURE_BUFFER, GL_R32F, b.from.buffer, b.from.offset, b.from.size);
    glDrawArraysInstancedBaseInstance(GL_TRIANGLE_STRIP, 0, 4, b.count, static_cast<GLuint>(b.first));
  }
  glBindTexture(GL_TEXTURE_BUFFER, 0);
  glActiveTexture(GL_TEXTURE1);
  glBindTexture(GL_TEXTURE_2D, 0);
  glActiveTexture(GL_TEXTURE0);
}

}  // namespace sep::view

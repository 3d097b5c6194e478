// Bodies of gl_draw.h.
#include "view/gl_draw.h"

#include "view/colour_map.h"

namespace sep::view {

Result<gpu::Program> draw_program(const std::filesystem::path& dir, const std::string& name,
                                  const gpu::Defines& defines) {
  const auto vertex_text = gpu::shader_source(dir, name + ".vert", defines);
  if (!vertex_text) return fail(vertex_text.error().message);
  const auto fragment_text = gpu::shader_source(dir, name + ".frag", defines);
  if (!fragment_text) return fail(fragment_text.error().message);
  const auto vertex = gpu::compile_shader(GL_VERTEX_SHADER, *vertex_text, name + ".vert");
  if (!vertex) return fail(vertex.error().message);
  const auto fragment = gpu::compile_shader(GL_FRAGMENT_SHADER, *fragment_text, name + ".frag");
  if (!fragment) return fail(fragment.error().message);
  return gpu::link_program({&*vertex, &*fragment}, name);
}

void instance_floats(GLuint index, size_t offset, size_t stride) {
  glEnableVertexAttribArray(index);
  glVertexAttribPointer(index, 4, GL_FLOAT, GL_FALSE, static_cast<GLsizei>(stride),
                        reinterpret_cast<const void*>(offset));
  glVertexAttribDivisor(index, 1);
}

void instance_ints(GLuint index, size_t offset, size_t stride) {
  glEnableVertexAttribArray(index);
  glVertexAttribIPointer(index, 4, GL_INT, static_cast<GLsizei>(stride),
                         reinterpret_cast<const void*>(offset));
  glVertexAttribDivisor(index, 1);
}

gpu::Texture make_colour_texture() {
  gpu::Texture texture = gpu::Texture::make();
  const std::vector<uint8_t> table = colour_table();
  glBindTexture(GL_TEXTURE_2D, texture.get());
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, kTableSize, kTableMaps, 0, GL_RGBA, GL_UNSIGNED_BYTE,
               table.data());
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
  glBindTexture(GL_TEXTURE_2D, 0);
  return texture;
}

}  // namespace sep::view

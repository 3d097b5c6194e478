// What the renderers of tiles and of slabs both need of GL: a program, attributes of instances, the colour
// table.
#pragma once

#include <filesystem>
#include <string>

#include "core/error.h"
#include "gpu/programs.h"

namespace sep::view {

/// Links name.vert and name.frag of the shader directory ("view/tile"). Error: file and the driver's log.
Result<gpu::Program> draw_program(const std::filesystem::path& dir, const std::string& name,
                                  const gpu::Defines& defines);

/// Four values of each instance, at an offset into its `stride` bytes; the buffer is bound.
void instance_floats(GLuint index, size_t offset, size_t stride);
void instance_ints(GLuint index, size_t offset, size_t stride);

/// colour_table() as a texture, kTableSize wide, a row for each map.
gpu::Texture make_colour_texture();

}  // namespace sep::view

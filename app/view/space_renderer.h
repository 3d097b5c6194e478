// Draws slabs and lines in space with a depth buffer into a texture of its own, which the diagram then shows
// like any picture. Slabs read their values from the buffers in which stages were computed, through the same
// colour maps as tiles. Knows planes and colours, not stages.
#pragma once

#include <glm/mat4x4.hpp>
#include <glm/vec3.hpp>

#include "view/tile_renderer.h"

namespace sep::view {

/// As space_slab.vert reads it; field by field the same layout.
struct SlabInstance {
  float x = 0, y = 0, front = 0, thickness = 0;  ///< world: left, bottom, front face
  float w = 1, h = 1, fade = 0, rim = 1;         ///< fade: part of the background, 0…1
  int32_t plane[3] = {0, 0, 0};                  ///< as in TileInstance
  int32_t row = 0;
  int32_t width = 1, height = 1, map = 0,
          level = 0;  ///< as in TileInstance; of a plain slab level is its colour, RGBA bytes
  float low = 0, slope = 1, brightness = 1, unused = 0;
  int32_t made[3] = {0, 0, 0}, made_row = 0;  ///< as in TileInstance
};
inline constexpr int32_t kPlainSlab = 8;  ///< in the place of a Map: one colour

/// As space_line.vert reads it.
struct LineInstance {
  glm::vec3 from{0};
  float width_px = 1;
  glm::vec3 to{0};
  float nearer = 0;  ///< how much nearer it is drawn, of the depth range; far below 0: behind all else
  float colour[4] = {1, 1, 1, 1};
};

/// A run of slabs that one window of a buffer serves.
struct SlabBatch {
  BufferWindow from;
  int first = 0, count = 0;
};

struct SpacePicture {
  int width_px = 0, height_px = 0;
  glm::mat4 matrix{1};
  glm::vec3 eye{0};
  Rgb background, edge, empty, hatch;  ///< the last two: ground and stripes of what is not computed yet
  std::vector<SlabInstance> slabs;
  std::vector<SlabBatch> batches;
  std::vector<uint64_t> versions;   ///< of what the buffers hold
  std::vector<LineInstance> lines;  ///< drawn where they are seen
  float behind = 0.4F;  ///< and, this strong and dashed, where slabs hide them; the last `through`
  int through = 0;
  float dash_px = 3;
  bool quick = false;  ///< one sample and one read a pixel, for a picture that is replaced at once
};

class SpaceRenderer {
 public:
  static Result<std::unique_ptr<SpaceRenderer>> create(const std::filesystem::path& shader_dir);

  /// Draws what changed since the last call and returns the GL texture, its first row lowest; it lives until
  /// the next call. Error: the picture is larger than the driver can draw.
  Result<GLuint> draw(const SpacePicture& picture);
  /// Grows each time the texture is drawn again.
  uint64_t version() const { return version_; }

 private:
  SpaceRenderer() = default;
  Result<void> resize(int width, int height);
  void draw_slabs(const SpacePicture& picture);
  void draw_lines(const SpacePicture& picture);

  gpu::Program slab_, quick_slab_, line_;
  gpu::VertexArray slab_vertices_, line_vertices_;
  gpu::Buffer slab_buffer_, line_buffer_;
  gpu::Texture colours_, values_;
  /// A framebuffer and its textures.
  struct Target {
    gpu::Framebuffer framebuffer;
    gpu::Texture colour, depth;
  };
  void copy(const Target& from, const Target& to) const;
  static Target make_target(GLenum kind, int width, int height);

  Target samples_;  ///< slabs, multisampled
  Target slabs_;    ///< the same as they are seen, or a quick picture of them
  Target shown_;    ///< with lines; these have smooth rims of their own
  SpacePicture last_;
  uint64_t version_ = 0;
  int width_ = 0, height_ = 0;
};

}  // namespace sep::view

// Draws tiles straight into the framebuffer from the buffers in which stages were computed: one instanced
// draw for each buffer, inside Dear ImGui's draw list. Knows planes and colour maps, not stages.
#pragma once

#include <epoxy/gl.h>
#include <imgui.h>

#include <deque>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "core/error.h"
#include "gpu/handle.h"
#include "view/colour_map.h"
#include "view/damage.h"
#include "view/geometry.h"
#include "view/theme.h"

namespace sep::view {

/// As tile.vert reads it; field by field the same layout.
struct TileInstance {
  Rect rect;                       ///< window pixels
  float texel_x = 0, texel_y = 0;  ///< texel at the rectangle's corner
  float step_x = 1, step_y = 1;    ///< texels per window pixel
  int32_t plane[3] = {0, 0, 0};    ///< where planes begin in the buffer, floats; the last two for true colour
  int32_t row = 0;                 ///< floats in a row
  int32_t width = 0, height = 0;   ///< texels
  int32_t map = 0;                 ///< a Map
  int32_t level = 0;               ///< of the pyramid: a texel is 2^level stage pixels
  float low = 0, slope = 1;        ///< t = (value − low)·slope
  float brightness = 1, unused = 0;
  int32_t made[3] = {0, 0, 0};  ///< pixels of each plane that are computed, row by row; the rest is hatched
  int32_t made_row = 0;         ///< stage pixels in a row; 0: all are computed
};

/// The part of a buffer that a tile's plane offsets count from, in bytes; its floats must not pass
/// GL_MAX_TEXTURE_BUFFER_SIZE.
struct BufferWindow {
  GLuint buffer = 0;
  GLintptr offset = 0;
  GLsizeiptr size = 0;
  uint64_t version = 0;  ///< of what it holds, another one for each content
  friend bool operator==(const BufferWindow&, const BufferWindow&) = default;
};

class TileRenderer {
 public:
  static Result<std::unique_ptr<TileRenderer>> create(const std::filesystem::path& shader_dir);

  /// Forgets the last frame's tiles. What is not computed yet is hatched in the theme's colours.
  void begin_frame(const Theme& theme);
  /// Adds one tile of planes in a buffer of floats. average: it is shrunk, 1 to 2 texels a framebuffer pixel.
  void add(const BufferWindow& from, bool average, const TileInstance& tile);
  /// What was added since the last flush.
  std::span<const TileInstance> waiting() const;
  /// Puts what was added since the last flush into the draw list, under its current clip rectangle.
  void flush(ImDrawList& list);

 private:
  struct Batch {
    BufferWindow from;
    bool average = false;
    GLint first = 0;
    GLsizei count = 0;
  };
  struct Drawable {
    gpu::Program program;
    GLint display = -1, pixel = -1;
  };
  struct Job final : DrawnContent {  ///< user data of a draw callback
    Job(TileRenderer* r, std::vector<Batch> b) : renderer(r), batches(std::move(b)) {}
    void visit(const std::function<void(const Rect&, uint64_t)>& seen) const override;
    TileRenderer* renderer;
    std::vector<Batch> batches;
  };

  TileRenderer() = default;
  static void draw(const ImDrawList* list, const ImDrawCmd* command);
  void upload();
  void use(const Drawable& drawable, const ImDrawData& data) const;
  void run(const Job& job, const ImDrawCmd& command);
  bool seen_in(const Batch& batch, const ImVec4& clip) const;

  Drawable nearest_, average_;
  gpu::Buffer instances_buffer_;
  gpu::VertexArray vertices_;
  gpu::Texture colours_, values_;  ///< values_: R32F over one window after the other
  std::vector<TileInstance> instances_;
  std::vector<Batch> pending_;
  std::deque<Job> jobs_;
  ImVec4 empty_, hatch_;
  float pitch_ = 8;
  bool uploaded_ = false;
};

}  // namespace sep::view

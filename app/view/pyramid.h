// Averages of stages at a half, a quarter, an eighth … of their size, so that a shrunk tile reads few texels.
// Made on the GPU for the planes that are shown, when they are shown, and dropped when they no longer are.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "gpu/engine.h"
#include "gpu/programs.h"
#include "view/tile_renderer.h"

namespace sep::view {

/// Planes of one size in buffers, as GpuTensor pages them. Level l has a texel for 2^l × 2^l pixels of the
/// stage.
struct PlaneSet {
  int width = 0, height = 0;  ///< texels
  int64_t row_floats = 0, plane_floats = 0;
  int64_t planes_per_page = 1, planes = 0;
  int64_t window_planes = 1;              ///< planes that one window can hold
  std::vector<GLuint> buffers, textures;  ///< a page each

  GLuint texture_of(int64_t plane) const { return textures[static_cast<size_t>(plane / planes_per_page)]; }
  /// In its page, in floats.
  int64_t offset_of(int64_t plane) const { return plane % planes_per_page * plane_floats; }
  /// Window that holds a plane, and the plane's offset in it in floats.
  BufferWindow window_of(int64_t plane, int32_t& offset_floats) const;
};
PlaneSet planes_of(const gpu::GpuTensor& tensor, const gpu::Limits& limits);

/// Least level at which a tile needs at most two texels a pixel. texels: of level 0 per framebuffer pixel,
/// the larger of both axes.
int level_for(double texels, int width, int height);

class Pyramids {
 public:
  Pyramids(const std::filesystem::path& shader_dir, const gpu::Limits& limits)
      : programs_(shader_dir), limits_(limits) {}

  void begin_frame();
  /// Level ≥ 1 with at least these planes made. Error: no memory, or the shader.
  Result<PlaneSet> level(gpu::StageRef ref, uint64_t version, const gpu::GpuTensor& tensor, int level,
                         std::span<const int> planes);
  /// Drops what was not asked for since begin_frame().
  void end_frame();
  int64_t bytes() const;

 private:
  struct Level {
    Shape shape;
    int64_t row_floats = 0, plane_floats = 0, planes_per_page = 1;
    std::vector<gpu::TexelBuffer> pages;
    std::vector<bool> ready;  ///< per plane
    uint64_t version = 0;
    bool used = true;
    PlaneSet set(const gpu::Limits& limits) const;
  };
  using Key = std::pair<std::pair<int, int>, int>;  ///< slot and index, level

  Result<Level*> slot(const Key& key, uint64_t version, const gpu::GpuTensor& tensor, int level);
  Result<void> make(Level& target, const PlaneSet& source, const Shape& stage, int source_level, int level,
                    std::span<const int> planes);

  gpu::ProgramCache programs_;
  gpu::Limits limits_;
  std::map<Key, Level> levels_;
};

}  // namespace sep::view

// A float32 tensor that lives in GL buffers. Channel-major planes, rows padded to 4 floats, planes to 64 floats, in pages of
// whole planes so that no buffer passes the limit. Knows no ImGui.
#pragma once

#include <cstdint>
#include <vector>

#include "core/tensor.h"
#include "gpu/handle.h"

namespace sep::gpu {

/// What the driver allows; tests make them small so that slabs and pages are exercised on small shapes.
struct Limits {
  int64_t storage_block_bytes = 128 << 20;  ///< GL_MAX_SHADER_STORAGE_BLOCK_SIZE
  int64_t texture_texels = 1 << 27;         ///< GL_MAX_TEXTURE_BUFFER_SIZE, of RGBA32F
  int64_t page_bytes = 1 << 30;             ///< most bytes of one GL buffer
  int64_t total_bytes = 0;                  ///< most bytes of all tensors together; 0: unknown
  int storage_alignment = 256;
  int texture_alignment = 256;
  int max_groups = 65535;
};

struct Page {
  Buffer buffer;
  Texture texture;        ///< RGBA32F buffer texture over the whole buffer, when it fits texture_texels
  int64_t first_plane = 0;
  int64_t planes = 0;
};

struct GpuTensor {
  Shape shape;
  int64_t row_floats = 0;    ///< W rounded up to 4
  int64_t plane_floats = 0;  ///< H·row_floats rounded up to 64
  std::vector<Page> pages;

  int64_t plane_of(int64_t b, int64_t c) const { return b * shape.c + c; }
  /// Page that holds a plane, and the plane's offset in it in floats.
  const Page& page_of(int64_t plane, int64_t& offset_floats) const;
  int64_t bytes() const;
};

}  // namespace sep::gpu

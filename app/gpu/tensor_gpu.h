// A float32 tensor that lives in GL buffers: channel-major planes, rows padded to 4 floats (the padding is
// zero), planes to 64 floats, in pages of whole planes so that no buffer passes a limit. Knows no ImGui.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/error.h"
#include "core/tensor.h"
#include "gpu/handle.h"

namespace sep::gpu {

/// How the shaders of convolutions work. registers: through buffer textures, without shared memory, as is
/// best where processors run them; tiles: with tiles in shared memory, for GPUs. gpu/family.h measures which
/// is faster.
enum class Family { registers, tiles };

/// What the driver allows; tests make them small so that slabs and pages are exercised on small shapes.
struct Limits {
  int64_t storage_block_bytes = 128 << 20;  ///< GL_MAX_SHADER_STORAGE_BLOCK_SIZE
  int64_t texture_texels = 1 << 27;         ///< GL_MAX_TEXTURE_BUFFER_SIZE, of RGBA32F
  int64_t page_bytes = 1 << 30;             ///< most bytes of one GL buffer
  int64_t total_bytes = 0;                  ///< most bytes of all tensors together; 0: unknown
  int storage_alignment = 256;
  int max_groups = 65535;
  int winograd_tiles =
      256;  ///< of 4×4 outputs; on fewer of them Winograd's algorithm is slower (0.4 to 1 times)
  bool software = true;  ///< shaders run on the processor: how invocations best share memory
  Family family = Family::registers;
};

/// Of the current context. total_bytes: 60 % of the memory that is free now, of the machine (software GL) or
/// the card when it tells.
Limits driver_limits(bool software);

struct Page {
  Buffer buffer;
  Texture texture;  ///< RGBA32F buffer texture over the whole buffer; the texel after the last plane is zero
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
  int64_t bytes() const { return plane_floats * shape.planes() * static_cast<int64_t>(sizeof(float)); }
};

/// Bytes that a tensor of this shape takes in buffers.
int64_t tensor_bytes(const Shape& shape);

/// Size of a buffer under a buffer texture. Mesa's llvmpipe compiles a shader anew (up to a second) when the
/// size in bytes of a texture that it reads turns into or from a power of two, or when bits 8–15 of it turn
/// into or from zero: these sizes never do.
int64_t texture_bytes(int64_t bytes);
/// The same for a part of such a buffer, which ends kWindowPadding before the buffer does, or earlier.
int64_t window_bytes(int64_t bytes);
inline constexpr int64_t kWindowPadding = 256;

/// Buffers without content. Error: out of memory, or one channel larger than a buffer can be, with the sizes
/// in words.
Result<GpuTensor> make_gpu_tensor(const Shape& shape, const Limits& limits);

/// Host to GPU, in bounded pieces. x.shape equals tensor.shape.
void upload(const GpuTensor& tensor, const Tensor& x);

/// GPU to host; the caller has put the barrier.
Tensor download(const GpuTensor& tensor);

/// rows·cols floats from (y0,x0) of one plane; NaN outside.
std::vector<float> download_window(const GpuTensor& tensor, int64_t plane, int y0, int x0, int rows,
                                   int cols);

/// A buffer with a buffer texture over it, for weights and the like.
struct TexelBuffer {
  Buffer buffer;
  Texture texture;
};
/// Makes a buffer texture the one of a texture unit.
void bind_texels(GLuint unit, const Texture& texture);
TexelBuffer make_texels(std::span<const float> values, GLenum format);

}  // namespace sep::gpu

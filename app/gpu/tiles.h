// The tile family's table: which shader with shared memory serves which spec, how large its tiles are, and
// how its weights lie. For GPUs; what it does not serve is left to gpu/variant.h.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/conv.h"
#include "gpu/programs.h"
#include "gpu/tensor_gpu.h"

namespace sep::gpu {

/// A tile shader made fit for a spec. A work-group makes `columns` vec4s × `rows` rows of `block` channels.
struct TileShader {
  ProgramKey key;
  std::string name;  ///< what the panel shows
  int columns = 0, rows = 0;
  int block = 1;      ///< output channels
  int depth = 1;      ///< input channels that lie in shared memory together
  bool flat = false;  ///< a plane is one long row: columns · rows vec4s of it
};

/// For one convolution, or nothing: no stride, no dilation, no copied border, input and output of one page
/// and one storage block.
std::optional<TileShader> tile_shader(const ConvSpec& spec, const Shape& in, const Limits& limits);

/// For two at once: a column and a row pass over every channel, or a depthwise and a pointwise stage.
std::optional<TileShader> tile_shader(const ConvSpec& first, const ConvSpec& second, const Shape& in,
                                      const Limits& limits);

/// Weights [C_out, C_in/group, K_h, K_w] as the shader reads them: [block][bias of its channels, then input
/// channels, filled up to depth, tap by tap][channels of the block]. bias: empty or C_out values.
std::vector<float> pack_tiles(const ConvSpec& spec, const TileShader& shader, std::span<const float> weights,
                              std::span<const float> bias);
/// Blocks of output channels; none straddles groups.
int blocks_of(const ConvSpec& spec, const TileShader& shader);

}  // namespace sep::gpu

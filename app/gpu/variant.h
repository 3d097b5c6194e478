// The one table that says which shader serves which spec, and the order in which that shader reads its
// weights.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/conv.h"
#include "gpu/programs.h"

namespace sep::gpu {

/// How the weights of one block of output channels follow each other.
enum class Layout {
  taps,      ///< vec4s of four taps along a row, for one output channel
  channels,  ///< vec4s of four output channels, tap by tap
  columns    ///< one tap wide: vec4s of the tap for each of four output rows
};

struct Variant {
  std::string name;  ///< what the panel shows
  std::string file;
  Defines defines;
  Layout layout = Layout::taps;
  int block_channels = 1;  ///< output channels an invocation
  int block_rows = 1;      ///< output rows an invocation
  int tap_blocks = 1;      ///< groups of four taps that one turn of the loop unrolls
  int turns = 1;           ///< turns for one input row and phase
  int first_tap = 0;       ///< first tap of a turn that is not always zero, and one past the last
  int end_tap = 4;
};

/// How a spec is run: on the input as it is, or on a copy whose border is real and whose rows are split into
/// stride_w phases.
struct Geometry {
  ConvSpec spec;  ///< pads are zero when the input is a bordered copy
  bool bordered = false;
  int lead = 0;        ///< zero taps before the kernel's, so that vec4 loads are aligned
  int lead_vec4s = 0;  ///< vec4s from the output pixel to the left end of the first tap block
  int phases = 1;
  int tap_blocks = 1;
};
Geometry geometry_of(const ConvSpec& spec);

/// Best variant for a spec whose input lies in one page, or in several. Sizes are uniforms: only how much is
/// unrolled is compiled in, in a few steps, so that dragging a size rarely meets a new shader.
Variant variant_of(const Geometry& geometry, bool one_page);

/// Texels (vec4s) of the packed weights of output channels [c0,c1).
int64_t packed_texels(const Geometry& geometry, const Variant& variant, int c0, int c1);

/// weights: [c1−c0, C_in/group, K_h, K_w]. c0 begins a group, or the range lies inside one.
std::vector<float> pack_weights(const Geometry& geometry, const Variant& variant,
                                std::span<const float> weights, int c0, int c1);

}  // namespace sep::gpu

// The one table that says which shader serves which spec, and the order in which that shader reads its
// weights.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/conv.h"
#include "gpu/programs.h"

namespace sep::gpu {

enum class Layout { rows, columns, columns4 };

struct Variant {
  std::string name;  ///< what the panel shows
  std::string file;
  Defines defines;
  Layout layout = Layout::rows;
  int block_channels = 1;  ///< output channels an invocation
  int block_rows = 1;      ///< output rows an invocation
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

/// Best variant for a spec; a general one exists for every valid spec, with sizes as uniforms, so no size
/// waits for a compiler.
Variant variant_of(const Geometry& geometry);

/// Texels (vec4s) of the packed weights of output channels [c0,c1).
int64_t packed_texels(const Geometry& geometry, const Variant& variant, int c0, int c1);

/// weights: [c1−c0, C_in/group, K_h, K_w]. c0 begins a group, or the range lies inside one.
std::vector<float> pack_weights(const Geometry& geometry, const Variant& variant,
                                std::span<const float> weights, int c0, int c1);

}  // namespace sep::gpu

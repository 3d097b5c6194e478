// The one table that says which shader serves which spec, and how the spec is laid out for it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/conv.h"
#include "gpu/programs.h"
#include "gpu/tensor_gpu.h"

namespace sep::gpu {

/// How a spec is run: on the input as it is, or on a copy whose border is real and whose rows are split into
/// phases.
struct Geometry {
  ConvSpec spec;  ///< pads are zero when the input is a bordered copy
  bool bordered = false;
  int lead = 0;        ///< pixels before the first tap, so that vec4 loads are aligned
  int lead_vec4s = 0;  ///< vec4s from the output pixel to the left end of the first tap block
  int phases = 1;      ///< every phases-th pixel of a row lies together
  int tap_blocks = 1;  ///< blocks of four pixels that the taps of a row (and phase) lie in
  int row_step = 1;    ///< output rows that read the same input rows lie row_gap apart and read them
  int row_gap = 1;     ///< row_step taps of the kernel's column later
};
Geometry geometry_of(const ConvSpec& spec);

/// Along what the products of one turn of the shader's loop lie.
enum class Turn {
  across,  ///< taps of one input row
  down,    ///< four input rows; kernels one pixel wide
  deep,    ///< four input channels; pointwise
  block,   ///< all taps of an input channel, written out
  slide    ///< all taps of an input channel, one input row after the other
};

/// What every kernel of a stage has twice, and a shader may multiply once.
struct Mirrored {
  bool rows = false;     ///< the first row is the last one, and so on
  bool columns = false;  ///< every row reads the same from either end
  bool any() const { return rows || columns; }
};
/// Of weights [C_out, C_in/group, K_h, K_w].
Mirrored mirrored_in(std::span<const float> weights, Size2 kernel);
/// Rows and columns of the taps that differ.
Size2 differing_taps(Size2 kernel, Mirrored mirrored);

/// One row of the table made fit for a spec.
struct Variant {
  std::string name;  ///< what the panel shows
  std::string file;
  Defines defines;
  int channels = 1;  ///< output channels an invocation
  int rows = 1;      ///< output rows an invocation
  int width = 4;     ///< vec4s of an output row an invocation
  Turn turn = Turn::across;
  int taps = 4;       ///< products of a turn
  int first_tap = 0;  ///< of a turn across, in pixels from the first block's left end
  int tap_step = 1;   ///< pixels from tap to tap
  int turns = 1;      ///< turns across for one input row and phase
  Mirrored mirrored;  ///< what a turn that slides multiplies once

  int sums() const { return channels * rows; }
  ProgramKey key() const { return {file, defines}; }
};

/// general: one of a dozen programs, with all sizes as uniforms, so that no size waits for a compiler.
/// special: the number of taps and where they lie compiled in, loops of few turns written out.
enum class Fit { general, special };

/// Best variant for a spec whose input lies in one page, or in several; mirrored: what its weights have
/// twice.
Variant variant_of(const Geometry& geometry, bool one_page, Fit fit, Mirrored mirrored = {});

/// General programs, and special ones of the sizes that are most common: worth preparing before somebody asks
/// for them.
std::vector<ProgramKey> likely_programs(const Limits& limits);

/// Multiplications that the variant makes for an output of this shape.
int64_t multiplications_of(const Geometry& geometry, const Variant& variant, const Shape& out);

/// Input rows that one invocation visits.
int visited_rows(const Geometry& geometry, const Variant& variant);

/// Turns of the shader's loop for one input channel (of a turn deep: for one channel of its four).
int turns_per_channel(const Geometry& geometry, const Variant& variant);
/// Turns of the loop for all input channels of a group.
int turns_per_block(const Geometry& geometry, const Variant& variant);

}  // namespace sep::gpu

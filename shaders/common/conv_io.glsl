// What the convolution shaders share: where an invocation works, its loads, its first and last act. An invocation makes WIDTH vec4s of
// CHANNELS output channels × ROWS output rows; the vec4s of sum g are sums[WIDTH·g] …: channel g / ROWS, row g % ROWS.
// Indices of arrays are constants, so that they become registers. 64 invocations a work-group.
#define SUMS (CHANNELS * ROWS)
#ifndef WIDTH
#define WIDTH 4  // vec4s of a row that an invocation makes
#endif

layout(binding = 0) uniform samplerBuffer u_input;
layout(binding = 1) uniform samplerBuffer u_weights;
layout(std430, binding = 0) buffer Output { vec4 o_values[]; };

vec4 sums[SUMS * WIDTH];

struct Place {
  int x4;           // first vec4 of its output rows
  int y;            // first output row; the others lie u_row_gap apart
  int channels;     // how many of the block's channels are real
  int group_first;  // first input channel of the group
  int weights;      // first texel of the block's weights
  int at;           // first vec4 in the output
};

#include "common/divide.glsl"

// Work-groups: blocks of output channels on x, so that neighbours read the same input; strips of WIDTH vec4s, row after row, on y.
// Blocks never straddle groups: slabs hold whole groups or lie inside one.
Place place() {
  Place p;
  int strip = int(gl_WorkGroupID.y * 64u + gl_LocalInvocationIndex);
  int step = divide(strip, u_strips);
  p.x4 = (strip - step * u_strips) * WIDTH;
#if ROWS > 1
  p.y = u_y_begin + step + divide(step, u_row_gap) * u_row_gap * (ROWS - 1);
#else
  p.y = u_y_begin + step;
#endif
  int block = int(gl_WorkGroupID.x);
  int group = divide(block, u_blocks_per_group);
  int inside = (block - group * u_blocks_per_group) * CHANNELS;
  int channel = group * u_c_out_per_group + inside;  // both counted from the slab's first
  p.channels = min(u_c_out_per_group - u_inside_begin - inside, u_slab_channels - channel);
  p.group_first = (u_group_begin + group) * u_c_in_per_group;
  p.weights = block * u_block_texels;
  p.at = u_out_first + channel * u_out_plane + p.y * u_out_vec4s + p.x4;
  return p;
}

// Input channels of the group that this page holds; empty when y ≤ x.
ivec2 input_range(Place p) {
  return ivec2(max(p.group_first, u_c_first), min(p.group_first + u_c_in_per_group, u_c_end));
}

// A block's weights begin with the bias of each sum.
#define BIAS_TEXELS ((SUMS + 3) / 4)
#ifdef ACCUMULATE
#define FIRST_VALUE(bias) 0.0
#define BEFORE(i) o_values[i]
#else
#define FIRST_VALUE(bias) bias
#define BEFORE(i) vec4(0.0)
#endif
#define BEGIN_SUM(g, _) sums[g * 4] = sums[g * 4 + 1] = sums[g * 4 + 2] = sums[g * 4 + 3] = vec4(FIRST_VALUE(texelFetch(u_weights, p.weights + g / 4)[g % 4]));

#include "common/trimmed.glsl"

#define STORE_VEC4(i, j, v) if (p.x4 + j < u_out_vec4s) o_values[i + j] = trimmed(v + BEFORE(i + j), (p.x4 + j) * 4);
#define STORE_SUM(g, _)                                                                \
  if (g / ROWS < p.channels && p.y + g % ROWS * u_row_gap < u_y_end) {              \
    int i = p.at + g / ROWS * u_out_plane + g % ROWS * u_row_gap * u_out_vec4s;     \
    STORE_VEC4(i, 0, sums[g * 4])                                                   \
    STORE_VEC4(i, 1, sums[g * 4 + 1])                                               \
    STORE_VEC4(i, 2, sums[g * 4 + 2])                                               \
    STORE_VEC4(i, 3, sums[g * 4 + 3])                                               \
  }

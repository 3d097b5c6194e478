// What the convolution shaders share: where an invocation works, its loads, its first and last act. NC (output channels of an invocation)
// and NR (its output rows) must be defined, and 64 invocations a work-group. An invocation makes 16 pixels of a row.
layout(binding = 0) uniform samplerBuffer u_input;
layout(binding = 1) uniform samplerBuffer u_weights;
layout(binding = 2) uniform samplerBuffer u_bias;  // one float a texel (R32F)
layout(std430, binding = 0) buffer Output { vec4 o_values[]; };

struct Place {
  int x4;           // first vec4 of its output row
  int y;            // first output row
  int block;        // block of output channels within the slab
  int channel;      // its first output channel
  int channels;     // how many of the block are real
  int group_first;  // first input channel of the group
};

// Integer division is slow where a processor runs shaders; a ≥ 0, b > 0, quotient below 2^22.
int divide(int a, int b) {
  int q = int((float(a) + 0.5) / float(b));
  q -= int(q * b > a);
  return q + int((q + 1) * b <= a);
}

// Work-groups: blocks of output channels on x, so that neighbours read the same input; strips of 16 pixels, row after row, on y.
// Blocks never straddle groups: slabs begin at a group or inside one.
Place place() {
  Place p;
  int strips = (u_out_vec4s + 3) >> 2;
  int strip = int(gl_WorkGroupID.y * 64u + gl_LocalInvocationIndex);
  int row = divide(strip, strips);
  p.x4 = (strip - row * strips) * 4;
  p.y = u_y_begin + row * NR;
  p.block = int(gl_WorkGroupID.x);
  int blocks_per_group = (u_c_out_per_group + NC - 1) / NC;
  int group_in_slab = divide(p.block, blocks_per_group);
  int inside_group = u_inside_begin + (p.block - group_in_slab * blocks_per_group) * NC;
  int group = u_group_begin + group_in_slab;
  p.channel = group * u_c_out_per_group + inside_group;
  p.channels = min(min(u_c_out_per_group - inside_group, u_c_out_end - p.channel), NC);
  p.group_first = group * u_c_in_per_group;
  return p;
}

// Input channels of the group that this page holds; empty when y ≤ x.
ivec2 input_range(Place p) {
  return ivec2(max(p.group_first, u_c_first), min(p.group_first + u_c_in_per_group, u_c_end));
}

// Texels outside the row or the image are zero padding.
vec4 load(int row_texel, int x4, bool row_inside) {
  return texelFetch(u_input, row_inside && uint(x4) < uint(u_in_vec4s) ? row_texel + x4 : u_zero);
}

vec4 first_sum(Place p, int n) {
#ifdef BIAS
  return vec4(texelFetch(u_bias, p.channel + min(n, p.channels - 1)).x);
#else
  return vec4(0.0);
#endif
}

// The floats after the last pixel of a row are kept zero: the next stage reads them as padding.
vec4 trimmed(vec4 v, int x) {
  return vec4(x < u_out_w ? v.x : 0.0, x + 1 < u_out_w ? v.y : 0.0, x + 2 < u_out_w ? v.z : 0.0, x + 3 < u_out_w ? v.w : 0.0);
}

void store_row(vec4 sums[4], Place p, int channel, int y) {
  int at = u_out_first + (channel - u_c_out_begin) * u_out_plane + y * u_out_vec4s + p.x4;
  bool real = channel < p.channel + p.channels && y < u_y_end;
  for (int j = 0; j < 4; ++j) {
    if (real && p.x4 + j < u_out_vec4s) {
      vec4 v = trimmed(sums[j], (p.x4 + j) * 4);
#ifdef ACCUMULATE
      v += o_values[at + j];
#endif
      o_values[at + j] = v;
    }
  }
}

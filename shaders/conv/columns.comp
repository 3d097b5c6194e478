// Kernels one pixel wide with one input channel a group, at stride and dilation 1: 16 pixels of four rows an invocation; each input row is
// read once for the four. Weights [channel][ky of K_h + 3] as vec4(w[ky], w[ky−1], w[ky−2], w[ky−3]), packed by gpu/variant.cpp.
layout(local_size_x = 64) in;

#define NC 1
#define NR 4
#include "common/conv_params.glsl"
#include "common/conv_io.glsl"

void main() {
  Place p = place();
  vec4 sums[4][4];
  for (int r = 0; r < 4; ++r) {
    for (int j = 0; j < 4; ++j) sums[r][j] = first_sum(p, 0);
  }
  bool here = p.group_first >= u_c_first && p.group_first < u_c_end;
  bvec4 inside_row = lessThan(p.x4 + ivec4(0, 1, 2, 3), ivec4(u_in_vec4s));
  int turns = u_kernel_h + 3;
  int w = p.block * turns;
  int iy = p.y - u_pad_top;
  int at = u_in_first + p.group_first * u_in_plane + iy * u_in_row + p.x4;
  for (int i = 0; i < turns; ++i) {
    bool inside = here && uint(iy + i) < uint(u_in_h);
    vec4 k = texelFetch(u_weights, w + i);
    vec4 a0 = texelFetch(u_input, inside && inside_row.x ? at : u_zero);
    vec4 a1 = texelFetch(u_input, inside && inside_row.y ? at + 1 : u_zero);
    vec4 a2 = texelFetch(u_input, inside && inside_row.z ? at + 2 : u_zero);
    vec4 a3 = texelFetch(u_input, inside && inside_row.w ? at + 3 : u_zero);
    for (int r = 0; r < 4; ++r) {
      sums[r][0] += k[r] * a0;
      sums[r][1] += k[r] * a1;
      sums[r][2] += k[r] * a2;
      sums[r][3] += k[r] * a3;
    }
    at += u_in_row;
  }
  for (int r = 0; r < 4; ++r) store_row(sums[r], p, p.channel, p.y + r);
}

// Kernels one pixel wide at stride and dilation 1: 16 pixels of four rows an invocation, each input row read once for the four.
// Weights [channel][ci][ky of K_h + 3] as vec4(w[ky], w[ky−1], w[ky−2], w[ky−3]), packed by gpu/packing.cpp.
layout(local_size_x = 8, local_size_y = 8) in;

#include "common/conv_params.glsl"
#define NC 4
#include "common/conv_io.glsl"

void main() {
  Place p = place(1, 4);
  if (p.outside) return;
  vec4 acc[NC][4];
  begin_sums(acc, p);
  ivec2 ci_range = input_range(p);
  int x4 = p.x16 * 4;
  int turns = u_kernel_h + 3;
  int w = (p.block * u_c_in_per_group + ci_range.x - p.group_first) * turns;
  for (int ci = ci_range.x; ci < ci_range.y; ++ci) {
    for (int ky = 0; ky < turns; ++ky) {
      int iy = p.y + ky - u_pad_top;
      bool inside = iy >= 0 && iy < u_in_h;
      int row = u_in_first + ci * u_in_plane + iy * u_in_row;
      vec4 taps = texelFetch(u_weights, w++);
      vec4 a0 = load(row, x4, inside);
      vec4 a1 = load(row, x4 + 1, inside);
      vec4 a2 = load(row, x4 + 2, inside);
      vec4 a3 = load(row, x4 + 3, inside);
      for (int r = 0; r < 4; ++r) {
        acc[r][0] += taps[r] * a0;
        acc[r][1] += taps[r] * a1;
        acc[r][2] += taps[r] * a2;
        acc[r][3] += taps[r] * a3;
      }
    }
  }
  store_rows(acc, p);
}

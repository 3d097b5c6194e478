// Kernels one pixel wide (column passes and pointwise): 16 pixels of one row and NC output channels an invocation.
// Weights [block][ci][ky][NC/4] as vec4s of output channels, packed by gpu/packing.cpp.
layout(local_size_x = 8, local_size_y = 8) in;

#include "common/conv_params.glsl"
#include "common/conv_io.glsl"

#define WV ((NC + 3) / 4)

void main() {
  Place p = place(NC, 1);
  if (p.outside) return;
  vec4 acc[NC][4];
  begin_sums(acc, p);
  ivec2 ci_range = input_range(p);
  int w = (p.block * u_c_in_per_group + ci_range.x - p.group_first) * u_kernel_h * WV;
  int x4 = p.x16 * 4;
  for (int ci = ci_range.x; ci < ci_range.y; ++ci) {
    for (int ky = 0; ky < u_kernel_h; ++ky) {
      int iy = p.y * u_stride_h + ky * u_dilation_h - u_pad_top;
      bool inside = iy >= 0 && iy < u_in_h;
      int row = u_in_first + ci * u_in_plane + iy * u_in_row;
      vec4 a0 = load(row, x4, inside);
      vec4 a1 = load(row, x4 + 1, inside);
      vec4 a2 = load(row, x4 + 2, inside);
      vec4 a3 = load(row, x4 + 3, inside);
      for (int v = 0; v < WV; ++v) {
        vec4 taps = texelFetch(u_weights, w + v);
        for (int n = 0; n < 4; ++n) {
          if (4 * v + n < NC) {
            acc[4 * v + n][0] += taps[n] * a0;
            acc[4 * v + n][1] += taps[n] * a1;
            acc[4 * v + n][2] += taps[n] * a2;
            acc[4 * v + n][3] += taps[n] * a3;
          }
        }
      }
      w += WV;
    }
  }
  store(acc, p);
}

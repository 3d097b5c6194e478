// Grouped convolution: 16 pixels of one row and NC output channels an invocation; every size is a uniform.
// Four taps a turn over a sliding window of vec4s; weights [block][ci][ky][phase][tap block][NC], packed by gpu/packing.cpp.
layout(local_size_x = 8, local_size_y = 8) in;

#include "common/conv_params.glsl"
#include "common/conv_io.glsl"

vec4 add_taps(vec4 acc, vec4 w, vec4 a, vec4 b) {
  acc += w.x * a;
  acc += w.y * vec4(a.yzw, b.x);
  acc += w.z * vec4(a.zw, b.xy);
  acc += w.w * vec4(a.w, b.xyz);
  return acc;
}

void main() {
  Place p = place(NC, 1);
  if (p.outside) return;
  vec4 acc[NC][4];
  begin_sums(acc, p);
  ivec2 ci_range = input_range(p);
  int w = p.block * u_c_in_per_group * u_kernel_h * u_phases * u_tap_blocks * NC +
          (ci_range.x - p.group_first) * u_kernel_h * u_phases * u_tap_blocks * NC;
  for (int ci = ci_range.x; ci < ci_range.y; ++ci) {
    for (int ky = 0; ky < u_kernel_h; ++ky) {
      int iy = p.y * u_stride_h + ky * u_dilation_h - u_pad_top;
      bool inside = iy >= 0 && iy < u_in_h;
      int row = u_in_first + ci * u_in_plane + iy * u_in_row;
      for (int phase = 0; phase < u_phases; ++phase) {
        int x4 = p.x16 * 4 - u_lead_vec4s;
        vec4 a0 = load(row, x4, inside);
        vec4 a1 = load(row, x4 + 1, inside);
        vec4 a2 = load(row, x4 + 2, inside);
        vec4 a3 = load(row, x4 + 3, inside);
        for (int t = 0; t < u_tap_blocks; ++t) {
          vec4 a4 = load(row, x4 + 4 + t, inside);
          for (int n = 0; n < NC; ++n) {
            vec4 taps = texelFetch(u_weights, w + n);
            acc[n][0] = add_taps(acc[n][0], taps, a0, a1);
            acc[n][1] = add_taps(acc[n][1], taps, a1, a2);
            acc[n][2] = add_taps(acc[n][2], taps, a2, a3);
            acc[n][3] = add_taps(acc[n][3], taps, a3, a4);
          }
          w += NC;
          a0 = a1;
          a1 = a2;
          a2 = a3;
          a3 = a4;
        }
        row += u_in_vec4s;
      }
    }
  }
  store(acc, p);
}

// Grouped convolution, any spec: 16 pixels of one row and NC output channels an invocation; every size is a uniform.
// A turn takes 4·TAP_BLOCKS taps of one row of one input channel (taps before FIRST_TAP and from END_TAP on are always zero), over a window of
// vec4s: unaligned pixels are swizzles, which cost nothing. There is one loop over all turns, or none (UNROLLED turns): a loop costs a masked
// move of every sum. Weights in the order they are read, packed by gpu/variant.cpp.
layout(local_size_x = 64) in;

#define NR 1
#include "common/conv_params.glsl"
#include "common/conv_io.glsl"

#define HAS_TAP(t) ((t) >= FIRST_TAP && (t) < END_TAP)

// Pixels t … t+3 of two neighbouring vec4s.
#define SHIFT0(a, b) a
#define SHIFT1(a, b) vec4(a.yzw, b.x)
#define SHIFT2(a, b) vec4(a.zw, b.xy)
#define SHIFT3(a, b) vec4(a.w, b.xyz)

#if NC == 1
#define WEIGHTS TAP_BLOCKS
#define ADD(j, t, a, b) \
  if (HAS_TAP(t)) sums[0][j] += k.x * SHIFT0(a, b); \
  if (HAS_TAP(t + 1)) sums[0][j] += k.y * SHIFT1(a, b); \
  if (HAS_TAP(t + 2)) sums[0][j] += k.z * SHIFT2(a, b); \
  if (HAS_TAP(t + 3)) sums[0][j] += k.w * SHIFT3(a, b);
#define BLOCK(i, a, b, c, d, e) { \
    vec4 k = texelFetch(u_weights, w + i); \
    ADD(0, 4 * i, a, b) \
    ADD(1, 4 * i, b, c) \
    ADD(2, 4 * i, c, d) \
    ADD(3, 4 * i, d, e) \
  }
#else
#define WEIGHTS ((END_TAP - FIRST_TAP) * (NC / 4))
#define TAP(t, SHIFT, a, b, c, d, e) \
  if (HAS_TAP(t)) { \
    for (int v = 0; v < NC / 4; ++v) { \
      vec4 k = texelFetch(u_weights, w + (t - FIRST_TAP) * (NC / 4) + v); \
      for (int n = 0; n < 4; ++n) { \
        sums[4 * v + n][0] += k[n] * SHIFT(a, b); \
        sums[4 * v + n][1] += k[n] * SHIFT(b, c); \
        sums[4 * v + n][2] += k[n] * SHIFT(c, d); \
        sums[4 * v + n][3] += k[n] * SHIFT(d, e); \
      } \
    } \
  }
#define BLOCK(i, a, b, c, d, e) \
  TAP(4 * i, SHIFT0, a, b, c, d, e) \
  TAP(4 * i + 1, SHIFT1, a, b, c, d, e) \
  TAP(4 * i + 2, SHIFT2, a, b, c, d, e) \
  TAP(4 * i + 3, SHIFT3, a, b, c, d, e)
#endif

struct Walk {
  int w;      // next weight
  int plane;  // texel where the input channel begins
  int iy;     // input row
  int x4;     // first vec4 of the window
  int phase;  // texels from the row's begin to the phase's
};

void turn(inout vec4 sums[NC][4], inout Walk at, int x4_first, int iy_first, int iy_end) {
  int w = at.w;
  int row = at.plane + at.iy * u_in_row + at.phase;
  bool inside = uint(at.iy) < uint(u_in_h);
  vec4 a0 = load(row, at.x4, inside);
  vec4 a1 = load(row, at.x4 + 1, inside);
  vec4 a2 = load(row, at.x4 + 2, inside);
  vec4 a3 = load(row, at.x4 + 3, inside);
  vec4 a4 = load(row, at.x4 + 4, inside);
  BLOCK(0, a0, a1, a2, a3, a4)
#if TAP_BLOCKS > 1
  vec4 a5 = load(row, at.x4 + 5, inside);
  BLOCK(1, a1, a2, a3, a4, a5)
#endif
#if TAP_BLOCKS > 2
  vec4 a6 = load(row, at.x4 + 6, inside);
  BLOCK(2, a2, a3, a4, a5, a6)
#endif
#if TAP_BLOCKS > 3
  vec4 a7 = load(row, at.x4 + 7, inside);
  BLOCK(3, a3, a4, a5, a6, a7)
#endif
  at.w += WEIGHTS;
  bool row_done = true;
#ifdef SEVERAL_TURNS
  at.x4 += TAP_BLOCKS;
  bool phase_done = at.x4 >= x4_first + u_turns * TAP_BLOCKS;
  at.x4 = phase_done ? x4_first : at.x4;
  at.phase += phase_done ? u_in_vec4s : 0;
  row_done = at.phase >= u_phases * u_in_vec4s;
  at.phase = row_done ? 0 : at.phase;
#endif
  at.iy += row_done ? u_dilation_h : 0;
  bool channel_done = at.iy >= iy_end;
  at.iy = channel_done ? iy_first : at.iy;
  at.plane += channel_done ? u_in_plane : 0;
}

void main() {
  Place p = place();
  vec4 sums[NC][4];
  for (int n = 0; n < NC; ++n) {
    vec4 first = first_sum(p, n);
    for (int j = 0; j < 4; ++j) sums[n][j] = first;
  }
  ivec2 channels = input_range(p);
  int turns_per_channel = u_kernel_h * u_phases * u_turns;
  int turns = (channels.y - channels.x) * turns_per_channel;
  int x4_first = p.x4 - u_lead_vec4s;
  int iy_first = p.y * u_stride_h - u_pad_top;
  int iy_end = iy_first + u_kernel_h * u_dilation_h;
  Walk at;
  at.w = (p.block * u_c_in_per_group + channels.x - p.group_first) * turns_per_channel * WEIGHTS;
  at.plane = u_in_first + channels.x * u_in_plane;
  at.iy = iy_first;
  at.x4 = x4_first;
  at.phase = 0;
#ifdef UNROLLED
  turn(sums, at, x4_first, iy_first, iy_end);
#if UNROLLED > 1
  turn(sums, at, x4_first, iy_first, iy_end);
#endif
#if UNROLLED > 2
  turn(sums, at, x4_first, iy_first, iy_end);
#endif
#if UNROLLED > 3
  turn(sums, at, x4_first, iy_first, iy_end);
#endif
#if UNROLLED > 4
  turn(sums, at, x4_first, iy_first, iy_end);
#endif
#else
  for (int i = 0; i < turns; ++i) turn(sums, at, x4_first, iy_first, iy_end);
#endif
  for (int n = 0; n < NC; ++n) store_row(sums[n], p, p.channel + n, p.y);
}

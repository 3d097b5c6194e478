// Grouped convolution, any spec; every size is a uniform. A turn adds TAPS products to every sum. They lie along one input row (TAP_STEP pixels
// apart, from pixel FIRST_TAP of a window of vec4s: pixels that are not aligned are swizzles, which cost nothing), in four input rows (DOWN), or in
// four input channels (DEEP), for kernels one pixel wide. There is one loop over all turns, because each nested loop would cost a masked move of every
// sum; or none, when UNROLLED says how many turns there are. Weights lie in the order they are read, packed by gpu/packing.cpp: [block][bias, then
// turn], in a turn vec4s of sums, tap by tap, for four sums or more, else vec4s of taps, sum by sum.
layout(local_size_x = 64) in;

#include "common/conv_params.glsl"
#include "common/conv_io.glsl"
#include "common/unroll.glsl"

vec4 a[16];
vec4 w[16];

#if defined DOWN || defined DEEP
#define TAPS 4
#define PIXELS(t, i) a[(t) * 4 + (i) / 4]
#else
#define WINDOW ((FIRST_TAP + (TAPS - 1) * TAP_STEP + 15 * STRIDE) / 4 + 1)  // vec4s that a turn reads
#define PIXEL(i) a[(i) / 4][(i) % 4]
#define PIXELS_AT(i) vec4(PIXEL(i), PIXEL((i) + STRIDE), PIXEL((i) + 2 * STRIDE), PIXEL((i) + 3 * STRIDE))
#define PIXELS(t, i) PIXELS_AT(FIRST_TAP + (t) * TAP_STEP + (i) * STRIDE)
#endif

#if SUMS < 4
#define TURN_TEXELS ((TAPS + 3) / 4 * SUMS)
#define WEIGHT(g, t) w[(t) / 4 * SUMS + g][(t) % 4]
#else
#define TURN_TEXELS (TAPS * (SUMS / 4))
#define WEIGHT(g, t) w[(t) * (SUMS / 4) + g / 4][g % 4]
#endif
#define FETCH(j) if (j < TURN_TEXELS) w[j] = texelFetch(u_weights, weight + j);

// All products of a sum are added before the next sum's: wherever registers are few, a sum is read and written once a turn.
#define PRODUCT(g, t, i) WEIGHT(g, t) * PIXELS(t, i)
#define FOUR(g, t, i) PRODUCT(g, t, i) + PRODUCT(g, t + 1, i) + PRODUCT(g, t + 2, i) + PRODUCT(g, t + 3, i)
#if TAPS == 1
#define PRODUCTS(g, i) PRODUCT(g, 0, i)
#elif TAPS == 3
#define PRODUCTS(g, i) PRODUCT(g, 0, i) + PRODUCT(g, 1, i) + PRODUCT(g, 2, i)
#elif TAPS == 4
#define PRODUCTS(g, i) FOUR(g, 0, i)
#elif TAPS == 5
#define PRODUCTS(g, i) FOUR(g, 0, i) + PRODUCT(g, 4, i)
#elif TAPS == 8
#define PRODUCTS(g, i) FOUR(g, 0, i) + FOUR(g, 4, i)
#elif TAPS == 12
#define PRODUCTS(g, i) FOUR(g, 0, i) + FOUR(g, 4, i) + FOUR(g, 8, i)
#else
#define PRODUCTS(g, i) FOUR(g, 0, i) + FOUR(g, 4, i) + FOUR(g, 8, i) + FOUR(g, 12, i)
#endif
#define ADD_TO_SUM(g, _)                  \
  sums[g * 4] += PRODUCTS(g, 0);          \
  sums[g * 4 + 1] += PRODUCTS(g, 4);      \
  sums[g * 4 + 2] += PRODUCTS(g, 8);      \
  sums[g * 4 + 3] += PRODUCTS(g, 12);

// Where the next turn reads.
int weight = 0, plane = 0, turn = 0, phase = 0, row = 0, channel = 0;

// What lies outside the row or the image is zero padding: such loads go to zero texels, of which there are many. Pixels after the end of an output
// row are not stored, so DOWN and DEEP need not look at columns.
#if defined DEEP
#define LOAD_FOUR(t) \
  at = channel + t < channel_end ? plane + t * u_in_plane + x : u_zero; \
  LOAD((t) * 4) LOAD((t) * 4 + 1) LOAD((t) * 4 + 2) LOAD((t) * 4 + 3)
#define LOAD(j) a[j] = texelFetch(u_input, at + (j) % 4);
#elif defined DOWN
#define LOAD_FOUR(t) \
  iy = iy_first + (row + t) * u_dilation_h; \
  at = uint(iy) < uint(u_in_h) ? plane + iy * u_in_row + x : u_zero; \
  LOAD((t) * 4) LOAD((t) * 4 + 1) LOAD((t) * 4 + 2) LOAD((t) * 4 + 3)
#define LOAD(j) a[j] = texelFetch(u_input, at + (j) % 4);
#else
#define LOAD(j) if (j < WINDOW) a[j] = texelFetch(u_input, uint(x + j) < uint(limit) ? at + j : u_zero);
#endif

void read_turn(int x, int iy_first, int channel_end) {
  int at, iy;
#if defined DOWN || defined DEEP
  LOAD_FOUR(0)
  LOAD_FOUR(1)
  LOAD_FOUR(2)
  LOAD_FOUR(3)
#else
  x += turn * (TAPS / 4);
  iy = iy_first + row * u_dilation_h;
  at = plane + iy * u_in_row + phase * u_in_vec4s + x;
  int limit = uint(iy) < uint(u_in_h) ? u_in_vec4s : 0;
  LOAD(0) LOAD(1) LOAD(2) LOAD(3) LOAD(4) LOAD(5) LOAD(6) LOAD(7) LOAD(8) LOAD(9) LOAD(10) LOAD(11)
#endif
  FETCH(0) FETCH(1) FETCH(2) FETCH(3) FETCH(4) FETCH(5) FETCH(6) FETCH(7)
  FETCH(8) FETCH(9) FETCH(10) FETCH(11) FETCH(12) FETCH(13) FETCH(14) FETCH(15)
}

void step_on() {
  weight += TURN_TEXELS;
#if defined DEEP
  channel += 4;
  plane += 4 * u_in_plane;
#else
#if defined DOWN
  row += 4;
#else
  ++turn;
  bool row_done = turn == u_turns;
  turn = row_done ? 0 : turn;
  phase += int(row_done);
  bool phases_done = phase == u_phases;
  phase = phases_done ? 0 : phase;
  row += int(phases_done);
#endif
  bool channel_done = row >= u_rows;
  row = channel_done ? 0 : row;
  plane += channel_done ? u_in_plane : 0;
#endif
}

void main() {
  Place p = place();
  if (p.y >= u_y_end) return;
  EACH_SUM(BEGIN_SUM, 0)
  ivec2 channels = input_range(p);
  int count = max(channels.y - channels.x, 0) * u_turns_per_channel;
  weight = p.weights + BIAS_TEXELS + (channels.x - p.group_first) * u_turns_per_channel * TURN_TEXELS;
  plane = u_in_first + channels.x * u_in_plane;
  channel = channels.x;
  int x = p.x4 * STRIDE - u_lead_vec4s;
  int iy_first = p.y * u_stride_h - u_pad_top;
#if defined DEEP
  count = (count + 3) / 4;
  plane += iy_first * u_in_row;
#endif
#define TURN read_turn(x, iy_first, channels.y); EACH_SUM(ADD_TO_SUM, 0) step_on();
#ifdef UNROLLED
  TURN
#if UNROLLED > 1
  TURN
#endif
#if UNROLLED > 2
  TURN
#endif
#if UNROLLED > 3
  TURN
#endif
#if UNROLLED > 4
  TURN
#endif
#if UNROLLED > 5
  TURN
#endif
#else
  for (int i = 0; i < count; ++i) {
    TURN
  }
#endif
  EACH_SUM(STORE_SUM, 0)
}

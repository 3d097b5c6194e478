// One kernel an output channel, KERNEL_H×KERNEL_W, without stride or dilation: depthwise stages, column and row passes, K×K on one channel. A work-group
// reads its tile of the input, with what the kernel reaches beyond it, into shared memory once; an invocation then makes ROWS vec4s, one below the other.
// Weights: [channel][bias, taps], WEIGHT_FLOATS each.
#include "common/tile_io.glsl"

#define TILE_H (LOCAL_Y * ROWS)
#define HELD_H (TILE_H + KERNEL_H - 1)
#define HELD_W (LOCAL_X + WINDOW - 1)
shared vec4 s_held[HELD_H * HELD_W];
shared float s_weights[1 + KERNEL_H * KERNEL_W];

vec4 a[WINDOW];
vec4 sums[ROWS];

#define PIXEL(i) a[(i) / 4][(i) % 4]
#define PIXELS(i) vec4(PIXEL(i), PIXEL((i) + 1), PIXEL((i) + 2), PIXEL((i) + 3))

void hold(int channel, ivec2 at) {
  int plane = u_in_first + divide(channel, u_c_out) * u_in_plane;
  int x4 = at.x * LOCAL_X - u_lead_vec4s, y = at.y * TILE_H - u_pad_top;
  for (int i = thread(); i < HELD_H * HELD_W; i += THREADS) s_held[i] = pixels(plane, y + i / HELD_W, x4 + i % HELD_W);
  for (int i = thread(); i < 1 + KERNEL_H * KERNEL_W; i += THREADS) s_weights[i] = i_weights[channel * WEIGHT_FLOATS + i];
  barrier();
}

void main() {
  int channel = u_block_first + int(gl_WorkGroupID.y);
  ivec2 at = tile();
  hold(channel, at);
  int x = int(gl_LocalInvocationID.x), y = int(gl_LocalInvocationID.y) * ROWS;
#repeat o ROWS
  sums[o] = vec4(s_weights[0]);
#end
  for (int r = 0; r < ROWS + KERNEL_H - 1; ++r) {
#repeat j WINDOW
    a[j] = s_held[(y + r) * HELD_W + x + j];
#end
#repeat o ROWS
    int row = r - o;
    if (row >= 0 && row < KERNEL_H) {
#repeat k KERNEL_W
      sums[o] += s_weights[1 + row * KERNEL_W + k] * PIXELS(FIRST_TAP + k);
#end
    }
#end
  }
#repeat o ROWS
  put(u_out_first + channel * u_out_plane, at.y * TILE_H + y + o, at.x * LOCAL_X + x, sums[o]);
#end
}

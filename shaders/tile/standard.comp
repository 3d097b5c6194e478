// Kernels over several input channels, without stride or dilation. A work-group makes BLOCK output channels of a tile of 16 vec4s × TILE_H rows, DEPTH
// input channels a turn in shared memory; an invocation makes 8 channels of one vec4 of two rows.
// Weights: [block][bias, then input channels, filled up to DEPTH, tap by tap][BLOCK].
#define WEIGHT vec4
#include "common/tile_io.glsl"

#define LANES LOCAL_X
#define COLUMNS 16
#define TILE_H (LANES / COLUMNS * 2)
#define HELD_H (TILE_H + KERNEL_H - 1)
#define HELD_W (COLUMNS + WINDOW - 1)
#define HELD (HELD_H * HELD_W)
#define TAPS (KERNEL_H * KERNEL_W)
shared vec4 s_held[DEPTH * HELD];
#define TURN (DEPTH * TAPS * BLOCK / 4)  // vec4s of weights a turn
shared vec4 s_w[TURN];

vec4 above[WINDOW], below[WINDOW];
vec4 sums[16];  // channel by channel, two rows each

#define FROM(a, i) a[(i) / 4][(i) % 4]
#define PIXELS(a, i) vec4(FROM(a, i), FROM(a, (i) + 1), FROM(a, (i) + 2), FROM(a, (i) + 3))

void hold(int first_channel, int c0, int weights, ivec2 at) {
  int x4 = at.x * COLUMNS - u_lead_vec4s, y = at.y * TILE_H - u_pad_top;
  for (int i = thread(); i < DEPTH * HELD; i += THREADS) {
    int c = c0 + i / HELD, p = i % HELD;
    s_held[i] = c < u_c_in ? pixels(u_in_first + (first_channel + c) * u_in_plane, y + p / HELD_W, x4 + p % HELD_W) : vec4(0.0);
  }
  for (int i = thread(); i < TURN; i += THREADS) s_w[i] = i_weights[weights + i];
}

void multiply(int lane, int n0) {
  int row = lane / COLUMNS * 2, x = lane % COLUMNS;
  for (int turn = 0; turn < DEPTH * KERNEL_H; ++turn) {  // channel by channel, row by row of the kernel
    int c = turn / KERNEL_H, at = c * HELD + (row + turn % KERNEL_H) * HELD_W + x;
#repeat j WINDOW
    above[j] = s_held[at + j];
    below[j] = s_held[at + HELD_W + j];
#end
#repeat k KERNEL_W
    vec4 upper = PIXELS(above, FIRST_TAP + k), lower = PIXELS(below, FIRST_TAP + k);
    int w = ((turn * KERNEL_W + k) * BLOCK + n0) / 4;
    vec4 w0 = s_w[w], w1 = s_w[w + 1];
#repeat n 8
    float weight = n < 4 ? w0[n % 4] : w1[n % 4];
    sums[2 * n] += weight * upper;
    sums[2 * n + 1] += weight * lower;
#end
#end
  }
}

void main() {
  int block = u_block_first + int(gl_WorkGroupID.y), lane = int(gl_LocalInvocationID.x), n0 = int(gl_LocalInvocationID.y) * 8;
  int group = divide(block, u_blocks_per_group);
  int inside = (block - group * u_blocks_per_group) * BLOCK + n0;
  int turns = (u_c_in + DEPTH - 1) / DEPTH;
  int weights = block * (BLOCK / 4 + turns * TURN);
  ivec2 at = tile();
#repeat n 8
  sums[2 * n] = sums[2 * n + 1] = vec4(i_weights[weights + (n0 + n) / 4][n % 4]);
#end
  weights += BLOCK / 4;
  for (int turn = 0; turn < turns; ++turn) {
    hold(group * u_c_in, turn * DEPTH, weights + turn * TURN, at);
    barrier();
    multiply(lane, n0);
    barrier();
  }
  int y = at.y * TILE_H + lane / COLUMNS * 2, x = at.x * COLUMNS + lane % COLUMNS;
#repeat n 8
  if (inside + n < u_c_out) {
    int plane = u_out_first + (group * u_c_out + inside + n) * u_out_plane;
    put(plane, y, x, sums[2 * n]);
    put(plane, y + 1, x, sums[2 * n + 1]);
  }
#end
}

// 1×1 kernels in tiles: out[n][p] = bias[n] + Σ_c w[n][c]·in[c][p]. A work-group makes BLOCK output channels of PIXELS vec4s; an invocation 8 channels of two
// of them. DEPTH input channels and their weights lie in shared memory, twice: while one is multiplied, the next is on its way.
// Weights: [block][bias, then input channels, filled up to DEPTH][BLOCK].
#define WEIGHT vec4
#include "common/tile_io.glsl"

#define LANES LOCAL_X
#define PIXELS (2 * LANES)
#define TURN (DEPTH * BLOCK / 4)  // vec4s of weights a turn
shared vec4 s_x[2 * DEPTH * PIXELS];
shared vec4 s_w[2 * TURN];

vec4 sums[16];        // channel by channel, two vec4s each
vec4 next_x[X_EACH];  // what an invocation brings to shared memory
vec4 next_w[W_EACH];
int group;            // of the block's channels

// What the shader that includes this says of its pixels:
void bring_x(int c0);                  // fills next_x, of input channels c0 …
int held_at(int i);                    // where in a half of s_x next_x[i] lies
void store(int plane, int p, vec4 v);  // writes vec4 p of the tile

void bring(int c0, int weights) {
  bring_x(c0);
#repeat i W_EACH
  int at = thread() + i * THREADS;
  if (at < TURN) next_w[i] = i_weights[weights + c0 * BLOCK / 4 + at];
#end
}

void hold(int side) {
#repeat i X_EACH
  s_x[side * DEPTH * PIXELS + held_at(i)] = next_x[i];
#end
#repeat i W_EACH
  int at = thread() + i * THREADS;
  if (at < TURN) s_w[side * TURN + at] = next_w[i];
#end
}

void multiply(int side) {
  int x = side * DEPTH * PIXELS + int(gl_LocalInvocationID.x);
  int w = side * TURN + int(gl_LocalInvocationID.y) * 2;
#repeat k DEPTH
  vec4 x0 = s_x[x + k * PIXELS], x1 = s_x[x + k * PIXELS + LANES];
  vec4 w0 = s_w[w + k * (BLOCK / 4)], w1 = s_w[w + k * (BLOCK / 4) + 1];
#repeat n 8
  float weight = n < 4 ? w0[n % 4] : w1[n % 4];
  sums[2 * n] += weight * x0;
  sums[2 * n + 1] += weight * x1;
#end
#end
}

void main() {
  int block = u_block_first + int(gl_WorkGroupID.y);
  group = divide(block, u_blocks_per_group);
  int turns = (u_c_in + DEPTH - 1) / DEPTH, n0 = int(gl_LocalInvocationID.y) * 8;
  int weights = block * (1 + turns * DEPTH) * (BLOCK / 4);
#repeat n 8
  sums[2 * n] = sums[2 * n + 1] = vec4(i_weights[weights + n0 / 4 + n / 4][n % 4]);
#end
  weights += BLOCK / 4;
  bring(0, weights);
  hold(0);
  for (int turn = 0; turn < turns; ++turn) {
    barrier();
    if (turn + 1 < turns) bring((turn + 1) * DEPTH, weights);
    multiply(turn % 2);
    if (turn + 1 < turns) hold((turn + 1) % 2);
  }
  int inside = (block - group * u_blocks_per_group) * BLOCK + n0, x = int(gl_LocalInvocationID.x);
#repeat n 8
  if (inside + n < u_c_out) {
    int plane = u_out_first + (group * u_c_out + inside + n) * u_out_plane;
    store(plane, x, sums[2 * n]);
    store(plane, x + LANES, sums[2 * n + 1]);
  }
#end
}

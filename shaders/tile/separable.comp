// A column and a row pass at once, one channel at a time: what lies between them is in shared memory only. A work-group filters the rows of its tile, and those
// that the column kernel reaches beyond it, along themselves; an invocation then makes ROWS vec4s, one below the other.
// Weights: [channel][bias, ROW_TAPS, COLUMN_TAPS].
#include "common/tile_io.glsl"

#define TILE_H (LOCAL_Y * ROWS)
#define HELD_H (TILE_H + COLUMN_TAPS - 1)
#define WEIGHTS (1 + ROW_TAPS + COLUMN_TAPS)
shared vec4 s_held[HELD_H * LOCAL_X];
shared float s_weights[WEIGHTS];

vec4 a[WINDOW];
vec4 sums[ROWS];

#define PIXEL(i) a[(i) / 4][(i) % 4]
#define PIXELS(i) vec4(PIXEL(i), PIXEL((i) + 1), PIXEL((i) + 2), PIXEL((i) + 3))

vec4 filtered(int plane, int y, int x4) {
#repeat j WINDOW
  a[j] = pixels(plane, y, x4 + j);
#end
  vec4 sum = vec4(0.0);
#repeat k ROW_TAPS
  sum += s_weights[1 + k] * PIXELS(FIRST_TAP + k);
#end
  return sum;
}

void main() {
  int channel = u_block_first + int(gl_WorkGroupID.y);
  ivec2 at = tile();
  for (int i = thread(); i < WEIGHTS; i += THREADS) s_weights[i] = i_weights[channel * WEIGHTS + i];
  barrier();
  int x = int(gl_LocalInvocationID.x), x4 = at.x * LOCAL_X + x;
  int plane = u_in_first + channel * u_in_plane;
  for (int r = int(gl_LocalInvocationID.y); r < HELD_H; r += LOCAL_Y)
    s_held[r * LOCAL_X + x] = filtered(plane, at.y * TILE_H - u_pad_top + r, x4 - u_lead_vec4s);
  barrier();
  int y = int(gl_LocalInvocationID.y) * ROWS;
#repeat o ROWS
  sums[o] = vec4(s_weights[0]);
#end
  for (int r = 0; r < ROWS + COLUMN_TAPS - 1; ++r) {
    vec4 v = s_held[(y + r) * LOCAL_X + x];
#repeat o ROWS
    int tap = r - o;
    if (tap >= 0 && tap < COLUMN_TAPS) sums[o] += s_weights[1 + ROW_TAPS + tap] * v;
#end
  }
#repeat o ROWS
  put(u_out_first + channel * u_out_plane, at.y * TILE_H + y + o, x4, sums[o]);
#end
}

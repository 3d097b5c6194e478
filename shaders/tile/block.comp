// A depthwise stage (KERNEL_H×KERNEL_W, no stride, no dilation) and the pointwise one after it: the maps between them are made in shared memory, DEPTH
// channels a turn, and never written. A tile is 8 vec4s × PIXELS/8 rows; an invocation makes X_EACH rows of one vec4 of one map.
// Weights of the depthwise stage: [channel][taps], TAPS each; u_multiplier of its channels read the same input channel.
#include "common/tile_products.glsl"

layout(std430, binding = 3) readonly buffer DepthwiseWeights { float i_taps[]; };
uniform int u_multiplier;

#define COLUMNS 8
vec4 a[WINDOW];
#define PIXEL(i) a[(i) / 4][(i) % 4]
#define AT(i) vec4(PIXEL(i), PIXEL((i) + 1), PIXEL((i) + 2), PIXEL((i) + 3))

ivec2 corner() { return tile() * ivec2(COLUMNS, PIXELS / COLUMNS); }

// Where an invocation's first vec4 lies: map of DEPTH, row, vec4.
ivec3 made_at() {
  int rest = thread() / COLUMNS;
  return ivec3(rest % DEPTH, rest / DEPTH * X_EACH, thread() % COLUMNS);
}

void bring_x(int c0) {
  ivec3 m = made_at();
  int c = c0 + m.x;
#repeat o X_EACH
  next_x[o] = vec4(0.0);
#end
  if (c >= u_c_in) return;
  int plane = u_in_first + divide(c, u_multiplier) * u_in_plane;
  int x4 = corner().x + m.z - u_lead_vec4s, y = corner().y + m.y - u_pad_top;
  for (int r = 0; r < X_EACH + KERNEL_H - 1; ++r) {
#repeat j WINDOW
    a[j] = pixels(plane, y + r, x4 + j);
#end
#repeat o X_EACH
    int row = r - o;
    if (row >= 0 && row < KERNEL_H) {
#repeat k KERNEL_W
      next_x[o] += i_taps[c * TAPS + row * KERNEL_W + k] * AT(FIRST_TAP + k);
#end
    }
#end
  }
}

int held_at(int i) {
  ivec3 m = made_at();
  return m.x * PIXELS + (m.y + i) * COLUMNS + m.z;
}

void store(int plane, int p, vec4 v) { put(plane, corner().y + p / COLUMNS, corner().x + p % COLUMNS, v); }

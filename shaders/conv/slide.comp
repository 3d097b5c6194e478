// One kernel a channel, without stride or dilation, of many taps: KERNEL_H×KERNEL_W. An invocation makes WIDTH vec4s of ROWS rows. It slides down: each
// input row is read once, WINDOW vec4s of it, filtered by every row of the kernel and added to the KERNEL_H − 1 output rows that are under way; it
// finishes one more. What the kernel has twice is multiplied once: where its columns read the same from either end (MIRRORED_COLUMNS), pixels of equal
// weight are added before; where its rows do (MIRRORED_ROWS), products serve two output rows. Weights: [channel][bias, then the TAPS = TAP_ROWS ×
// TAP_COLUMNS that differ], each filled up to whole texels; packed by gpu/packing.cpp.
layout(local_size_x = 64) in;

#include "common/conv_params.glsl"
#include "common/conv_io.glsl"

vec4 a[WINDOW];
vec4 w[TURN_TEXELS];
vec4 pixels[TAP_COLUMNS];
vec4 filtered[TAP_ROWS * WIDTH];            // by each row of the kernel
vec4 under_way[(KERNEL_H - 1) * WIDTH];  // row by row, the one that is finished next first

#define WEIGHT(r, k) w[((r) * TAP_COLUMNS + (k)) / 4][((r) * TAP_COLUMNS + (k)) % 4]
#define PIXEL(i) a[(i) / 4][(i) % 4]
#define PIXELS(i) vec4(PIXEL(i), PIXEL((i) + 1), PIXEL((i) + 2), PIXEL((i) + 3))
#define TAP(k, i) PIXELS(FIRST_TAP + (k) + (i) * 4)
#ifdef MIRRORED_ROWS
#define OF_ROW(r) min(r, KERNEL_H - 1 - (r))
#else
#define OF_ROW(r) (r)
#endif
// What the input row gives to the output row whose r-th row of taps it is.
#define GIVES(r, i) filtered[OF_ROW(r) * WIDTH + i]

void filter_row(int plane, int iy, int x) {
  int at = plane + iy * u_in_row + x;
  int limit = uint(iy) < uint(u_in_h) ? u_in_vec4s : 0;
#repeat j WINDOW
  a[j] = texelFetch(u_input, uint(x + j) < uint(limit) ? at + j : u_zero);
#end
#repeat i WIDTH
#repeat k TAP_COLUMNS
#ifdef MIRRORED_COLUMNS
  pixels[k] = k == KERNEL_W - 1 - k ? TAP(k, i) : TAP(k, i) + TAP(KERNEL_W - 1 - k, i);
#else
  pixels[k] = TAP(k, i);
#endif
#end
#repeat r TAP_ROWS
  vec4 sum = vec4(0.0);
#repeat k TAP_COLUMNS
  sum += WEIGHT(r, k) * pixels[k];
#end
  filtered[r * WIDTH + i] = sum;
#end
#end
}

void main() {
  Place p = place();
  if (p.y >= u_y_end) return;
  float bias = texelFetch(u_weights, p.weights).x;
#repeat j TURN_TEXELS
  w[j] = texelFetch(u_weights, p.weights + 1 + j);
#end
#repeat j UNDER_WAY
  under_way[j] = vec4(bias);
#end
  int plane = u_in_first + p.group_first * u_in_plane;
  int steps = min(ROWS, u_y_end - p.y) + KERNEL_H - 1;
  for (int step = 0; step < steps; ++step) {
    filter_row(plane, p.y + step - u_pad_top, p.x4 - u_lead_vec4s);
    int row = step - (KERNEL_H - 1);
#repeat i WIDTH
    vec4 finished = under_way[i] + GIVES(KERNEL_H - 1, i);
#repeat j BETWEEN
    under_way[j * WIDTH + i] = under_way[(j + 1) * WIDTH + i] + GIVES(KERNEL_H - 2 - j, i);
#end
    under_way[(KERNEL_H - 2) * WIDTH + i] = vec4(bias) + GIVES(0, i);
    if (row >= 0) {
      STORE_VEC4(p.at + row * u_out_vec4s, i, finished)
    }
#end
  }
}

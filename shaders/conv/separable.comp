// A column and a row pass at once, one channel at a time: no stack lies between. An invocation makes WIDTH vec4s of u_block_rows rows. It slides down: each
// input row is filtered along itself (ROW_TAPS), and what comes out is added to the COLUMN_TAPS − 1 output rows that are under way and finishes one
// more. Weights: [channel][bias, then the row's, then the column's taps], each filled up to whole texels; packed by gpu/separable_job.cpp. SYMMETRIC:
// both kernels read the same from either end, so pixels of equal weight are added before they are multiplied, and products are used twice.
layout(local_size_x = 64) in;

#include "common/divide.glsl"

layout(binding = 0) uniform samplerBuffer u_input;
layout(binding = 1) uniform samplerBuffer u_weights;
layout(std430, binding = 0) writeonly buffer Output { vec4 o_values[]; };

uniform int u_in_first;    // texel of channel u_c_first in the page
uniform int u_in_plane;    // texels from one input plane to the next
uniform int u_in_row;      // texels, and vec4s, of an input row
uniform int u_in_h;
uniform int u_zero;        // a texel of the page that is zero
uniform int u_c_first;     // first channel of this dispatch
uniform int u_pad_top;
uniform int u_lead_vec4s;  // vec4s that the window begins left of the output pixel
uniform int u_strips;      // invocations along a row
uniform int u_block_rows;  // output rows of an invocation
uniform int u_y_end;
uniform int u_out_w;
uniform int u_out_vec4s;   // vec4s of an output row
uniform int u_out_plane;   // vec4s from one output plane to the next
uniform int u_out_first;   // vec4 of channel u_c_first, row 0, in the bound range (may be negative)

#define TEXELS(n) (((n) + 3) / 4)
vec4 a[WINDOW];
vec4 w[TAP_TEXELS];
vec4 filtered[WIDTH];
vec4 under_way[(COLUMN_TAPS - 1) * WIDTH];  // row by row, the one that is finished next first

#ifdef SYMMETRIC
#define OF_PAIR(k, taps) min(k, taps - 1 - (k))
#else
#define OF_PAIR(k, taps) (k)
#endif
#define ROW_WEIGHT(k) w[(k) / 4][(k) % 4]
#define COLUMN_AT(k) (TEXELS(ROW_TAPS) * 4 + OF_PAIR(k, COLUMN_TAPS))
#define COLUMN_WEIGHT(k) w[COLUMN_AT(k) / 4][COLUMN_AT(k) % 4]
#define PIXEL(i) a[(i) / 4][(i) % 4]
#define PIXELS(i) vec4(PIXEL(i), PIXEL((i) + 1), PIXEL((i) + 2), PIXEL((i) + 3))
#define TAP(k, i) PIXELS(FIRST_TAP + (k) + (i) * 4)

#include "common/trimmed.glsl"

void filter_row(int plane, int iy, int x) {
  int at = plane + iy * u_in_row + x;
  int limit = uint(iy) < uint(u_in_h) ? u_in_row : 0;
#repeat j WINDOW
  a[j] = texelFetch(u_input, uint(x + j) < uint(limit) ? at + j : u_zero);
#end
#repeat i WIDTH
#ifdef SYMMETRIC
  filtered[i] = ROW_WEIGHT(ROW_TAPS / 2) * TAP(ROW_TAPS / 2, i);
#repeat k ROW_PAIRS
  filtered[i] += ROW_WEIGHT(k) * (TAP(k, i) + TAP(ROW_TAPS - 1 - k, i));
#end
#else
  filtered[i] = ROW_WEIGHT(0) * TAP(0, i);
#repeat k ROW_MORE
  filtered[i] += ROW_WEIGHT(k + 1) * TAP(k + 1, i);
#end
#endif
#end
}

void main() {
  int index = int(gl_GlobalInvocationID.x);
  int block = divide(index, u_strips);
  int y = block * u_block_rows;
  if (y >= u_y_end) return;
  int x4 = (index - block * u_strips) * WIDTH;
  int channel = u_c_first + int(gl_WorkGroupID.y);
  int texel = channel * (TAP_TEXELS + 1);
  float bias = texelFetch(u_weights, texel).x;
#repeat j TAP_TEXELS
  w[j] = texelFetch(u_weights, texel + 1 + j);
#end
#repeat j UNDER_WAY
  under_way[j] = vec4(bias);
#end
  int plane = u_in_first + int(gl_WorkGroupID.y) * u_in_plane;
  int to = u_out_first + int(gl_WorkGroupID.y) * u_out_plane + x4;
  int rows = min(u_block_rows, u_y_end - y);
  for (int step = 0; step < rows + COLUMN_TAPS - 1; ++step) {
    filter_row(plane, y + step - u_pad_top, x4 - u_lead_vec4s);
    int row = y + step - (COLUMN_TAPS - 1);
#repeat i WIDTH
    vec4 finished = under_way[i] + COLUMN_WEIGHT(COLUMN_TAPS - 1) * filtered[i];
#repeat j COLUMN_MORE
    under_way[j * WIDTH + i] = under_way[(j + 1) * WIDTH + i] + COLUMN_WEIGHT(COLUMN_TAPS - 2 - j) * filtered[i];
#end
    under_way[(COLUMN_TAPS - 2) * WIDTH + i] = vec4(bias) + COLUMN_WEIGHT(0) * filtered[i];
    if (row >= y && x4 + i < u_out_vec4s) o_values[to + row * u_out_vec4s + i] = trimmed(finished, (x4 + i) * 4);
#end
  }
}

// Winograd F(4×4, 3×3), first step: the 6×6 pixels of every tile of an input channel, transformed (core/winograd.h names the source). An invocation
// makes four neighbouring tiles: one vec4 of each of the 36 places. Place p of channel c is plane p·u_channels + c, in which a row of tiles fills up
// u_quads vec4s.
layout(local_size_x = 64) in;

#include "common/divide.glsl"

layout(binding = 0) uniform samplerBuffer u_input;
layout(std430, binding = 0) writeonly buffer Output { vec4 o_values[]; };

uniform int u_in_first;     // texel of channel 0 of this batch element in the page (may be negative)
uniform int u_in_plane;     // texels from one input plane to the next
uniform int u_in_row;       // texels, and vec4s, of an input row
uniform int u_in_h;
uniform int u_zero;         // a texel of the page that is zero
uniform int u_c_first;      // first channel of this dispatch
uniform int u_iy_first;     // input row of the first tile's first pixel
uniform int u_lead_vec4s;   // vec4s that the window begins left of the output pixel
uniform int u_quads;        // invocations along a row of tiles
uniform int u_rows;         // rows of tiles
uniform int u_out_plane;    // vec4s from one plane to the next
uniform int u_out_place;    // vec4s from one place to the next

vec4 a[6 * WINDOW];
#define PIXEL(r, i) a[(r) * WINDOW + (i) / 4][(i) % 4]
#define TILES(r, i) vec4(PIXEL(r, i), PIXEL(r, (i) + 4), PIXEL(r, (i) + 8), PIXEL(r, (i) + 12))

// Bᵀ·v
vec4[6] spread(vec4 v[6]) {
  vec4 even = v[4] - 4.0 * v[2], odd = v[3] - 4.0 * v[1];
  vec4 near = v[4] - v[2], far = 2.0 * (v[3] - v[1]);
  return vec4[6](4.0 * v[0] - 5.0 * v[2] + v[4], even + odd, even - odd, near + far, near - far, 4.0 * v[1] - 5.0 * v[3] + v[5]);
}

void main() {
  int index = int(gl_GlobalInvocationID.x);
  int ty = divide(index, u_quads);
  if (ty >= u_rows) return;
  int quad = index - ty * u_quads;
  int channel = u_c_first + int(gl_WorkGroupID.y);
  int plane = u_in_first + channel * u_in_plane;
  int x = quad * 4 - u_lead_vec4s;
#repeat r 6
  int iy = u_iy_first + ty * 4 + r;
  int at = plane + iy * u_in_row + x;
  int limit = uint(iy) < uint(u_in_h) ? u_in_row : 0;
#repeat j WINDOW
  a[r * WINDOW + j] = texelFetch(u_input, uint(x + j) < uint(limit) ? at + j : u_zero);
#end
#end
#repeat j WINDOW
  vec4 v[6] = spread(vec4[6](a[j], a[WINDOW + j], a[2 * WINDOW + j], a[3 * WINDOW + j], a[4 * WINDOW + j], a[5 * WINDOW + j]));
#repeat r 6
  a[r * WINDOW + j] = v[r];
#end
#end
  int to = channel * u_out_plane + index;
#repeat r 6
  vec4 v[6] = spread(vec4[6](TILES(r, FIRST_TAP), TILES(r, FIRST_TAP + 1), TILES(r, FIRST_TAP + 2), TILES(r, FIRST_TAP + 3), TILES(r, FIRST_TAP + 4),
                             TILES(r, FIRST_TAP + 5)));
#repeat q 6
  o_values[to + (r * 6 + q) * u_out_place] = v[q];
#end
#end
}

// Winograd F(4×4, 3×3), last step: the 36 sums of every tile of an output channel become its 4×4 pixels. An invocation makes four neighbouring tiles:
// 16 pixels of four rows.
layout(local_size_x = 64) in;

#include "common/divide.glsl"

layout(binding = 0) uniform samplerBuffer u_input;  // place p of channel n is plane p·u_channels + n
layout(binding = 1) uniform samplerBuffer u_bias;   // single floats
layout(std430, binding = 0) writeonly buffer Output { vec4 o_values[]; };

uniform int u_in_plane;    // texels from one plane to the next
uniform int u_in_place;    // texels from one place to the next
uniform int u_quads;       // invocations along a row of tiles
uniform int u_rows;        // rows of tiles
uniform int u_n_first;     // first output channel of this dispatch
uniform int u_y_begin;     // output row of the first tile
uniform int u_y_end;
uniform int u_out_w;
uniform int u_out_vec4s;   // vec4s of an output row
uniform int u_out_plane;   // vec4s from one output plane to the next
uniform int u_out_first;   // vec4 of channel u_n_first, row 0, in the bound range (may be negative)

vec4 a[36];

#include "common/trimmed.glsl"

// Aᵀ·v
vec4[4] gathered(vec4 v[6]) {
  vec4 one = v[1] + v[2], other = v[1] - v[2], two = v[3] + v[4], half_way = v[3] - v[4];
  return vec4[4](v[0] + one + two, other + 2.0 * half_way, one + 4.0 * two, other + 8.0 * half_way + v[5]);
}

void main() {
  int index = int(gl_GlobalInvocationID.x);
  int ty = divide(index, u_quads);
  if (ty >= u_rows) return;
  int quad = index - ty * u_quads;
  int from = (u_n_first + int(gl_WorkGroupID.y)) * u_in_plane + index;
#repeat p 36
  a[p] = texelFetch(u_input, from + p * u_in_place);
#end
#repeat q 6
  vec4 v[4] = gathered(vec4[6](a[q], a[6 + q], a[12 + q], a[18 + q], a[24 + q], a[30 + q]));
#repeat r 4
  a[r * 6 + q] = v[r];
#end
#end
  vec4 bias = vec4(texelFetch(u_bias, u_n_first + int(gl_WorkGroupID.y)).x);
  int y = u_y_begin + ty * 4;
  int x4 = quad * 4;
  int to = u_out_first + int(gl_WorkGroupID.y) * u_out_plane + y * u_out_vec4s + x4;
#repeat r 4
  vec4 v[4] = gathered(vec4[6](a[r * 6], a[r * 6 + 1], a[r * 6 + 2], a[r * 6 + 3], a[r * 6 + 4], a[r * 6 + 5]));
  if (y + r < u_y_end) {
#repeat k 4
    if (x4 + k < u_out_vec4s) o_values[to + r * u_out_vec4s + k] = trimmed(vec4(v[0][k], v[1][k], v[2][k], v[3][k]) + bias, (x4 + k) * 4);
#end
  }
#end
}

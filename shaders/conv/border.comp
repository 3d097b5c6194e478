// Copies planes with their border made real, every u_phases-th pixel of a row together: output row y holds, for each phase f, the pixels
// f, f + u_phases, f + 2·u_phases … of the padded row. The convolution after it needs no padding. An invocation writes one vec4.
layout(local_size_x = 64) in;

#include "common/border.glsl"
#include "common/divide.glsl"

layout(binding = 0) uniform samplerBuffer u_input;
layout(std430, binding = 0) writeonly buffer Output { vec4 o_values[]; };

uniform int u_in_first;    // texel of plane u_plane_begin in the page
uniform int u_in_plane;
uniform int u_in_row;
uniform int u_in_h;
uniform int u_in_w;
uniform int u_out_plane;   // vec4s
uniform int u_out_row;     // vec4s of all phases
uniform int u_phase_vec4s;
uniform int u_padded_w;    // pixels of a padded row
uniform int u_out_first;   // vec4 of plane 0 of the slab, row 0, in the bound range (may be negative)
uniform int u_y_begin;
uniform int u_y_end;
uniform int u_plane_begin; // first plane of the slab that this dispatch writes
uniform int u_phases;
uniform int u_pad_top;
uniform int u_pad_left;

float pixel(int row_texel, int p, bool row_inside) {
  int at = source(p - u_pad_left, u_in_w);
  bool inside = row_inside && at >= 0 && p < u_padded_w;
  vec4 v = texelFetch(u_input, inside ? row_texel + (at >> 2) : 0);
  int lane = at & 3;
  float low = lane == 0 ? v.x : v.y, high = lane == 2 ? v.z : v.w;
  return inside ? (lane < 2 ? low : high) : 0.0;
}

void main() {
  int index = int(gl_GlobalInvocationID.x);
  int plane = u_plane_begin + int(gl_WorkGroupID.y);
  int line = divide(index, u_out_row);
  int y = u_y_begin + line;
  if (y >= u_y_end) return;
  int v = index - line * u_out_row;
  int phase = divide(v, u_phase_vec4s);
  int first = (v - phase * u_phase_vec4s) * 4 * u_phases + phase;
  int iy = source(y - u_pad_top, u_in_h);
  int row = u_in_first + int(gl_WorkGroupID.y) * u_in_plane + iy * u_in_row;
  bool inside = iy >= 0;
  o_values[u_out_first + plane * u_out_plane + y * u_out_row + v] =
      vec4(pixel(row, first, inside), pixel(row, first + u_phases, inside), pixel(row, first + 2 * u_phases, inside),
           pixel(row, first + 3 * u_phases, inside));
}

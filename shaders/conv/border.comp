// Copies planes with their border made real, every stride-th pixel of a row together: output row y holds, for each phase f,
// the pixels f, f + stride, f + 2·stride … of the padded row. The convolution after it needs no padding and has stride 1 along rows.
layout(local_size_x = 8, local_size_y = 8) in;

layout(binding = 0) uniform samplerBuffer u_input;
layout(std430, binding = 0) buffer Output { vec4 o_values[]; };

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
uniform int u_plane_begin; // planes of the slab that this dispatch writes
uniform int u_plane_end;
uniform int u_stride;
uniform int u_pad_top;
uniform int u_pad_left;
uniform int u_border;      // 0 zero, 1 replicate, 2 reflect, 3 wrap: enum class Border

// % of a negative number is undefined in GLSL.
int modulo(int p, int n) { return p >= 0 ? p % n : n - 1 - (-1 - p) % n; }

int source(int p, int n) {
  if (p >= 0 && p < n) return p;
  if (u_border == 0) return -1;
  if (u_border == 1) return clamp(p, 0, n - 1);
  if (u_border == 3) return modulo(p, n);
  if (n == 1) return 0;
  int period = 2 * (n - 1);
  int q = modulo(p, period);
  return q < n ? q : period - q;
}

float pixel(int row_texel, int x, bool inside) {
  int at = x < u_padded_w ? source(x - u_pad_left, u_in_w) : -1;
  if (!inside || at < 0) return 0.0;
  return texelFetch(u_input, row_texel + (at >> 2))[at & 3];
}

void main() {
  int v = int(gl_GlobalInvocationID.x);
  int y = u_y_begin + int(gl_GlobalInvocationID.y);
  int plane = u_plane_begin + int(gl_GlobalInvocationID.z);
  if (v >= u_out_row || y >= u_y_end || plane >= u_plane_end) return;
  int phase = v / u_phase_vec4s;
  int first = (v % u_phase_vec4s) * 4;
  int iy = source(y - u_pad_top, u_in_h);
  int row = u_in_first + (plane - u_plane_begin) * u_in_plane + max(iy, 0) * u_in_row;
  vec4 value;
  for (int i = 0; i < 4; ++i) value[i] = pixel(row, (first + i) * u_stride + phase, iy >= 0);
  o_values[u_out_first + plane * u_out_plane + y * u_out_row + v] = value;
}

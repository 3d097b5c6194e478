// d = a − b, 64 planes at most a dispatch, with partial max |d| and Σ d² in PARTS parts of rows.
layout(local_size_x = 64) in;

layout(binding = 0) uniform samplerBuffer u_a;
layout(binding = 1) uniform samplerBuffer u_b;
layout(std430, binding = 0) buffer Output { vec4 o_values[]; };
layout(std430, binding = 1) buffer Parts { vec4 o_parts[]; };

uniform int u_a_first;
uniform int u_b_first;
uniform int u_first;      // vec4 of plane 0 in the bound range
uniform int u_plane;
uniform int u_row;
uniform int u_y_begin;
uniform int u_y_end;
uniform int u_parts_first;

void main() {
  int part_index = int(gl_GlobalInvocationID.x);
  int plane = int(gl_GlobalInvocationID.z);
  float largest = 0.0;
  float squares = 0.0;
  for (int y = u_y_begin + part_index; y < u_y_end; y += PARTS) {
    int at = plane * u_plane + y * u_row;
    float row_squares = 0.0;
    for (int i = 0; i < u_row; ++i) {
      vec4 d = texelFetch(u_a, u_a_first + at + i) - texelFetch(u_b, u_b_first + at + i);
      o_values[u_first + at + i] = d;
      vec4 size = abs(d);
      largest = max(largest, max(max(size.x, size.y), max(size.z, size.w)));
      row_squares += dot(d, d);
    }
    squares += row_squares;
  }
  o_parts[u_parts_first + plane * PARTS + part_index] = vec4(largest, squares, 0.0, 0.0);
}

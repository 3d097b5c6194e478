// Smallest and largest finite value of each plane, in PARTS parts of rows: partial (low, high, saw something not finite).
layout(local_size_x = 64) in;

layout(binding = 0) uniform samplerBuffer u_input;
layout(std430, binding = 0) buffer Output { vec4 o_parts[]; };

uniform int u_first;   // texel of plane 0 of this dispatch
uniform int u_plane;   // texels from plane to plane
uniform int u_row;     // texels from row to row
uniform int u_h;
uniform int u_w;
uniform int u_out_first;

void take(float v, inout vec4 part) {
  if (isnan(v) || isinf(v)) {
    part.z = 1.0;
  } else {
    part.xy = vec2(min(part.x, v), max(part.y, v));
  }
}

void main() {
  int part_index = int(gl_GlobalInvocationID.x);
  int plane = int(gl_GlobalInvocationID.z);
  vec4 part = vec4(3.4e38, -3.4e38, 0.0, 0.0);
  for (int y = part_index; y < u_h; y += PARTS) {
    int row = u_first + plane * u_plane + y * u_row;
    for (int x = 0; x < u_w; x += 4) {
      vec4 v = texelFetch(u_input, row + x / 4);
      take(v.x, part);
      if (x + 1 < u_w) take(v.y, part);
      if (x + 2 < u_w) take(v.z, part);
      if (x + 3 < u_w) take(v.w, part);
    }
  }
  o_parts[u_out_first + plane * PARTS + part_index] = part;
}

// Averages blocks of FACTOR × FACTOR texels of each plane: one level of the pyramid from a finer one. Texels at the edge count for the
// pixels of the stage that they really cover. An invocation makes four texels of a row.
layout(local_size_x = 8, local_size_y = 8) in;
layout(binding = 0) uniform samplerBuffer u_source;
layout(std430, binding = 0) writeonly buffer Target { vec4 o_values[]; };

uniform int u_source_texel;       // where the first plane begins, in vec4s
uniform int u_source_plane;       // vec4s from plane to plane
uniform int u_source_row;         // vec4s in a row
uniform int u_target_plane;
uniform int u_target_row;
uniform ivec2 u_source_size;      // texels
uniform ivec2 u_target_size;
uniform int u_cover;              // pixels of the stage that a texel of the source covers on each axis
uniform ivec2 u_stage_size;       // pixels

float covered(int i, int stage) { return float(clamp(stage - i * u_cover, 0, u_cover)); }

void main() {
  int x4 = int(gl_GlobalInvocationID.x);
  int y = int(gl_GlobalInvocationID.y);
  int plane = int(gl_GlobalInvocationID.z);
  if (x4 * 4 >= u_target_size.x || y >= u_target_size.y) return;
  vec4 sum = vec4(0.0);
  vec4 weight = vec4(0.0);
  int end_y = min((y + 1) * FACTOR, u_source_size.y);
  for (int sy = y * FACTOR; sy < end_y; ++sy) {
    float wy = covered(sy, u_stage_size.y);
    int row = u_source_texel + plane * u_source_plane + sy * u_source_row;
    for (int q = 0; q < FACTOR; ++q) {
      int s4 = x4 * FACTOR + q;
      if (s4 >= u_source_row) break;
      vec4 v = texelFetch(u_source, row + s4);
      int x = s4 * 4;
      vec4 w = wy * vec4(covered(x, u_stage_size.x), covered(x + 1, u_stage_size.x), covered(x + 2, u_stage_size.x),
                         covered(x + 3, u_stage_size.x));
      v = mix(v * w, vec4(0.0), equal(w, vec4(0.0)));
#if FACTOR == 2
      vec2 part = vec2(v.x + v.y, v.z + v.w);
      vec2 part_weight = vec2(w.x + w.y, w.z + w.w);
      if (q == 0) {
        sum.xy += part;
        weight.xy += part_weight;
      } else {
        sum.zw += part;
        weight.zw += part_weight;
      }
#else
      sum[q / (FACTOR / 4)] += v.x + v.y + v.z + v.w;
      weight[q / (FACTOR / 4)] += w.x + w.y + w.z + w.w;
#endif
    }
  }
  o_values[plane * u_target_plane + y * u_target_row + x4] = mix(sum / weight, vec4(0.0), equal(weight, vec4(0.0)));
}

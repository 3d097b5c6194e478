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

// Adds texel q of a row of the block to the four texels that are made.
void gather(inout vec4 sums, int q, vec4 v) {
#if FACTOR == 2
  vec2 pairs = vec2(v.x + v.y, v.z + v.w);
  sums += q == 0 ? vec4(pairs, 0.0, 0.0) : vec4(0.0, 0.0, pairs);
#else
  sums[q / (FACTOR / 4)] += v.x + v.y + v.z + v.w;
#endif
}

void main() {
  int x4 = int(gl_GlobalInvocationID.x);
  int y = int(gl_GlobalInvocationID.y);
  int plane = int(gl_GlobalInvocationID.z);
  if (x4 * 4 >= u_target_size.x || y >= u_target_size.y) return;
  vec4 across[FACTOR];  // what each texel of a row of the block counts for; it is the same in all rows
  vec4 width = vec4(0.0);
  for (int q = 0; q < FACTOR; ++q) {
    int x = (x4 * FACTOR + q) * 4;
    across[q] = vec4(covered(x, u_stage_size.x), covered(x + 1, u_stage_size.x), covered(x + 2, u_stage_size.x), covered(x + 3, u_stage_size.x));
    gather(width, q, across[q]);
  }
  vec4 sum = vec4(0.0);
  float height = 0.0;
  int first = u_source_texel + plane * u_source_plane + x4 * FACTOR;
  for (int i = 0; i < FACTOR; ++i) {
    float down = covered(y * FACTOR + i, u_stage_size.y);
    int at = first + min(y * FACTOR + i, u_source_size.y - 1) * u_source_row;
    vec4 row = vec4(0.0);
    // what lies beyond the row's end may be anything
    for (int q = 0; q < FACTOR; ++q) gather(row, q, mix(texelFetch(u_source, at + q) * across[q], vec4(0.0), equal(across[q], vec4(0.0))));
    sum += down * row;
    height += down;
  }
  vec4 weight = width * height;
  o_values[plane * u_target_plane + y * u_target_row + x4] = mix(sum / weight, vec4(0.0), equal(weight, vec4(0.0)));
}

// d = a − b for the same range of texels of several planes, with partial max |d| and Σ d² from u_parts invocations a plane: neighbours take
// neighbouring texels. Sums go in two levels, so that rounding does not grow with the size.
layout(local_size_x = 64) in;

layout(binding = 0) uniform samplerBuffer u_a;
layout(binding = 1) uniform samplerBuffer u_b;
layout(std430, binding = 0) writeonly buffer Output { vec4 o_values[]; };
layout(std430, binding = 1) writeonly buffer Parts { vec4 o_parts[]; };

uniform int u_first;  // texel of the first plane's range in a and b; the output's bound range begins there
uniform int u_plane;  // texels from plane to plane
uniform int u_count;  // texels of the range in each plane
uniform int u_parts;

const int kChunk = 32;

void main() {
  int part_index = int(gl_GlobalInvocationID.x);
  int plane = int(gl_WorkGroupID.y);
  vec4 largest = vec4(0.0);
  float squares = 0.0;
  for (int i = part_index; i < u_count;) {
    vec4 chunk = vec4(0.0);
    for (int k = 0; k < kChunk && i < u_count; ++k) {
      int at = plane * u_plane + i;
      vec4 d = texelFetch(u_a, u_first + at) - texelFetch(u_b, u_first + at);
      o_values[at] = d;
      largest = max(largest, abs(d));
      chunk += d * d;
      i += u_parts;
    }
    squares += dot(chunk, vec4(1.0));
  }
  vec2 two = max(largest.xy, largest.zw);
  o_parts[plane * u_parts + part_index] = vec4(max(two.x, two.y), squares, 0.0, 0.0);
}

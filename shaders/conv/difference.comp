// d = a − b for the same range of texels of several planes, with partial max |d| and Σ d² from u_parts invocations a plane. The host sees to
// it that an invocation adds up about a thousand texels, so that rounding stays small.
layout(local_size_x = 64) in;

layout(binding = 0) uniform samplerBuffer u_a;
layout(binding = 1) uniform samplerBuffer u_b;
layout(std430, binding = 0) writeonly buffer Output { vec4 o_values[]; };
layout(std430, binding = 1) writeonly buffer Parts { vec4 o_parts[]; };

uniform int u_first;  // texel of the first plane's range in a and b; the output's bound range begins there
uniform int u_plane;  // texels from plane to plane
uniform int u_count;  // texels of the range in each plane
uniform int u_parts;
uniform int u_lane;   // texels from one invocation's first to the next one's
uniform int u_step;   // texels from one of an invocation's texels to its next
uniform int u_run;    // an invocation ends so many texels after its first

void main() {
  int part_index = int(gl_GlobalInvocationID.x);
  int plane = int(gl_WorkGroupID.y);
  vec4 largest = vec4(0.0);
  vec4 squares = vec4(0.0);
  int first = part_index * u_lane;
  int end = min(first + u_run, u_count);
  for (int i = first; i < end; i += u_step) {
    int at = plane * u_plane + i;
    vec4 d = texelFetch(u_a, u_first + at) - texelFetch(u_b, u_first + at);
    o_values[at] = d;
    largest = max(largest, abs(d));
    squares += d * d;
  }
  vec2 two = max(largest.xy, largest.zw);
  o_parts[plane * u_parts + part_index] = vec4(max(two.x, two.y), dot(squares, vec4(1.0)), 0.0, 0.0);
}

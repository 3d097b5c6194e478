// Smallest and largest finite value of each plane: partial (low, high, saw something not finite) from u_parts invocations a plane.
layout(local_size_x = 64) in;

layout(binding = 0) uniform samplerBuffer u_input;
layout(std430, binding = 0) writeonly buffer Parts { vec4 o_parts[]; };

uniform int u_first;  // texel of plane 0 of this dispatch
uniform int u_plane;  // texels from plane to plane
uniform int u_row;    // texels from row to row
uniform int u_count;  // texels of a plane
uniform int u_w;
uniform int u_parts;
uniform int u_lane;   // texels from one invocation's first to the next one's
uniform int u_step;   // texels from one of an invocation's texels to its next
uniform int u_run;    // an invocation ends so many texels after its first

const float kMost = 3.402823466e38;

vec4 only(vec4 v, bvec4 a, bvec4 b, float otherwise) {
  return vec4(a.x && b.x ? v.x : otherwise, a.y && b.y ? v.y : otherwise, a.z && b.z ? v.z : otherwise, a.w && b.w ? v.w : otherwise);
}

void main() {
  int part_index = int(gl_GlobalInvocationID.x);
  int plane = int(gl_WorkGroupID.y);
  vec4 low = vec4(kMost);
  vec4 high = vec4(-kMost);
  float strange = 0.0;
  int at = u_first + plane * u_plane;
  int first = part_index * u_lane;
  int end = min(first + u_run, u_count);
  int x4 = first % u_row;
  int step_x4 = u_step % u_row;
  for (int i = first; i < end; i += u_step) {
    vec4 v = texelFetch(u_input, at + i);
    bvec4 finite = lessThanEqual(abs(v), vec4(kMost));  // false for NaN too
    bvec4 real = lessThan(x4 * 4 + ivec4(0, 1, 2, 3), ivec4(u_w));
    low = min(low, only(v, finite, real, kMost));
    high = max(high, only(v, finite, real, -kMost));
    strange = all(finite) ? strange : 1.0;
    x4 += step_x4;
    x4 -= x4 >= u_row ? u_row : 0;
  }
  vec2 low2 = min(low.xy, low.zw);
  vec2 high2 = max(high.xy, high.zw);
  o_parts[plane * u_parts + part_index] = vec4(min(low2.x, low2.y), max(high2.x, high2.y), strange, 0.0);
}

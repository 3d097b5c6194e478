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
const uint kInfinite = 0x7f800000u;

struct Range {
  vec4 low, high;
  uvec4 size;  // largest of the values' bits without their signs: kInfinite at least where one is not finite
};

bool is_strange(Range r) { return any(greaterThanEqual(r.size, uvec4(kInfinite))); }

// Of a run of texels. careful: of their finite values only.
Range range_of(int at, int first, int end, bool careful) {
  Range r = Range(vec4(kMost), vec4(-kMost), uvec4(0u));
  int x4 = first % u_row;
  int step_x4 = u_step % u_row;
  bvec3 beyond = greaterThanEqual(u_row * 4 - ivec3(3, 2, 1), ivec3(u_w));  // rows end before their last texel does
  for (int i = first; i < end; i += u_step) {
    vec4 v = texelFetch(u_input, at + i);
    if (x4 == u_row - 1) v.yzw = mix(v.yzw, v.xxx, beyond);
    uvec4 size = floatBitsToUint(v) & 0x7fffffffu;
    bvec4 left_out = greaterThanEqual(size, uvec4(careful ? kInfinite : 0xffffffffu));
    r.low = min(r.low, mix(v, vec4(kMost), left_out));
    r.high = max(r.high, mix(v, vec4(-kMost), left_out));
    r.size = max(r.size, size);
    x4 += step_x4;
    x4 -= x4 >= u_row ? u_row : 0;
  }
  return r;
}

void main() {
  int part_index = int(gl_GlobalInvocationID.x);
  int plane = int(gl_WorkGroupID.y);
  int at = u_first + plane * u_plane;
  int first = part_index * u_lane;
  int end = min(first + u_run, u_count);
  Range r = range_of(at, first, end, false);
  if (is_strange(r)) r = range_of(at, first, end, true);
  vec2 low = min(r.low.xy, r.low.zw);
  vec2 high = max(r.high.xy, r.high.zw);
  o_parts[plane * u_parts + part_index] = vec4(min(low.x, low.y), max(high.x, high.y), is_strange(r) ? 1.0 : 0.0, 0.0);
}

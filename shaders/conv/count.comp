// Grouped convolution in the plainest way, which counts as it multiplies: the counter stands beside the multiply. What it adds up is compared
// with what the fast shaders made, so that it is the same convolution that was counted. An invocation makes one output element, of the input
// channels u_ci_begin…u_ci_end, which lie in one page; sums of several pages come together in o_sums.
layout(local_size_x = 64) in;

#include "common/border.glsl"
#include "common/divide.glsl"

layout(binding = 0) uniform samplerBuffer u_input;
layout(binding = 1) uniform samplerBuffer u_weights;  // single floats: a bias for each channel of the slab, then [channel][C_in/group][K_h][K_w]
layout(binding = 2) uniform samplerBuffer u_result;
layout(std430, binding = 0) buffer Sums { float o_sums[]; };
layout(std430, binding = 1) buffer Counters { uint o_all[2], o_useful[2], o_largest; };  // 64 bits from two 32-bit words, the low one first

uniform int u_in_first;      // float of plane 0 in the page (may be negative)
uniform int u_in_plane;      // floats from plane to plane
uniform int u_in_row;
uniform int u_in_h;
uniform int u_in_w;
uniform int u_c_in_per_group;
uniform int u_c_out_per_group;
uniform int u_kernel_h;
uniform int u_kernel_w;
uniform int u_stride_h;
uniform int u_stride_w;
uniform int u_dilation_h;
uniform int u_dilation_w;
uniform int u_pad_top;
uniform int u_pad_left;
uniform int u_c_begin;       // first output channel of the slab
uniform int u_slab_channels;
uniform int u_y_begin;
uniform int u_y_end;
uniform int u_out_w;
uniform int u_out_first;     // float of plane u_c_begin of the result in its page
uniform int u_out_plane;
uniform int u_out_row;
uniform int u_ci_begin;
uniform int u_ci_end;
uniform int u_begins;        // 1: these are the first input channels of the slab
uniform int u_ends;          // 1: and these the last

shared uint s_all, s_useful, s_largest;

float texel(int at) { return texelFetch(u_input, at >> 2)[at & 3]; }

void count_element(int channel, int y, int x) {
  int group_first = (u_c_begin + channel) / u_c_out_per_group * u_c_in_per_group;
  int at_sum = (channel * (u_y_end - u_y_begin) + y - u_y_begin) * u_out_w + x;
  float sum = u_begins == 1 ? texelFetch(u_weights, channel).x : o_sums[at_sum];
  uint all = 0u, useful = 0u;
  int end = min(u_ci_end, group_first + u_c_in_per_group);
  for (int c = max(u_ci_begin, group_first); c < end; ++c) {
    int weight = u_slab_channels + (channel * u_c_in_per_group + c - group_first) * u_kernel_h * u_kernel_w;
    for (int i = 0; i < u_kernel_h; ++i) {
      int py = y * u_stride_h - u_pad_top + i * u_dilation_h;
      int iy = source(py, u_in_h);
      int row = u_in_first + c * u_in_plane + iy * u_in_row;
      for (int j = 0; j < u_kernel_w; ++j) {
        int px = x * u_stride_w - u_pad_left + j * u_dilation_w;
        int ix = source(px, u_in_w);
        float value = iy < 0 || ix < 0 ? 0.0 : texel(row + ix);
        sum += texelFetch(u_weights, weight + i * u_kernel_w + j).x * value;
        ++all;
        useful += uint(uint(py) < uint(u_in_h) && uint(px) < uint(u_in_w));
      }
    }
  }
  o_sums[at_sum] = sum;
  atomicAdd(s_all, all);
  atomicAdd(s_useful, useful);
  if (u_ends == 0) return;
  int at = u_out_first + channel * u_out_plane + y * u_out_row + x;
  atomicMax(s_largest, floatBitsToUint(abs(texelFetch(u_result, at >> 2)[at & 3] - sum)));
}

void main() {
  if (gl_LocalInvocationIndex == 0u) s_all = s_useful = s_largest = 0u;
  barrier();
  int index = int(gl_GlobalInvocationID.x);
  int line = divide(index, u_out_w);
  if (u_y_begin + line < u_y_end) count_element(int(gl_WorkGroupID.y), u_y_begin + line, index - line * u_out_w);
  barrier();
  if (gl_LocalInvocationIndex != 0u) return;
  uint before = atomicAdd(o_all[0], s_all);
  if (before + s_all < before) atomicAdd(o_all[1], 1u);
  before = atomicAdd(o_useful[0], s_useful);
  if (before + s_useful < before) atomicAdd(o_useful[1], 1u);
  atomicMax(o_largest, s_largest);
}

// Grouped convolution as one writes it first: an invocation an output element, loops over input channels and taps, every size a uniform, every number a
// load of its own. What the other shaders are measured against.
layout(local_size_x = 64) in;

layout(std430, binding = 0) writeonly buffer Output { float o_values[]; };
layout(std430, binding = 1) readonly buffer Input { float i_values[]; };
layout(std430, binding = 2) readonly buffer Weights { float w_values[]; };

uniform int u_in_plane, u_in_row, u_in_h, u_in_w, u_out_plane, u_out_row, u_out_w;
uniform int u_c_in_per_group, u_c_out_per_group, u_kernel_h, u_kernel_w, u_stride_h, u_stride_w, u_dilation_h, u_dilation_w, u_pad_top, u_pad_left;

void main() {
  int x = int(gl_GlobalInvocationID.x), y = int(gl_WorkGroupID.y), channel = int(gl_WorkGroupID.z);
  if (x >= u_out_w) return;
  int first = channel / u_c_out_per_group * u_c_in_per_group;
  float sum = 0.0;
  for (int c = 0; c < u_c_in_per_group; ++c) {
    for (int ky = 0; ky < u_kernel_h; ++ky) {
      for (int kx = 0; kx < u_kernel_w; ++kx) {
        int iy = y * u_stride_h + ky * u_dilation_h - u_pad_top, ix = x * u_stride_w + kx * u_dilation_w - u_pad_left;
        if (iy >= 0 && iy < u_in_h && ix >= 0 && ix < u_in_w)
          sum += w_values[((channel * u_c_in_per_group + c) * u_kernel_h + ky) * u_kernel_w + kx] * i_values[(first + c) * u_in_plane + iy * u_in_row + ix];
      }
    }
  }
  o_values[channel * u_out_plane + y * u_out_row + x] = sum;
}

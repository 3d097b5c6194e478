// What all convolution shaders share: where an invocation works, its loads, its first and last act. NC must be defined.
layout(binding = 0) uniform samplerBuffer u_input;
layout(binding = 1) uniform samplerBuffer u_weights;
layout(binding = 2) uniform samplerBuffer u_bias;  // one float a texel (R32F)
layout(std430, binding = 0) buffer Output { vec4 o_values[]; };

struct Place {
  int x16;          // sixteen pixels from 16·x16
  int y;            // output row
  int block;        // block of output channels within the slab
  int channel;      // its first output channel
  int channels;     // how many of the block are real
  int group_first;  // first input channel of the group
  bool outside;
};

// Blocks never straddle groups: a group has ceil(c_out_per_group / block_channels) of them, and slabs begin at a group or inside group 0.
Place place(int block_channels, int rows) {
  Place p;
  p.x16 = int(gl_GlobalInvocationID.x);
  p.y = u_y_begin + int(gl_GlobalInvocationID.y) * rows;
  p.block = int(gl_GlobalInvocationID.z);
  int blocks_per_group = (u_c_out_per_group + block_channels - 1) / block_channels;
  int group = u_c_out_begin / u_c_out_per_group + p.block / blocks_per_group;
  int inside_group = (u_c_out_begin % u_c_out_per_group) + (p.block % blocks_per_group) * block_channels;
  p.channel = group * u_c_out_per_group + inside_group;
  p.channels = min(min(u_c_out_per_group - inside_group, u_c_out_end - p.channel), block_channels);
  p.group_first = group * u_c_in_per_group;
  p.outside = p.x16 * 16 >= u_out_w || p.y >= u_y_end || p.channels <= 0;
  return p;
}

// Input channels of the group that this page holds.
ivec2 input_range(Place p) {
  return ivec2(max(p.group_first, u_c_first), max(max(p.group_first, u_c_first), min(p.group_first + u_c_in_per_group, u_c_end)));
}

// Texels outside the row or the image are zero padding. The index is clamped so that no load leaves the buffer.
vec4 load(int row_texel, int x4, bool row_inside) {
  bool inside = row_inside && x4 >= 0 && x4 < u_in_vec4s;
  vec4 v = texelFetch(u_input, inside ? row_texel + x4 : 0);
  return inside ? v : vec4(0.0);
}

int out_index(Place p, int channel, int y, int j) {
  return u_out_first + (channel - u_c_out_begin) * u_out_plane + y * u_out_vec4s + p.x16 * 4 + j;
}

void begin_sums(out vec4 acc[NC][4], Place p) {
  for (int n = 0; n < NC; ++n) {
    int channel = p.channel + min(n, p.channels - 1);
    float start = u_has_bias != 0 ? texelFetch(u_bias, channel).x : 0.0;
    for (int j = 0; j < 4; ++j) acc[n][j] = vec4(start);
  }
}

// The floats after the last pixel of a row are kept zero: the next stage reads them as padding.
vec4 trimmed(vec4 v, int x) {
  return vec4(x < u_out_w ? v.x : 0.0, x + 1 < u_out_w ? v.y : 0.0, x + 2 < u_out_w ? v.z : 0.0, x + 3 < u_out_w ? v.w : 0.0);
}

void store_row(vec4 sums[4], Place p, int channel, int y) {
  for (int j = 0; j < 4; ++j) {
    if (p.x16 * 4 + j >= u_out_vec4s) continue;
    int at = out_index(p, channel, y, j);
    vec4 v = sums[j];
    if (u_accumulate != 0) v += o_values[at];
    o_values[at] = trimmed(v, (p.x16 * 4 + j) * 4);
  }
}

void store(vec4 acc[NC][4], Place p) {
  for (int n = 0; n < NC; ++n) {
    if (n < p.channels) store_row(acc[n], p, p.channel + n, p.y);
  }
}

void store_rows(vec4 acc[NC][4], Place p) {
  for (int r = 0; r < NC; ++r) {
    if (p.y + r < u_y_end) store_row(acc[r], p, p.channel, p.y + r);
  }
}

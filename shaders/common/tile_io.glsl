// What the shaders of the tile family share: storage buffers on both sides, and the place of a work-group. Tiles lie along x of the grid, row after row;
// blocks of output channels along y. Uniforms are set by gpu/tile_job.cpp and gpu/tiles.cpp under the same names.
#ifndef WEIGHT
#define WEIGHT float  // in what portions weights are read
#endif
#define THREADS (LOCAL_X * LOCAL_Y)
layout(local_size_x = LOCAL_X, local_size_y = LOCAL_Y) in;

layout(std430, binding = 0) writeonly buffer Output { vec4 o_values[]; };
layout(std430, binding = 1) readonly buffer Input { vec4 i_values[]; };
layout(std430, binding = 2) readonly buffer Weights { WEIGHT i_weights[]; };

uniform int u_in_first;   // vec4 of input channel 0 of this batch element
uniform int u_in_plane;   // vec4s from one input plane to the next
uniform int u_in_row;     // vec4s of an input row
uniform int u_in_h;
uniform int u_out_first;  // vec4 of output channel 0 of this batch element
uniform int u_out_plane;
uniform int u_out_row;
uniform int u_out_h;
uniform int u_out_w;
uniform int u_tile_first;   // tile and block of the grid's first work-group
uniform int u_block_first;
uniform int u_tiles_across;
uniform int u_pad_top;
uniform int u_lead_vec4s;   // vec4s that the window begins left of the output pixel
uniform int u_c_in;         // input channels of a group
uniform int u_c_out;        // output channels of a group
uniform int u_blocks_per_group;

#include "common/divide.glsl"
#include "common/trimmed.glsl"

int thread() { return int(gl_LocalInvocationIndex); }

// Tile of this work-group: across, down.
ivec2 tile() {
  int index = u_tile_first + int(gl_WorkGroupID.x);
  int down = divide(index, u_tiles_across);
  return ivec2(index - down * u_tiles_across, down);
}

// Input of a plane that begins at vec4 `plane`; zero outside.
vec4 pixels(int plane, int y, int x4) {
  bool inside = uint(y) < uint(u_in_h) && uint(x4) < uint(u_in_row);
  return inside ? i_values[plane + y * u_in_row + x4] : vec4(0.0);
}

void put(int plane, int y, int x4, vec4 v) {
  if (y < u_out_h && x4 < u_out_row) o_values[plane + y * u_out_row + x4] = trimmed(v, x4 * 4);
}

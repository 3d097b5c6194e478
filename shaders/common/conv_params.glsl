// Uniforms of every convolution dispatch; set by gpu/conv_job.cpp under the same names.
uniform int u_in_first;        // texel of the first vec4 of input channel 0 of this batch element in the page (may be negative)
uniform int u_in_plane;        // texels from one input plane to the next
uniform int u_in_row;          // texels from one input row to the next
uniform int u_in_vec4s;        // vec4s of one phase of a row
uniform int u_in_h;            // input rows
uniform int u_zero;            // a texel of the page that is zero
uniform int u_c_first;         // input channels that this page holds: first …
uniform int u_c_end;           // … and one past the last
uniform int u_c_in_per_group;
uniform int u_c_out_per_group;
uniform int u_c_out_begin;     // output channels of this slab
uniform int u_c_out_end;
uniform int u_group_begin;     // group of u_c_out_begin, and its place in the group
uniform int u_inside_begin;
uniform int u_y_begin;         // output rows of this slab
uniform int u_y_end;
uniform int u_out_w;
uniform int u_out_vec4s;       // vec4s of an output row
uniform int u_out_plane;       // vec4s from one output plane to the next, in the bound range
uniform int u_out_first;       // vec4 of output channel u_c_out_begin, row 0, in the bound range (may be negative)
uniform int u_kernel_h;
uniform int u_stride_h;
uniform int u_dilation_h;
uniform int u_pad_top;
uniform int u_lead_vec4s;      // vec4s that the first tap block lies left of the output pixel
uniform int u_phases;          // stride_w: a row is stored as that many rows of every stride-th pixel
uniform int u_turns;           // turns of TAP_BLOCKS blocks of four taps for one row and phase

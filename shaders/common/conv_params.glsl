// Uniforms of every convolution dispatch; set by gpu/conv_job.cpp under the same names.
uniform int u_in_first;          // texel of the first vec4 of input channel 0 of this batch element in the page (may be negative)
uniform int u_in_plane;          // texels from one input plane to the next
uniform int u_in_row;            // texels from one input row to the next
uniform int u_in_vec4s;          // vec4s of one phase of a row
uniform int u_in_h;              // input rows
uniform int u_zero;              // a texel of the page that is zero
uniform int u_c_first;           // input channels that this page holds: first …
uniform int u_c_end;             // … and one past the last
uniform int u_c_in_per_group;
uniform int u_c_out_per_group;
uniform int u_group_begin;       // group of the slab's first output channel
uniform int u_inside_begin;      // that channel's place inside its group
uniform int u_blocks_per_group;  // blocks of CHANNELS output channels in what the slab holds of a group
uniform int u_slab_channels;     // output channels of this slab
uniform int u_y_begin;           // output rows of this slab
uniform int u_y_end;
uniform int u_strips;            // invocations along a row: ceil(u_out_vec4s / WIDTH)
uniform int u_out_w;
uniform int u_out_vec4s;         // vec4s of an output row
uniform int u_out_plane;         // vec4s from one output plane to the next, in the bound range
uniform int u_out_first;         // vec4 of the slab's first channel, row 0, in the bound range (may be negative)
uniform int u_rows;              // input rows that one invocation visits: K_h + (ROWS − 1)·row step
uniform int u_row_gap;           // distance of an invocation's output rows
uniform int u_stride_h;
uniform int u_dilation_h;
uniform int u_pad_top;
uniform int u_lead_vec4s;        // vec4s that the first tap block lies left of the output pixel
uniform int u_phases;            // a row is stored as that many rows of every u_phases-th pixel
uniform int u_turns;             // turns for one input row and phase
uniform int u_turns_per_channel; // turns for one input channel
uniform int u_block_texels;      // weights of one block of output channels

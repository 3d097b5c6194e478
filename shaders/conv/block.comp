// Convolution without stride or dilation whose taps are all written out: KERNEL_H×KERNEL_W, few of them. An invocation makes WIDTH vec4s × ROWS rows ×
// CHANNELS output channels. An input row is read once, WINDOW vec4s of it, and feeds every output row that it touches; where a tap lies in a window is
// known at compile time (the first at pixel FIRST_TAP), so pixels that are not aligned are swizzles, which cost nothing. Weights: [block][bias, then
// input channel], in a channel tap by tap the block's output channels, each channel filled up to whole texels; packed by gpu/packing.cpp.
layout(local_size_x = 64) in;

#include "common/conv_params.glsl"
#include "common/conv_io.glsl"

vec4 a[WINDOW];
vec4 w[TURN_TEXELS];

#define WEIGHT(tap, g) w[((tap) * CHANNELS + (g)) / 4][((tap) * CHANNELS + (g)) % 4]
#define PIXEL(i) a[(i) / 4][(i) % 4]
#define PIXELS(i) vec4(PIXEL(i), PIXEL((i) + 1), PIXEL((i) + 2), PIXEL((i) + 3))
#define SUM(g, o, i) sums[((g) * ROWS + (o)) * WIDTH + (i)]

// Adds what one input channel gives to every sum.
void add_channel(int weight, int plane, int x, int iy_first) {
#repeat j TURN_TEXELS
  w[j] = texelFetch(u_weights, weight + j);
#end
#repeat r VISITED_ROWS
  int iy = iy_first + r;
  int at = plane + iy * u_in_row + x;
  int limit = uint(iy) < uint(u_in_h) ? u_in_vec4s : 0;
#repeat j WINDOW
  a[j] = texelFetch(u_input, uint(x + j) < uint(limit) ? at + j : u_zero);
#end
#repeat g CHANNELS
#repeat ky KERNEL_H
  const int o = r - ky;
  if (o >= 0 && o < ROWS) {
#repeat i WIDTH
    vec4 products = vec4(0.0);
#repeat kx KERNEL_W
    products += WEIGHT(ky * KERNEL_W + kx, g) * PIXELS(FIRST_TAP + kx + i * 4);
#end
    SUM(g, clamp(o, 0, ROWS - 1), i) += products;
#end
  }
#end
#end
#end
}

void main() {
  Place p = place();
  if (p.y >= u_y_end) return;
#repeat g CHANNELS
  float first = FIRST_VALUE(texelFetch(u_weights, p.weights + g / 4)[g % 4]);
#repeat i ROWS
#repeat j WIDTH
  SUM(g, i, j) = vec4(first);
#end
#end
#end
  ivec2 channels = input_range(p);
  int x = p.x4 - u_lead_vec4s;
  int iy_first = p.y - u_pad_top;
  int weight = p.weights + (CHANNELS + 3) / 4 + (channels.x - p.group_first) * TURN_TEXELS;
  int plane = u_in_first + channels.x * u_in_plane;
#ifdef ONE_INPUT
  add_channel(weight, plane, x, iy_first);
#else
  for (int c = channels.x; c < channels.y; ++c) {
    add_channel(weight, plane, x, iy_first);
    weight += TURN_TEXELS;
    plane += u_in_plane;
  }
#endif
#repeat g CHANNELS
#repeat o ROWS
  if (g < p.channels && p.y + o < u_y_end) {
    int at = p.at + g * u_out_plane + o * u_out_vec4s;
#repeat j WIDTH
    STORE_VEC4(at, j, SUM(g, o, j))
#end
  }
#end
#end
}

// A tile: a part of one plane, see plane.glsl.
uniform vec2 u_pixel;   // window pixels per framebuffer pixel
uniform float u_pitch;  // of the stripes where nothing is computed yet, framebuffer pixels

in vec2 v_texel;
flat in vec2 f_step;
flat in ivec4 f_plane;
flat in ivec4 f_size;
flat in vec4 f_range;
flat in ivec4 f_made;

layout(location = 0) out vec4 o_colour;

#include "view/plane.glsl"

void main() {
  float stripes = (gl_FragCoord.x + gl_FragCoord.y) / u_pitch;
  o_colour = vec4(revealed_at(v_texel, f_step * u_pixel, stripes, 2.0 / u_pitch), 1.0);
}

// A tile: a part of one plane, see plane.glsl.
uniform vec2 u_pixel;  // window pixels per framebuffer pixel

in vec2 v_texel;
flat in vec2 f_step;
flat in ivec4 f_plane;
flat in ivec4 f_size;
flat in vec4 f_range;

layout(location = 0) out vec4 o_colour;

#include "view/plane.glsl"

void main() { o_colour = vec4(colour_at(v_texel, f_step * u_pixel), 1.0); }

// A slab's faces: the plane on the large ones with a thin rim, plain light edges on the others. Farther slabs fade into the background.
uniform vec3 u_background;
uniform vec3 u_edge;
uniform float u_stripes;  // in a unit of the world, where nothing is computed yet

in vec2 v_place;
in vec2 v_rim;
flat in int f_face;
flat in ivec4 f_plane;
flat in ivec4 f_size;
flat in vec4 f_range;
flat in vec4 f_look;
flat in ivec4 f_made;

layout(location = 0) out vec4 o_colour;

#include "view/plane.glsl"

const int kPlain = 8;

void main() {
  vec3 colour;
  vec2 texel = v_place * vec2(f_size.xy), footprint = fwidth(texel);
  float stripes = (v_rim.x + v_rim.y) * u_stripes, change = fwidth(stripes);
  vec2 rim = min(v_rim, f_look.xy - v_rim) / max(fwidth(v_rim), 1e-9);
  if (f_face != 2) {
    colour = u_edge * (f_face == 1 ? 1.0 : 0.72);
  } else {
    colour = f_size.z == kPlain ? unpackUnorm4x8(uint(f_size.w)).rgb : revealed_at(texel, min(footprint, vec2(2.0)), stripes, change);
    float line = 1.0 - smoothstep(0.4, 1.4, min(rim.x, rim.y));
    colour = mix(colour, u_edge, line * f_look.w);
  }
  o_colour = vec4(mix(colour, u_background, f_look.z), 1.0);
}

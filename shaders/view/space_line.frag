// A line with a smooth rim, dashed where u_dash says so.
uniform float u_dash;

in vec4 v_colour;
noperspective in vec2 v_along;
flat in float f_half_width;

layout(location = 0) out vec4 o_colour;

void main() {
  float cover = clamp(f_half_width + 0.5 - abs(v_along.y), 0.0, 1.0);
  if (u_dash > 0.0) cover *= fract(v_along.x / (2.0 * u_dash)) < 0.5 ? 1.0 : 0.0;
  if (cover <= 0.0) discard;
  o_colour = vec4(v_colour.rgb, v_colour.a * cover);
}

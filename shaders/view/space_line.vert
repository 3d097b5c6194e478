// One instance is one line in space, as wide on the screen wherever it lies; a little nearer than the faces on which it lies.
layout(location = 0) in vec4 a_from;    // world; width in pixels
layout(location = 1) in vec4 a_to;      // world; how much nearer it is drawn, or farther
layout(location = 2) in vec4 a_colour;

uniform mat4 u_matrix;
uniform vec2 u_half_size;  // of the picture, pixels
uniform float u_alpha;
uniform float u_dash;      // pixels of a dash and of a gap; 0: none

out vec4 v_colour;
noperspective out vec2 v_along;  // pixels along the line; across it, −1…1 at its rim
flat out float f_half_width;

const float kNear = 1e-3;

void main() {
  vec4 a = u_matrix * vec4(a_from.xyz, 1.0), b = u_matrix * vec4(a_to.xyz, 1.0);
  // What lies behind the viewer is cut off.
  if (a.w < kNear && b.w > kNear) a = mix(a, b, (kNear - a.w) / (b.w - a.w));
  if (b.w < kNear && a.w > kNear) b = mix(b, a, (kNear - b.w) / (a.w - b.w));
  vec2 pa = a.xy / a.w * u_half_size, pb = b.xy / b.w * u_half_size;
  vec2 way = pb - pa;
  float span = length(way);
  vec2 along = span > 1e-4 ? way / span : vec2(1.0, 0.0);
  vec2 across = vec2(-along.y, along.x);
  float half_width = 0.5 * a_from.w + 0.75;  // room for a smooth rim
  bool end = (gl_VertexID & 1) != 0;
  float side = (gl_VertexID & 2) != 0 ? 1.0 : -1.0;
  float reach = 0.5 * a_from.w;
  vec2 at = (end ? pb + along * reach : pa - along * reach) + across * side * half_width;
  vec4 p = end ? b : a;
  p.z = min(p.z - a_to.w * p.w, 0.99999 * p.w);  // behind all else, when it is far back
  v_colour = vec4(a_colour.rgb, a_colour.a * u_alpha);
  v_along = vec2(end ? span : 0.0, side * half_width);
  f_half_width = 0.5 * a_from.w;
  gl_Position = vec4(at / u_half_size * p.w, p.z, p.w);
  if (a.w < kNear && b.w < kNear) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
}

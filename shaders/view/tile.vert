// One instance is one tile: a rectangle of the window filled with a part of one plane.
layout(location = 0) in vec4 a_rect;    // window pixels: x0, y0, x1, y1
layout(location = 1) in vec4 a_texel;   // texel at the rectangle's corner; texels per window pixel
layout(location = 2) in ivec4 a_plane;  // where up to three planes begin, in floats; floats in a row
layout(location = 3) in ivec4 a_size;   // texels across and down; colour map; pyramid level
layout(location = 4) in vec4 a_range;   // low; 1 / (high - low); brightness; unused
layout(location = 5) in ivec4 a_made;   // pixels computed of up to three planes; stage pixels in a row, 0: all are

uniform vec4 u_display;  // window pixels: x, y, width, height

out vec2 v_texel;
flat out vec2 f_step;  // texels per window pixel
flat out ivec4 f_plane;
flat out ivec4 f_size;
flat out vec4 f_range;
flat out ivec4 f_made;

void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  vec2 inside = corner * (a_rect.zw - a_rect.xy);
  v_texel = a_texel.xy + inside * a_texel.zw;
  f_step = a_texel.zw;
  f_plane = a_plane;
  f_size = a_size;
  f_range = a_range;
  f_made = a_made;
  vec2 at = (a_rect.xy + inside - u_display.xy) / u_display.zw;
  gl_Position = vec4(at.x * 2.0 - 1.0, 1.0 - at.y * 2.0, 0.0, 1.0);
}

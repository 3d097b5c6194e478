// One instance is one slab: a thin box whose two large faces show a plane. 18 vertices a call for the three faces that the viewer sees.
layout(location = 0) in vec4 a_low;     // world: left, bottom, front; thickness
layout(location = 1) in vec4 a_extent;  // world: width, height; part of the background that it fades to; 1: a light rim
layout(location = 2) in ivec4 a_plane;  // where up to three planes begin, in floats; floats in a row
layout(location = 3) in ivec4 a_size;   // texels across and down; colour map, or kPlain; pyramid level, colour when plain
layout(location = 4) in vec4 a_range;   // low; 1 / (high - low); brightness; unused
layout(location = 5) in ivec4 a_made;   // as in tile.vert

uniform mat4 u_matrix;
uniform vec3 u_eye;

out vec2 v_place;  // 0…1 from the upper left corner
out vec2 v_rim;    // the same in world units
flat out int f_face;
flat out ivec4 f_plane;
flat out ivec4 f_size;
flat out vec4 f_range;
flat out vec4 f_look;  // width, height, fade, rim
flat out ivec4 f_made;

const vec2 kCorners[6] = vec2[](vec2(0, 0), vec2(1, 0), vec2(1, 1), vec2(0, 0), vec2(1, 1), vec2(0, 1));

void main() {
  vec3 low = vec3(a_low.xy, a_low.z - a_low.w), extent = vec3(a_extent.xy, a_low.w);
  int axis = 2 - gl_VertexID / 6;  // 2: the large face, 1: above or below, 0: at the side
  vec2 c = kCorners[gl_VertexID % 6];
  float side = u_eye[axis] > low[axis] + 0.5 * extent[axis] ? 1.0 : 0.0;
  vec3 corner = axis == 2 ? vec3(c, side) : axis == 1 ? vec3(c.x, side, c.y) : vec3(side, c.x, c.y);
  v_place = vec2(corner.x, 1.0 - corner.y);
  v_rim = v_place * extent.xy;
  f_face = axis;
  f_plane = a_plane;
  f_size = a_size;
  f_range = a_range;
  f_made = a_made;
  f_look = vec4(a_extent.xy, a_extent.zw);
  gl_Position = u_matrix * vec4(low + corner * extent, 1.0);
}

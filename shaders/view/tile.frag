// A value of a plane, through its range, to a colour. AVERAGE 0: the nearest texel; 1: the average over the fragment, for one to two texels
// a fragment on each axis. Values are read where they were computed.
layout(binding = 0) uniform samplerBuffer u_values;   // RGBA32F
layout(binding = 1) uniform sampler2D u_colours;      // a row a map

uniform vec2 u_pixel;  // window pixels per framebuffer pixel
uniform vec3 u_void;   // where the stage has no pixel
uniform vec3 u_hatch;
uniform vec3 u_border;
uniform vec3 u_nan;

in vec2 v_texel;
in vec2 v_inside;
flat in vec4 f_step;
flat in ivec4 f_plane;
flat in ivec4 f_size;
flat in vec4 f_range;

layout(location = 0) out vec4 o_colour;

const int kTrueColour = 7;

float value(int plane, ivec2 at) {
  int i = plane + at.y * f_plane.w + at.x;
  return texelFetch(u_values, i >> 2)[i & 3];
}

bool is_nan(float v) { return (floatBitsToUint(v) & 0x7fffffffu) > 0x7f800000u; }

#if AVERAGE
float sampled(int plane, vec2 at, vec2 footprint) {
  vec2 low = clamp(at - 0.5 * footprint, vec2(0.0), vec2(f_size.xy));
  vec2 high = clamp(at + 0.5 * footprint, vec2(0.0), vec2(f_size.xy));
  // Magnified on one axis only: the nearest texel there.
  if (footprint.x <= 1.0) { low.x = floor(at.x); high.x = low.x + 1.0; }
  if (footprint.y <= 1.0) { low.y = floor(at.y); high.y = low.y + 1.0; }
  ivec2 first = ivec2(low);
  ivec2 end = ivec2(ceil(high));
  float sum = 0.0;
  for (int y = first.y; y < end.y; ++y) {
    float wy = min(high.y, float(y + 1)) - max(low.y, float(y));
    for (int x = first.x; x < end.x; ++x) {
      sum += wy * (min(high.x, float(x + 1)) - max(low.x, float(x))) * value(plane, ivec2(x, y));
    }
  }
  vec2 area = high - low;
  return sum / (area.x * area.y);
}
#else
float sampled(int plane, vec2 at, vec2 footprint) { return value(plane, ivec2(at)); }
#endif

void main() {
  vec2 to_edge = min(v_inside, f_step.zw - v_inside);
  if (min(to_edge.x, to_edge.y) < f_range.w) {
    o_colour = vec4(u_border, 1.0);
    return;
  }
  if (any(lessThan(v_texel, vec2(0.0))) || any(greaterThanEqual(v_texel, vec2(f_size.xy)))) {
    vec2 p = v_inside / u_pixel;
    bool line = f_size.w == 1 && mod(p.x + p.y, 7.0) < 1.0;
    o_colour = vec4(line ? u_hatch : u_void, 1.0);
    return;
  }
  vec2 footprint = f_step.xy * u_pixel;
  float v = sampled(f_plane.x, v_texel, footprint);
  if (f_size.z == kTrueColour) {
    vec3 rgb = vec3(v, sampled(f_plane.y, v_texel, footprint), sampled(f_plane.z, v_texel, footprint));
    bool bad = is_nan(rgb.x) || is_nan(rgb.y) || is_nan(rgb.z);
    o_colour = vec4(bad ? u_nan : clamp((rgb - f_range.x) * f_range.y, 0.0, 1.0) * f_range.z, 1.0);
    return;
  }
  float t = clamp((v - f_range.x) * f_range.y, 0.0, 1.0);
  int column = int(t * float(textureSize(u_colours, 0).x - 1) + 0.5);
  vec3 colour = is_nan(v) ? u_nan : texelFetch(u_colours, ivec2(column, f_size.z), 0).rgb;
  o_colour = vec4(colour * f_range.z, 1.0);
}

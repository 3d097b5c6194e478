// Reads a plane where it was computed and turns values into colours. AVERAGE 0: the nearest texel; 1: the average over the fragment, for one to
// two texels a fragment on each axis, the nearest where it is magnified; 2: the average wherever, so that magnified texels have smooth edges.
// Whoever includes this declares f_plane, f_size, f_range and f_made as tile.vert writes them.
layout(binding = 0) uniform samplerBuffer u_values;   // R32F
layout(binding = 1) uniform sampler2D u_colours;      // a row a map
uniform vec3 u_nan;
uniform vec3 u_empty, u_hatch;  // what is not computed yet: ground and stripes

const int kTrueColour = 7;

float value(int plane, ivec2 at) {
  return texelFetch(u_values, plane + at.y * f_plane.w + at.x).r;
}

bool not_finite(float v) { return (floatBitsToUint(v) & 0x7fffffffu) >= 0x7f800000u; }

#if AVERAGE
// At most two texels a fragment touch at most three on each axis: nine reads without a loop.
float sampled(int plane, vec2 at, vec2 footprint) {
  vec2 low = clamp(at - 0.5 * footprint, vec2(0.0), vec2(f_size.xy));
  vec2 high = clamp(at + 0.5 * footprint, vec2(0.0), vec2(f_size.xy));
#if AVERAGE == 1  // magnified on one axis only: the nearest texel there
  if (footprint.x <= 1.0) { low.x = floor(at.x); high.x = low.x + 1.0; }
  if (footprint.y <= 1.0) { low.y = floor(at.y); high.y = low.y + 1.0; }
#endif
  vec2 first = floor(low);
  vec3 wx = max(min(vec3(high.x), first.x + vec3(1.0, 2.0, 3.0)) - max(vec3(low.x), first.x + vec3(0.0, 1.0, 2.0)), 0.0);
  vec3 wy = max(min(vec3(high.y), first.y + vec3(1.0, 2.0, 3.0)) - max(vec3(low.y), first.y + vec3(0.0, 1.0, 2.0)), 0.0);
  ivec3 x = min(int(first.x) + ivec3(0, 1, 2), f_size.x - 1);
  ivec3 row = plane + min(int(first.y) + ivec3(0, 1, 2), f_size.y - 1) * f_plane.w;
  // A texel of weight 0 must not count, not even when it is NaN: it is then one that has weight anyway.
  x = ivec3(x.x, wx.y > 0.0 ? x.y : x.x, wx.z > 0.0 ? x.z : x.x);
  row = ivec3(row.x, wy.y > 0.0 ? row.y : row.x, wy.z > 0.0 ? row.z : row.x);
  vec3 sums = vec3(dot(wx, vec3(texelFetch(u_values, row.x + x.x).r, texelFetch(u_values, row.x + x.y).r, texelFetch(u_values, row.x + x.z).r)),
                   dot(wx, vec3(texelFetch(u_values, row.y + x.x).r, texelFetch(u_values, row.y + x.y).r, texelFetch(u_values, row.y + x.z).r)),
                   dot(wx, vec3(texelFetch(u_values, row.z + x.x).r, texelFetch(u_values, row.z + x.y).r, texelFetch(u_values, row.z + x.z).r)));
  return dot(wy, sums) / ((wx.x + wx.y + wx.z) * (wy.x + wy.y + wy.z));
}
#else
float sampled(int plane, vec2 at, vec2 footprint) { return value(plane, ivec2(at)); }
#endif

// Colour at a place of the plane, in texels, over a footprint in texels; of true colour the planes that are made.
vec3 colour_at(vec2 at, vec2 footprint, bvec3 is_made) {
  float v = sampled(f_plane.x, at, footprint);
  if (f_size.z == kTrueColour) {
    vec3 rgb = vec3(v, sampled(f_plane.y, at, footprint), sampled(f_plane.z, at, footprint));
    rgb = mix(vec3(f_range.x), rgb, is_made);  // a colour that is not computed yet adds nothing
    bool bad = not_finite(rgb.x) || not_finite(rgb.y) || not_finite(rgb.z);
    return bad ? u_nan : clamp((rgb - f_range.x) * f_range.y, 0.0, 1.0) * f_range.z;
  }
  float t = clamp((v - f_range.x) * f_range.y, 0.0, 1.0);
  int column = int(t * float(textureSize(u_colours, 0).x - 1) + 0.5);
  vec3 colour = not_finite(v) ? u_nan : texelFetch(u_colours, ivec2(column, f_size.z), 0).rgb;
  return colour * f_range.z;
}

// Which of the three planes are computed at a texel.
bvec3 made_at(vec2 at) {
  if (f_made.w == 0) return bvec3(true);
  ivec2 pixel = ivec2(at * float(1 << f_size.w));
  return lessThan(ivec3(pixel.y * f_made.w + min(pixel.x, f_made.w - 1)), f_made.xyz);
}

// Colour at a place, hatched where it is not computed yet. stripes: where it lies across them, one stripe a unit, with its change a fragment.
vec3 revealed_at(vec2 place, vec2 footprint, float stripes, float change) {
  vec2 at = clamp(place, vec2(0.0), vec2(f_size.xy) - 0.001);
  bvec3 is_made = made_at(at);
  if (f_size.z == kTrueColour ? any(is_made) : is_made.x) return colour_at(at, footprint, is_made);
  float across = abs(fract(stripes) - 0.5);
  float line = clamp((across - 0.38) / max(change, 1e-6) + 0.5, 0.0, 1.0);
  return mix(u_empty, u_hatch, mix(line, 0.24, clamp(2.0 * change - 0.5, 0.0, 1.0)));  // far away the stripes melt into their mean
}

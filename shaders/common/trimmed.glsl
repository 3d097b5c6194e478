// The floats after the last pixel of a row are kept zero: the next stage reads them as padding.
vec4 trimmed(vec4 v, int x) {
  return vec4(v.x, x + 1 < u_out_w ? v.y : 0.0, x + 2 < u_out_w ? v.z : 0.0, x + 3 < u_out_w ? v.w : 0.0);
}

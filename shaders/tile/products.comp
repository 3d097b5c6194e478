// Pointwise stages: a tile is PIXELS vec4s of a plane, row after row.
#include "common/tile_products.glsl"

int first_vec4() { return (u_tile_first + int(gl_WorkGroupID.x)) * PIXELS; }

void bring_x(int c0) {
#repeat i X_EACH
  int at = thread() + i * THREADS;
  int c = c0 + at / PIXELS, p = first_vec4() + at % PIXELS;
  next_x[i] = c < u_c_in && p < u_in_row * u_in_h ? i_values[u_in_first + (group * u_c_in + c) * u_in_plane + p] : vec4(0.0);
#end
}

int held_at(int i) { return thread() + i * THREADS; }

void store(int plane, int p, vec4 v) {
  int at = first_vec4() + p;
  if (at >= u_out_row * u_out_h) return;
  int y = divide(at, u_out_row);
  put(plane, y, at - y * u_out_row, v);
}

// Bodies of packing.h.
#include "gpu/packing.h"

#include <algorithm>

namespace sep::gpu {
namespace {

/// Sums that have weights of their own; where all taps are written out, rows share them.
bool shares_weights(const Variant& v) { return v.turn == Turn::block || v.turn == Turn::slide; }
int weighted_sums(const Variant& v) { return shares_weights(v) ? v.channels : v.sums(); }

int bias_texels(const Variant& v) { return ceil_div(weighted_sums(v), 4); }

int64_t texels_per_turn(const Variant& v) {
  if (shares_weights(v)) return ceil_div(v.taps * v.channels, 4);
  return v.sums() < 4 ? int64_t{ceil_div(v.taps, 4)} * v.sums() : int64_t{v.taps} * (v.sums() / 4);
}

/// Where in a turn's floats the weight of sum g for a tap lies.
int64_t in_turn(const Variant& v, int g, int tap) {
  if (shares_weights(v)) return int64_t{tap} * v.channels + g;
  if (v.sums() < 4) return (int64_t{tap / 4} * v.sums() + g) * 4 + tap % 4;
  return int64_t{tap} * v.sums() + g;
}

/// Where a block's channels start, counted from c0, and how many there are.
struct Block {
  int first, count;
};
Block block_at(const Geometry& g, const Variant& v, int c0, int c1, int index) {
  const int per_group = std::min(g.spec.c_out_per_group(), c1 - c0);
  const int per = ceil_div(per_group, v.channels);
  const int inside = index % per * v.channels;
  return {index / per * per_group + inside, std::min(v.channels, per_group - inside)};
}

/// Where a tap's weight lies among those of the taps that differ.
int place_among_differing(Size2 kernel, Mirrored mirrored, int ky, int kx) {
  const int row = mirrored.rows ? std::min(ky, kernel.h - 1 - ky) : ky;
  const int column = mirrored.columns ? std::min(kx, kernel.w - 1 - kx) : kx;
  return row * differing_taps(kernel, mirrored).w + column;
}

/// The turn and its tap that multiply a weight.
struct TurnTap {
  int64_t turn;
  int tap;
};
TurnTap place_of(const Geometry& g, const Variant& v, int ci, int row, int kx) {
  if (v.turn == Turn::block) return {ci, row * g.spec.kernel.w + kx};
  if (v.turn == Turn::slide) return {ci, place_among_differing(g.spec.kernel, v.mirrored, row, kx)};
  if (v.turn == Turn::deep) return {ci / 4, ci % 4};
  if (v.turn == Turn::down) return {int64_t{ci} * turns_per_channel(g, v) + row / 4, row % 4};
  const int q = kx * g.spec.dilation.w + g.lead, pixel = q / g.phases;
  const int64_t line = (int64_t{ci} * visited_rows(g, v) + row) * g.phases + q % g.phases;
  if (v.turns == 1) return {line, (pixel - v.first_tap) / v.tap_step};
  return {line * v.turns + pixel / v.taps, pixel % v.taps};
}

/// Puts the weights [C_in/group, K_h, K_w] of channel n of a block in place, for each of its rows.
void pack_channel(const Geometry& g, const Variant& v, const float* from, int n, float* to) {
  const int rows = weighted_sums(v) / v.channels;
  for (int ci = 0; ci < g.spec.c_in_per_group(); ++ci) {
    for (int ky = 0; ky < g.spec.kernel.h; ++ky) {
      for (int kx = 0; kx < g.spec.kernel.w; ++kx, ++from) {
        for (int r = 0; r < rows; ++r) {
          const TurnTap at = place_of(g, v, ci, ky + r * g.row_step, kx);
          to[at.turn * texels_per_turn(v) * 4 + in_turn(v, n * rows + r, at.tap)] = *from;
        }
      }
    }
  }
}

}  // namespace

int blocks_of(const Geometry& g, const Variant& v, int c0, int c1) {
  const int per_group = g.spec.c_out_per_group();
  if (c1 - c0 <= per_group) return ceil_div(c1 - c0, v.channels);
  return ceil_div(c1 - c0, per_group) * ceil_div(per_group, v.channels);
}

int64_t texels_per_block(const Geometry& g, const Variant& v) {
  return bias_texels(v) + turns_per_block(g, v) * texels_per_turn(v);
}

std::vector<float> pack_weights(const Geometry& g, const Variant& v, std::span<const float> weights,
                                std::span<const float> bias, int c0, int c1) {
  const int blocks = blocks_of(g, v, c0, c1);
  const int64_t floats = texels_per_block(g, v) * 4;
  std::vector<float> out(static_cast<size_t>(blocks * floats), 0.0F);
  const int64_t per_channel = g.spec.weight_count() / g.spec.c_out;
  const int rows = weighted_sums(v) / v.channels;
  for (int b = 0; b < blocks; ++b) {
    const Block block = block_at(g, v, c0, c1, b);
    float* to = out.data() + b * floats;
    for (int n = 0; n < block.count; ++n) {
      if (!bias.empty())
        std::fill_n(to + n * rows, rows, bias[static_cast<size_t>(block.first) + static_cast<size_t>(n)]);
      pack_channel(g, v, weights.data() + (block.first + n) * per_channel, n, to + bias_texels(v) * 4);
    }
  }
  return out;
}

}  // namespace sep::gpu

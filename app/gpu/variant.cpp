// Bodies of variant.h.
#include "gpu/variant.h"

#include <fmt/format.h>

#include <algorithm>

namespace sep::gpu {
namespace {

int ceil_div(int a, int b) { return (a + b - 1) / b; }

int blocks_of(const Geometry& g, const Variant& v, int c0, int c1) {
  const int per_group = g.spec.c_out_per_group();
  if (c1 - c0 <= per_group) return ceil_div(c1 - c0, v.block_channels);
  return ceil_div(c1 - c0, per_group) * ceil_div(per_group, v.block_channels);
}

int64_t texels_per_block(const Geometry& g, const Variant& v) {
  const int64_t ci = g.spec.c_in_per_group();
  const int64_t turns = ci * g.spec.kernel.h * g.phases * v.turns;
  switch (v.layout) {
    case Layout::taps:
      return turns * v.tap_blocks;
    case Layout::channels:
      return turns * (v.end_tap - v.first_tap) * (v.block_channels / 4);
    case Layout::columns:
      return ci * (g.spec.kernel.h + 3);
  }
  return 0;
}

/// Where a block's channels start, counted from c0, and how many there are.
struct Block {
  int first, count;
};
Block block_at(const Geometry& g, const Variant& v, int c0, int c1, int index) {
  const int per_group = std::min(g.spec.c_out_per_group(), c1 - c0);
  const int per = ceil_div(per_group, v.block_channels);
  const int first = index / per * per_group + index % per * v.block_channels;
  return {first, std::min(v.block_channels, per_group - index % per * v.block_channels)};
}

/// Where in a block's floats the weight of channel n of the block lies.
int64_t float_index(const Geometry& g, const Variant& v, int n, int ci, int ky, int kx) {
  const int q = kx * g.spec.dilation.w + g.lead;
  const int tap = q / g.phases, per_turn = 4 * v.tap_blocks;
  const int64_t row = (int64_t{ci} * g.spec.kernel.h + ky) * g.phases + q % g.phases;
  const int64_t turn = row * v.turns + tap / per_turn;
  if (v.layout == Layout::taps) return turn * per_turn + tap % per_turn;
  return (turn * (v.end_tap - v.first_tap) + tap % per_turn - v.first_tap) * v.block_channels + n;
}

/// Puts the weights of one channel of one block in place.
void pack_channel(const Geometry& g, const Variant& v, const float* from, int n, float* to) {
  const Size2 k = g.spec.kernel;
  for (int ci = 0; ci < g.spec.c_in_per_group(); ++ci) {
    for (int ky = 0; ky < k.h; ++ky) {
      for (int kx = 0; kx < k.w; ++kx) {
        const float w = *from++;
        if (v.layout == Layout::columns) {
          for (int r = 0; r < 4; ++r) to[(int64_t{ci} * (k.h + 3) + ky + r) * 4 + r] = w;
        } else {
          to[float_index(g, v, n, ci, ky, kx)] = w;
        }
      }
    }
  }
}

/// Steps of `most` or fewer tap blocks that cover `blocks` with the least waste; the larger of equals.
int step_for(int blocks, int most) {
  int best = 1;
  for (int step = 1; step <= most; ++step) {
    if (ceil_div(blocks, step) * step <= ceil_div(blocks, best) * best) best = step;
  }
  return best;
}

/// Four or eight output channels at once. Few taps are compiled in exactly, more in steps of four.
Variant many_channels(const Geometry& g) {
  const int span = span_of(g.spec.kernel.w, g.spec.dilation.w);
  const bool exact = g.phases == 1 && (span == 1 || span == 3 || span == 5);
  Variant v;
  v.file = "conv/taps.comp";
  v.layout = Layout::channels;
  v.tap_blocks = step_for(g.tap_blocks, 2);
  v.turns = ceil_div(g.tap_blocks, v.tap_blocks);
  v.first_tap = exact ? g.lead : 0;
  v.end_tap = exact ? g.lead + span : 4 * v.tap_blocks;
  v.block_channels = g.spec.c_out_per_group() >= 8 && v.end_tap - v.first_tap <= 3 ? 8 : 4;
  return v;
}

/// One output channel; when a kernel has few rows there is no loop at all.
Variant one_channel(const Geometry& g, bool one_page) {
  constexpr int kMostUnrolledRows = 5, kMostUnrolledBlocks = 10;
  Variant v;
  v.file = "conv/taps.comp";
  v.tap_blocks = step_for(g.tap_blocks, 4);
  v.turns = ceil_div(g.tap_blocks, v.tap_blocks);
  v.end_tap = 4 * v.tap_blocks;
  const int64_t rows = int64_t{g.spec.c_in_per_group()} * g.spec.kernel.h * g.phases * v.turns;
  if (one_page && rows <= kMostUnrolledRows && rows * v.tap_blocks <= kMostUnrolledBlocks) {
    v.defines["UNROLLED"] = static_cast<int>(rows);
  }
  return v;
}

}  // namespace

Geometry geometry_of(const ConvSpec& spec) {
  Geometry g;
  g.spec = spec;
  const bool padded = spec.pads != Pads{};
  g.bordered = spec.stride.w > 1 || (padded && spec.border != Border::zero);
  if (g.bordered) {
    g.spec.pads = {};
    g.spec.border = Border::zero;
    g.phases = spec.stride.w;
  } else {
    g.lead = (4 - spec.pads.left % 4) % 4;
    g.lead_vec4s = (spec.pads.left + g.lead) / 4;
  }
  const int span = span_of(spec.kernel.w, spec.dilation.w);
  g.tap_blocks = ceil_div((g.lead + span - 1) / g.phases + 1, 4);
  return g;
}

Variant variant_of(const Geometry& g, bool one_page) {
  const ConvSpec& s = g.spec;
  const bool one_wide = s.kernel.w == 1 && g.phases == 1 && g.lead == 0 && g.lead_vec4s == 0;
  if (one_wide && s.kernel.h > 1 && s.stride.h == 1 && s.dilation.h == 1 && s.c_in_per_group() == 1) {
    Variant v;
    v.name = "column, 16×4 pixels";
    v.file = "conv/columns.comp";
    v.layout = Layout::columns;
    v.block_rows = 4;
    return v;
  }
  Variant v = s.c_out_per_group() >= 4 ? many_channels(g) : one_channel(g, one_page);
  v.defines["NC"] = v.block_channels;
  v.defines["TAP_BLOCKS"] = v.tap_blocks;
  v.defines["FIRST_TAP"] = v.first_tap;
  v.defines["END_TAP"] = v.end_tap;
  if (g.phases * v.turns > 1) v.defines["SEVERAL_TURNS"] = 1;
  v.name =
      fmt::format("16 pixels × {} channel{}, {} tap{} a turn{}", v.block_channels,
                  v.block_channels == 1 ? "" : "s", v.end_tap - v.first_tap,
                  v.end_tap - v.first_tap == 1 ? "" : "s", v.defines.contains("UNROLLED") ? ", no loop" : "");
  return v;
}

int64_t packed_texels(const Geometry& g, const Variant& v, int c0, int c1) {
  return blocks_of(g, v, c0, c1) * texels_per_block(g, v);
}

std::vector<float> pack_weights(const Geometry& g, const Variant& v, std::span<const float> weights, int c0,
                                int c1) {
  std::vector<float> out(static_cast<size_t>(packed_texels(g, v, c0, c1)) * 4, 0.0F);
  const int64_t per_channel = g.spec.weight_count() / g.spec.c_out;
  for (int b = 0; b < blocks_of(g, v, c0, c1); ++b) {
    const Block block = block_at(g, v, c0, c1, b);
    for (int n = 0; n < block.count; ++n) {
      pack_channel(g, v, weights.data() + (block.first + n) * per_channel, n,
                   out.data() + b * texels_per_block(g, v) * 4);
    }
  }
  return out;
}

}  // namespace sep::gpu

// Bodies of variant.h.
#include "gpu/variant.h"

#include <algorithm>

namespace sep::gpu {
namespace {

int ceil_div(int a, int b) { return (a + b - 1) / b; }

/// Largest of 1, 2, 4, 8 that a group's output channels fill well.
int block_for(int c_out_per_group, int most) {
  int block = 1;
  while (block < most && block * 2 <= c_out_per_group) block *= 2;
  return block;
}

int blocks_of(const Geometry& g, const Variant& v, int c0, int c1) {
  const int per_group = g.spec.c_out_per_group();
  if (c1 - c0 <= per_group) return ceil_div(c1 - c0, v.block_channels);
  return ceil_div(c1 - c0, per_group) * ceil_div(per_group, v.block_channels);
}

int64_t texels_per_block(const Geometry& g, const Variant& v) {
  const int64_t ci = g.spec.c_in_per_group();
  switch (v.layout) {
    case Layout::rows:
      return ci * g.spec.kernel.h * g.phases * g.tap_blocks * v.block_channels;
    case Layout::columns:
      return ci * g.spec.kernel.h * ceil_div(v.block_channels, 4);
    case Layout::columns4:
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

/// Puts the weights of one channel of one block in place.
void pack_channel(const Geometry& g, const Variant& v, const float* from, int n, float* to) {
  const Size2 k = g.spec.kernel;
  for (int ci = 0; ci < g.spec.c_in_per_group(); ++ci) {
    for (int ky = 0; ky < k.h; ++ky) {
      for (int kx = 0; kx < k.w; ++kx) {
        const float w = *from++;
        if (v.layout == Layout::columns) {
          to[((int64_t{ci} * k.h + ky) * ceil_div(v.block_channels, 4)) * 4 + n] = w;
        } else if (v.layout == Layout::columns4) {
          for (int r = 0; r < 4; ++r) to[(int64_t{ci} * (k.h + 3) + ky + r) * 4 + r] = w;
        } else {
          const int q = kx * g.spec.dilation.w + g.lead;
          const int phase = q % g.phases, tap = q / g.phases;
          const int64_t row = (int64_t{ci} * k.h + ky) * g.phases + phase;
          to[((row * g.tap_blocks + tap / 4) * v.block_channels + n) * 4 + tap % 4] = w;
        }
      }
    }
  }
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

Variant variant_of(const Geometry& g) {
  const ConvSpec& s = g.spec;
  const bool one_wide = s.kernel.w == 1 && g.phases == 1 && g.lead == 0 && g.lead_vec4s == 0;
  const int per_group = s.c_out_per_group();
  if (one_wide && s.kernel.h > 1 && s.stride.h == 1 && s.dilation.h == 1 && per_group < 4) {
    return {"column, 16×4 pixels", "conv/columns4.comp", {}, Layout::columns4, 1, 4};
  }
  if (one_wide) {
    const int block = block_for(per_group, 8);
    return {"16 pixels × " + std::to_string(block) + " channels, one tap wide",
            "conv/columns.comp",
            {{"NC", block}},
            Layout::columns,
            block,
            1};
  }
  const int block = block_for(per_group, 4);
  return {"16 pixels × " + std::to_string(block) + " channels, four taps a turn",
          "conv/rows.comp",
          {{"NC", block}},
          Layout::rows,
          block,
          1};
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

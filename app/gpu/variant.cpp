// Bodies of variant.h.
#include "gpu/variant.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <string_view>

#include "gpu/job.h"

namespace sep::gpu {
namespace {

/// Steps of `most` or fewer tap blocks that cover `blocks` with the least waste; the larger of equals.
int step_for(int blocks, int most) {
  int best = 1;
  for (int step = 1; step <= most; ++step) {
    if (ceil_div(blocks, step) * step <= ceil_div(blocks, best) * best) best = step;
  }
  return best;
}

/// What the table asks of a spec.
struct Facts {
  int per_group;   ///< output channels that read the same input
  int taps;        ///< of the kernel, when they may be written out: no stride, no dilation, one page; else 0
  bool pointwise;  ///< 1×1, no stride, no padding, and all input channels in one page
  bool one_wide;   ///< kernel, stride and padding do nothing along rows
  bool shared_rows;  ///< neighbouring output rows read mostly the same input rows
  int sliding_taps;  ///< that differ, of one kernel a channel without stride or dilation; else 0
};

/// One row: the first that serves is taken.
struct Rule {
  bool (*serves)(const Facts&);
  Turn turn;
  int channels, rows, width = 4;
};
bool written_out(const Facts& f) { return f.taps > 1 && f.taps <= 25 && f.per_group == 1; }
constexpr Rule kRules[] = {
    {[](const Facts& f) { return f.pointwise && f.per_group >= 9; }, Turn::deep, 16, 1},
    {[](const Facts& f) { return f.pointwise && f.per_group >= 5; }, Turn::deep, 8, 1},
    {[](const Facts& f) { return f.pointwise && f.per_group >= 3; }, Turn::deep, 4, 1},
    {[](const Facts& f) { return f.pointwise; }, Turn::deep, 1, 1},
    {[](const Facts& f) { return f.one_wide && f.per_group >= 5; }, Turn::down, 8, 1},
    {[](const Facts& f) { return f.one_wide && f.per_group >= 3; }, Turn::down, 4, 1},
    {[](const Facts& f) { return f.one_wide && written_out(f) && f.shared_rows; }, Turn::block, 1, 4},
    {[](const Facts& f) { return f.one_wide && f.shared_rows; }, Turn::down, 1, 4},
    {[](const Facts& f) { return f.one_wide; }, Turn::down, 1, 1},
    {[](const Facts& f) { return written_out(f); }, Turn::block, 1, 4},
    {[](const Facts& f) { return f.sliding_taps > 0 && f.sliding_taps <= 128; }, Turn::slide, 1, 64},
    {[](const Facts& f) { return f.sliding_taps > 0; }, Turn::slide, 1, 64, 1},
    {[](const Facts& f) { return f.per_group >= 5; }, Turn::across, 8, 1},
    {[](const Facts& f) { return f.per_group >= 3; }, Turn::across, 4, 1},
    {[](const Facts& f) { return f.shared_rows; }, Turn::across, 1, 4},
    {[](const Facts&) { return true; }, Turn::across, 1, 1},
};

/// Taps that differ of a kernel that may slide: what lies between the rows of an invocation stays in the
/// nearest cache, and its products compile in half a second. 0 for others.
int sliding_taps(const ConvSpec& s, Mirrored mirrored) {
  constexpr int kMostTaps = 450, kMostRows = 33;
  const Size2 differing = differing_taps(s.kernel, mirrored);
  const int taps = differing.h * differing.w;
  const bool slides = s.c_in_per_group() == 1 && s.c_out_per_group() == 1 && s.kernel.w >= 3 &&
                      s.kernel.h >= 3 && s.kernel.h <= kMostRows && taps <= kMostTaps;
  return slides ? taps : 0;
}

Facts facts_of(const Geometry& g, bool one_page, Fit fit, Mirrored mirrored) {
  const ConvSpec& s = g.spec;
  Facts f{};
  const bool plain = s.stride == Size2{1, 1} && s.dilation == Size2{1, 1} && one_page;
  f.taps = plain && fit == Fit::special ? s.kernel.h * s.kernel.w : 0;
  f.per_group = s.c_out_per_group();
  f.one_wide = s.kernel.w == 1 && s.stride.w == 1 && s.pads.left == 0 && s.pads.right == 0;
  f.pointwise = f.one_wide && one_page && s.kernel.h == 1 && s.stride.h == 1 && s.pads == Pads{};
  f.sliding_taps = f.taps > 25 ? sliding_taps(s, mirrored) : 0;
  f.shared_rows = s.kernel.h >= 2 * g.row_step;
  return f;
}

/// Few taps are compiled in exactly, more in blocks of four pixels.
void choose_taps(const Geometry& g, Fit fit, Variant& v) {
  constexpr int kMostExactPixels = 12, kMostBlocks = 4, kGeneralBlocks = 2;
  const int taps = g.spec.kernel.w, span = span_of(taps, g.spec.dilation.w);
  if (fit == Fit::special && g.phases == 1 && (taps == 1 || taps == 3 || taps == 5) &&
      g.lead + span <= kMostExactPixels) {
    v.taps = taps;
    v.first_tap = g.lead;
    v.tap_step = g.spec.dilation.w;
    return;
  }
  const int most = v.sums() > 4 ? 1 : fit == Fit::special ? kMostBlocks : kGeneralBlocks;
  const int blocks = fit == Fit::special ? step_for(g.tap_blocks, most) : most;
  v.taps = 4 * blocks;
  v.turns = ceil_div(g.tap_blocks, blocks);
}

/// All taps compiled in.
void write_out_taps(const Geometry& g, Variant& v) {
  const Size2 k = g.spec.kernel;
  v.file = "conv/block.comp";
  v.taps = k.h * k.w;
  v.defines["WIDTH"] = v.width;
  v.defines["KERNEL_H"] = k.h;
  v.defines["KERNEL_W"] = k.w;
  v.defines["FIRST_TAP"] = g.lead;
  v.defines["VISITED_ROWS"] = visited_rows(g, v);
  v.defines["WINDOW"] = (g.lead + k.w - 1 + 4 * v.width - 1) / 4 + 1;
  v.defines["TURN_TEXELS"] = ceil_div(v.taps * v.channels, 4);
  if (g.spec.c_in_per_group() == 1) v.defines["ONE_INPUT"] = 1;
}

/// The taps that differ compiled in.
void slide_down(const Geometry& g, Variant& v, Mirrored mirrored) {
  const Size2 k = g.spec.kernel;
  v.file = "conv/slide.comp";
  v.mirrored = mirrored;
  const Size2 taps = differing_taps(k, mirrored);
  v.taps = taps.h * taps.w;
  v.defines.merge(Defines{{"WIDTH", v.width},
                          {"KERNEL_H", k.h},
                          {"KERNEL_W", k.w},
                          {"TAP_ROWS", taps.h},
                          {"TAP_COLUMNS", taps.w},
                          {"FIRST_TAP", g.lead},
                          {"WINDOW", (g.lead + k.w - 1 + 4 * v.width - 1) / 4 + 1},
                          {"TURN_TEXELS", ceil_div(v.taps, 4)},
                          {"UNDER_WAY", (k.h - 1) * v.width},
                          {"BETWEEN", k.h - 2}});
  if (mirrored.rows) v.defines["MIRRORED_ROWS"] = 1;
  if (mirrored.columns) v.defines["MIRRORED_COLUMNS"] = 1;
}

std::string name_of(const Variant& v) {
  const std::string_view unit = v.turn == Turn::deep ? "input channel" : v.turn == Turn::down ? "row" : "tap";
  if (v.turn == Turn::slide) {
    return fmt::format("{}×{} pixels, row by row{}", 4 * v.width, v.rows,
                       v.mirrored.any() ? ", equal weights multiplied once" : "");
  }
  if (v.turn == Turn::block) {
    return fmt::format("{}×{} pixels{}, {} taps written out", 4 * v.width, v.rows,
                       v.channels > 1 ? fmt::format(" × {} channels", v.channels) : "", v.taps);
  }
  return fmt::format("16{} pixels{}, {} {}{} a turn{}", v.rows > 1 ? fmt::format("×{}", v.rows) : "",
                     v.channels > 1 ? fmt::format(" × {} channels", v.channels) : "", v.taps, unit,
                     v.taps > 1 ? "s" : "", v.defines.contains("UNROLLED") ? ", no loop" : "");
}

}  // namespace

Geometry geometry_of(const ConvSpec& spec) {
  constexpr int kMostDirectStride = 2;
  Geometry g;
  g.spec = spec;
  const bool padded = spec.pads != Pads{};
  g.bordered = spec.stride.w > kMostDirectStride || (padded && spec.border != Border::zero);
  if (g.bordered) {
    g.spec.pads = {};
    g.spec.border = Border::zero;
  } else {
    g.lead = lead_of(spec);
    g.lead_vec4s = (spec.pads.left + g.lead) / 4;
  }
  if (spec.stride.w > kMostDirectStride) g.phases = spec.stride.w;
  const int span = span_of(spec.kernel.w, spec.dilation.w);
  g.tap_blocks = ceil_div((g.lead + span - 1) / g.phases + 1, 4);
  const int common = std::gcd(spec.stride.h, spec.dilation.h);
  g.row_step = spec.stride.h / common;
  g.row_gap = spec.dilation.h / common;
  return g;
}

int visited_rows(const Geometry& g, const Variant& v) { return g.spec.kernel.h + (v.rows - 1) * g.row_step; }

int turns_per_channel(const Geometry& g, const Variant& v) {
  switch (v.turn) {
    case Turn::across:
      return visited_rows(g, v) * g.phases * v.turns;
    case Turn::down:
      return ceil_div(visited_rows(g, v), 4);
    case Turn::deep:
    case Turn::block:
    case Turn::slide:
      return 1;
  }
  return 1;
}

int turns_per_block(const Geometry& g, const Variant& v) {
  const int inputs = g.spec.c_in_per_group();
  return v.turn == Turn::deep ? ceil_div(inputs, 4) : inputs * turns_per_channel(g, v);
}

Mirrored mirrored_in(std::span<const float> weights, Size2 k) {
  Mirrored out{true, true};
  const auto w = static_cast<size_t>(k.w), taps = static_cast<size_t>(k.h) * w;
  for (size_t at = 0; at < weights.size(); at += taps) {
    const auto kernel = weights.subspan(at, taps);
    for (size_t y = 0; y < taps; y += w) {
      const auto row = kernel.subspan(y, w);
      out.rows = out.rows && std::ranges::equal(row, kernel.subspan(taps - w - y, w));
      out.columns = out.columns && std::equal(row.begin(), row.end(), row.rbegin());
    }
  }
  return out;
}

Size2 differing_taps(Size2 k, Mirrored mirrored) {
  return {mirrored.rows ? (k.h + 1) / 2 : k.h, mirrored.columns ? (k.w + 1) / 2 : k.w};
}

int64_t multiplications_of(const Geometry& g, const Variant& v, const Shape& out) {
  if (v.turn != Turn::slide) return multiplications(g.spec, out);
  const int64_t filtered = out.h + ceil_div(out.h, v.rows) * (g.spec.kernel.h - 1);  // rows
  return out.planes() * filtered * out.w * v.taps;
}

Variant variant_of(const Geometry& g, bool one_page, Fit fit, Mirrored mirrored) {
  constexpr int kMostUnrolledTurns = 6, kMostUnrolledProducts = 48;
  const Facts facts = facts_of(g, one_page, fit, mirrored);
  const Rule& rule = *std::ranges::find_if(kRules, [&](const Rule& r) { return r.serves(facts); });
  Variant v;
  v.file = "conv/taps.comp";
  v.turn = rule.turn;
  v.channels = rule.channels;
  v.rows = rule.rows;
  v.width = rule.width;
  v.defines = {{"CHANNELS", v.channels}, {"ROWS", v.rows}, {"STRIDE", g.phases > 1 ? 1 : g.spec.stride.w}};
  if (v.turn == Turn::block) {
    write_out_taps(g, v);
  } else if (v.turn == Turn::slide) {
    slide_down(g, v, mirrored);
  } else if (v.turn == Turn::across) {
    choose_taps(g, fit, v);
    v.defines.merge(Defines{{"TAPS", v.taps}, {"FIRST_TAP", v.first_tap}, {"TAP_STEP", v.tap_step}});
  } else {
    v.defines[v.turn == Turn::deep ? "DEEP" : "DOWN"] = 1;
  }
  const int turns = turns_per_block(g, v);
  const bool few =
      fit == Fit::special && turns <= kMostUnrolledTurns && turns * v.taps <= kMostUnrolledProducts;
  if (few && one_page && v.turn == Turn::across && v.sums() == 1) v.defines["UNROLLED"] = turns;
  v.name = name_of(v);
  return v;
}

std::vector<ProgramKey> likely_programs(const Limits& limits) {
  constexpr int kChannels = 8, kMostKernel = 15, kSide = 256;
  std::vector<ProgramKey> out;
  const auto add = [&](int c_out, int group, Size2 kernel, bool padded) {
    const Size2 one{1, 1};
    const Pads pads = padded ? same_pads({kSide, kSide}, kernel, one, one) : Pads{};
    const ConvSpec spec{kChannels, c_out, group, kernel, one, one, pads, Border::zero};
    const Shape in{1, kChannels, kSide, kSide};
    for (const ProgramKey& key : {general_program(spec), direct_program(spec, in, limits)}) {
      if (std::ranges::find(out, key) == out.end()) out.push_back(key);
    }
  };
  add(kChannels, 1, {1, 1}, false);
  for (int k = 3; k <= kMostKernel; k += 2) {
    for (const bool padded : {true, false}) {
      add(kChannels, kChannels, {k, 1}, padded);
      add(kChannels, kChannels, {1, k}, padded);
      add(kChannels, kChannels, {k, k}, padded);
      if (k <= 5) add(kChannels, 1, {k, k}, padded);
    }
  }
  return out;
}

}  // namespace sep::gpu

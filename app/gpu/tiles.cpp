// Bodies of tiles.h.
#include "gpu/tiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "gpu/job.h"

namespace sep::gpu {
namespace {

constexpr int kShared = 32 << 10;  // bytes that every driver has
constexpr int kVec4 = 16;          // bytes
constexpr int kThreads = 128;      // of shaders that make eight channels an invocation
constexpr int kEach = 8;           // those channels
constexpr int kFewChannels = 5;    // fewer leave most of a block empty

bool one_block(const Shape& s, const Limits& limits) {
  return tensor_bytes(s) <= std::min(limits.page_bytes, limits.storage_block_bytes);
}

/// Vec4s that one vec4 of the output reads of an input row.
int window(const ConvSpec& s) { return (lead_of(s) + s.kernel.w - 1 + 3) / 4 + 1; }

Defines row_defines(const ConvSpec& s) { return {{"FIRST_TAP", lead_of(s)}, {"WINDOW", window(s)}}; }

/// Work-group of invocations that each make `rows` vec4s, one below the other.
struct Group {
  int x, y, rows;
  int height() const { return y * rows; }
};

/// As large as the output asks for and shared memory allows, which holds `columns_more` vec4s and `rows_more`
/// rows around the tile.
std::optional<Group> group_for(const Shape& out, int columns_more, int rows_more) {
  constexpr int kMostX = 32, kLeastX = 4, kMostThreads = 256, kRows = 4;
  const auto power = [](int64_t n) { return static_cast<int>(std::bit_ceil(static_cast<uint64_t>(n))); };
  Group g{std::clamp(power(ceil_div(out.w, 4)), kLeastX, kMostX), 1, kRows};
  g.y = std::clamp(power(ceil_div(out.h, kRows)), 1, kMostThreads / g.x);
  const auto fits = [&] { return (g.height() + rows_more) * (g.x + columns_more) * kVec4 < kShared - 4096; };
  while (!fits() && g.rows > 1) g.rows /= 2;
  while (!fits() && g.y > 1) g.y /= 2;
  if (!fits()) return std::nullopt;
  return g;
}

Defines group_defines(const Group& g) { return {{"LOCAL_X", g.x}, {"LOCAL_Y", g.y}, {"ROWS", g.rows}}; }

std::optional<TileShader> depthwise(const ConvSpec& s, const Shape& out) {
  constexpr int kMostTaps = 1000;  // their weights lie beside the tile
  const int taps = s.kernel.h * s.kernel.w;
  const auto g = group_for(out, window(s) - 1, s.kernel.h - 1);
  if (!g || taps > kMostTaps) return std::nullopt;
  Defines d = group_defines(*g);
  d.merge(row_defines(s));
  d.merge(Defines{{"KERNEL_H", s.kernel.h}, {"KERNEL_W", s.kernel.w}, {"WEIGHT_FLOATS", 1 + taps}});
  return TileShader{
      {"tile/depthwise.comp", d},
      fmt::format("tiles of {}×{} pixels in shared memory, {} taps", 4 * g->x, g->height(), taps),
      g->x,
      g->height()};
}

int block_for(int channels, int most) {
  return std::clamp(static_cast<int>(std::bit_ceil(static_cast<unsigned>(channels))), kEach, most);
}

/// Invocations along pixels and along channels.
Defines block_defines(int block) {
  return {{"BLOCK", block}, {"LOCAL_Y", block / kEach}, {"LOCAL_X", kThreads * kEach / block}};
}

TileShader products(const ConvSpec& s) {
  constexpr int kMost = 64;
  const int block = block_for(s.c_out_per_group(), kMost), lanes = kThreads * kEach / block,
            depth = 256 / lanes;
  Defines d = block_defines(block);
  d["DEPTH"] = depth;
  d["W_EACH"] = std::max(1, depth * block / 4 / kThreads);
  d["X_EACH"] = depth * 2 * lanes / kThreads;
  return {{"tile/products.comp", d},
          fmt::format("tiles of {} pixels × {} channels, {} input channels a turn in shared memory",
                      8 * lanes, block, depth),
          2 * lanes,
          1,
          block,
          depth,
          true};
}

std::optional<TileShader> standard(const ConvSpec& s) {
  constexpr int kMostBlock = 32, kMostDepth = 8, kColumns = 16;
  const int block = block_for(s.c_out_per_group(), kMostBlock),
            rows = kThreads * kEach / block / kColumns * 2;
  const int taps = s.kernel.h * s.kernel.w;
  const int held = (rows + s.kernel.h - 1) * (kColumns + window(s) - 1) * kVec4 + taps * block * 4;
  const int depth = std::min({kMostDepth, s.c_in_per_group(), kShared / held});
  if (depth < 1) return std::nullopt;
  Defines d = block_defines(block);
  d.merge(row_defines(s));
  d.merge(Defines{{"DEPTH", depth}, {"KERNEL_H", s.kernel.h}, {"KERNEL_W", s.kernel.w}});
  return TileShader{
      {"tile/standard.comp", d},
      fmt::format("tiles of {}×{} pixels × {} channels, {} input channels a turn in shared memory",
                  4 * kColumns, rows, block, depth),
      kColumns,
      rows,
      block,
      depth};
}

std::optional<TileShader> separable(const ConvSpec& column, const ConvSpec& row, const Shape& out) {
  const auto g = group_for(out, 0, column.kernel.h - 1);
  if (!g) return std::nullopt;
  Defines d = group_defines(*g);
  d.merge(row_defines(row));
  d.merge(Defines{{"ROW_TAPS", row.kernel.w}, {"COLUMN_TAPS", column.kernel.h}});
  return TileShader{
      {"tile/separable.comp", d},
      fmt::format("column and row at once, tiles of {}×{} pixels in shared memory", 4 * g->x, g->height()),
      g->x,
      g->height()};
}

std::optional<TileShader> block(const ConvSpec& first, const ConvSpec& second) {
  constexpr int kMostTaps = 49, kColumns = 8;
  if (first.kernel.h * first.kernel.w > kMostTaps || second.c_out < kFewChannels) return std::nullopt;
  TileShader t = products(second);
  t.rows = t.columns / kColumns;
  t.columns = kColumns;
  t.flat = false;
  t.key.second.merge(row_defines(first));
  t.key.first = "tile/block.comp";
  t.key.second.merge(Defines{
      {"KERNEL_H", first.kernel.h}, {"KERNEL_W", first.kernel.w}, {"TAPS", first.kernel.h * first.kernel.w}});
  t.name =
      fmt::format("depthwise and pointwise at once, tiles of {}×{} pixels × {} channels in shared memory",
                  4 * kColumns, t.rows, t.block);
  return t;
}

bool pointwise(const ConvSpec& s) { return s.kernel == Size2{1, 1} && s.pads == Pads{}; }

}  // namespace

std::optional<TileShader> tile_shader(const ConvSpec& s, const Shape& in, const Limits& limits) {
  const auto out = output_shape(s, in);
  if (!is_plain(s) || !out || !one_block(in, limits) || !one_block(*out, limits)) return std::nullopt;
  if (s.c_in_per_group() == 1) return depthwise(s, *out);
  if (s.c_out_per_group() < kFewChannels) return std::nullopt;
  return pointwise(s) ? products(s) : standard(s);
}

std::optional<TileShader> tile_shader(const ConvSpec& first, const ConvSpec& second, const Shape& in,
                                      const Limits& limits) {
  const auto between = output_shape(first, in);
  const auto out = between ? output_shape(second, *between) : between;
  if (!out || !is_plain(second) || !one_kernel_a_channel(first)) return std::nullopt;
  if (!one_block(in, limits) || !one_block(*out, limits)) return std::nullopt;
  if (second.group == 1 && pointwise(second) && first.c_out > 1) return block(first, second);
  const bool passes = first.kernel.w == 1 && second.kernel.h == 1 && first.c_out == first.c_in &&
                      one_kernel_a_channel(second) && second.c_out == second.c_in;
  const bool aside = first.pads.left + first.pads.right + second.pads.top + second.pads.bottom > 0;
  if (!passes || aside) return std::nullopt;
  return separable(first, second, *out);
}

int blocks_of(const ConvSpec& s, const TileShader& t) {
  return t.block == 1 ? s.c_out : s.group * ceil_div(s.c_out_per_group(), t.block);
}

std::vector<float> pack_tiles(const ConvSpec& s, const TileShader& t, std::span<const float> weights,
                              std::span<const float> bias) {
  const int64_t taps = int64_t{s.kernel.h} * s.kernel.w, inputs = s.c_in_per_group(),
                per_group = s.c_out_per_group();
  const int64_t rows = 1 + ceil_div(inputs, t.depth) * t.depth * taps;  // of a block
  const int64_t per_block = rows * t.block, blocks_a_group = ceil_div(per_group, t.block);
  std::vector<float> out(static_cast<size_t>(blocks_of(s, t) * per_block), 0.0F);
  const auto at = [](int64_t i) { return static_cast<size_t>(i); };
  for (int64_t n = 0; n < s.c_out; ++n) {
    const int64_t inside = n % per_group;
    float* to =
        out.data() + (n / per_group * blocks_a_group + inside / t.block) * per_block + inside % t.block;
    if (!bias.empty()) *to = bias[at(n)];
    for (int64_t i = 0; i < inputs * taps; ++i) to[(1 + i) * t.block] = weights[at(n * inputs * taps + i)];
  }
  return out;
}

}  // namespace sep::gpu

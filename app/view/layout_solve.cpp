// solve() of layout_parts.h: the largest tiles for which every column and every row has room, then the room
// that is left over.
#include <algorithm>
#include <array>
#include <cmath>

#include "view/layout_parts.h"

namespace sep::view {
namespace {

constexpr float kLeastTile = 44, kMostTile = 460;

bool has_sheet(const Parts& parts, Row row) {
  return std::any_of(parts.stacks.begin(), parts.stacks.end(),
                     [&](const StackWish& w) { return w.row == row && w.crowded(); });
}

float least_sheet_w(const Sizes& z) { return std::max(z.px(3 * kMinCell + 4), std::round(0.45F * z.tile_w)); }
float least_sheet_h(const Sizes& z) {
  return std::max(z.px(2 * kMinCell + 2), 0.3F * z.tile_h) + z.px(8 + kHiddenLine);
}

/// Small images get tiles in which all their pixels are equally large.
void set_tile(Sizes& z, const Parts& parts, float side) {
  z.tile_w = std::round(side * std::sqrt(parts.aspect));
  z.tile_h = std::round(side / std::sqrt(parts.aspect));
  const double w = 2 * parts.domain.half_w, h = 2 * parts.domain.half_h;
  const double scale = std::floor(std::min(z.tile_w / w, z.tile_h / h));
  if (scale < 2 || std::abs(w / h - parts.aspect) > 1e-3 || std::min(scale * w, scale * h) < z.px(kLeastTile))
    return;
  z.tile_w = static_cast<float>(std::round(scale * w));
  z.tile_h = static_cast<float>(std::round(scale * h));
}

void set_stack_widths(Sizes& z, const Parts& parts) {
  z.stack_w.assign(static_cast<size_t>(parts.stages) + 2, z.px(66));
  for (const StackWish& w : parts.stacks) {
    float width = z.tile_w + z.fan(w.shape.c);
    if (z.sheets_right && w.crowded() && w.row != Row::both) width += z.px(8) + least_sheet_w(z);
    float& column = z.stack_w[static_cast<size_t>(w.column)];
    column = std::max(column, width);
  }
}

void set_operator_widths(Sizes& z, const Parts& parts) {
  z.operator_w.assign(static_cast<size_t>(parts.stages), z.px(68));
  for (const OperatorWish& w : parts.operators) {
    if (w.first == w.last)
      z.operator_w[static_cast<size_t>(w.first)] =
          std::max(z.operator_w[static_cast<size_t>(w.first)], w.min_w);
  }
}

void choose_caption_lines(Sizes& z, const Parts& parts) {
  z.two_lines = std::any_of(parts.stacks.begin(), parts.stacks.end(), [&](const StackWish& w) {
    return w.one_line_w > z.stack_w[static_cast<size_t>(w.column)];
  });
}

float width_needed(const Sizes& z) {
  float w = z.px(2 * kPad) + z.gap * static_cast<float>(2 * z.operator_w.size() + 1);
  for (const float x : z.stack_w) w += x;
  for (const float x : z.operator_w) w += x;
  return w;
}

float row_needed(const Sizes& z, const Parts& parts, Row row) {
  float h = z.px(kHeader) + z.fan_of(parts, row) + z.tile_h + z.below_tile_h() + z.emphasis_h();
  if (!z.sheets_right && has_sheet(parts, row)) h += least_sheet_h(z);
  return h;
}

float middle_needed(const Sizes& z, const Parts& parts) {
  return z.px(kTitle) + z.fan_of(parts, Row::both) + z.tile_h + z.below_tile_h() + z.difference_h();
}

bool try_tile(Sizes& z, const Parts& parts, const Rect& area, float side) {
  set_tile(z, parts, side);
  set_stack_widths(z, parts);
  choose_caption_lines(z, parts);
  return width_needed(z) <= area.w() && row_needed(z, parts, Row::separable) <= z.row_h &&
         row_needed(z, parts, Row::standard) <= z.row_h &&
         middle_needed(z, parts) <= area.h() - z.px(2 * kPad);
}

/// Side of the largest tile, 0 when none fits; leaves the sizes set to it.
float largest(Sizes& z, const Parts& parts, const Rect& area) {
  for (float side = kMostTile; side >= kLeastTile; side -= 1) {
    if (try_tile(z, parts, area, z.px(side))) return z.px(side);
  }
  return 0;
}

/// Gives `left` pixels to columns up to their wishes, each the same share of what it wants.
void share(std::vector<float>& columns, const std::vector<float>& wishes, float& left) {
  float wanted = 0;
  for (size_t i = 0; i < columns.size(); ++i) wanted += std::max(0.0F, wishes[i] - columns[i]);
  if (wanted <= 0 || left <= 0) return;
  const float part = std::min(1.0F, left / wanted);
  for (size_t i = 0; i < columns.size(); ++i) {
    const float more = std::floor(std::max(0.0F, wishes[i] - columns[i]) * part);
    columns[i] += more;
    left -= more;
  }
}

void widen_gaps(Sizes& z, float most, float& left) {
  const auto gaps = static_cast<float>(2 * z.operator_w.size() + 1);
  const float more = std::floor(std::clamp(left / gaps, 0.0F, std::max(0.0F, z.px(most) - z.gap)));
  z.gap += more;
  left -= more * gaps;
}

void use_room_left(Sizes& z, const Parts& parts, float& left) {
  std::vector<float> wishes = z.operator_w;
  for (const OperatorWish& w : parts.operators) {
    if (w.first == w.last)
      wishes[static_cast<size_t>(w.first)] = std::max(wishes[static_cast<size_t>(w.first)], w.natural_w);
  }
  share(z.operator_w, wishes, left);
  widen_gaps(z, 30, left);
  wishes = z.stack_w;
  for (const StackWish& w : parts.stacks) {
    if (!w.crowded()) continue;
    const float most =
        z.tile_w + z.fan(w.shape.c) + (z.sheets_right && w.row != Row::both ? 2.2F : 0.5F) * z.tile_w;
    float& wish = wishes[static_cast<size_t>(w.column)];
    wish = std::max(wish, most);
  }
  share(z.stack_w, wishes, left);
  widen_gaps(z, 64, left);
}

void set_places(Sizes& z, const Rect& area, float left) {
  float x = std::floor(area.x0 + z.px(kPad) + left / 2);
  z.stack_x = {x};
  z.operator_x.clear();
  for (size_t i = 0; i < z.operator_w.size(); ++i) {
    z.operator_x.push_back(std::floor(x += z.stack_w[i] + z.gap));
    z.stack_x.push_back(std::floor(x += z.operator_w[i] + z.gap));
  }
  z.stack_x.push_back(std::floor(x + z.stack_w[z.stack_w.size() - 2] + z.gap));
}

}  // namespace

int Sizes::extra_cards(int64_t channels) const {
  return static_cast<int>(std::min<int64_t>(channels - 1, 3));
}

float Sizes::card_step(int64_t channels) const {
  constexpr std::array<float, 5> kStep{0, 0, 0.11F, 0.10F, 0.08F};
  const float side = std::min(tile_w, tile_h);
  if (channels > 4) return std::max(px(3), std::round(side * 0.03F));
  return channels < 2 ? 0
                      : std::max(px(4), std::round(side * fan_part * kStep[static_cast<size_t>(channels)]));
}

float Sizes::fan_of(const Parts& parts, Row row) const {
  float most = 0;
  for (const StackWish& w : parts.stacks) {
    if (w.row == row) most = std::max(most, fan(w.shape.c));
  }
  return most;
}

namespace {

/// With sheets below the tiles or beside them, whichever leaves larger ones; false when neither fits.
bool choose_tiles(Sizes& z, const Parts& parts, const Rect& area) {
  Sizes right = z;
  right.sheets_right = true;
  const bool crowded = has_sheet(parts, Row::separable) || has_sheet(parts, Row::standard);
  const float below = largest(z, parts, area);
  const float beside = crowded ? largest(right, parts, area) : 0;
  if (beside > 1.1F * below) z = right;
  return std::max(below, beside) > 0;
}

}  // namespace

bool solve(const Parts& parts, const LayoutInput& in, Sizes& z) {
  z.s = in.metrics->scale;
  z.gap = z.px(kMinGap);
  z.fan_part = in.plan->experiment.mode == Mode::spatial ? 0.5F : 1;
  z.row_h = std::floor((in.area.h() - z.px(2 * kPad + kDivider)) / 2);
  set_operator_widths(z, parts);
  Sizes lean = z;
  lean.lean = true;
  if (!choose_tiles(z, parts, in.area)) {
    if (!choose_tiles(lean, parts, in.area)) return false;
    z = lean;
  }
  float left = in.area.w() - width_needed(z);
  use_room_left(z, parts, left);
  choose_caption_lines(z, parts);
  set_places(z, in.area, std::max(0.0F, left));
  return true;
}

}  // namespace sep::view

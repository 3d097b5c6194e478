// Bodies of layout.h.
#include "ui/layout.h"

#include <algorithm>
#include <cmath>

#include "ui/panel_context.h"

namespace sep::ui {

namespace {

constexpr float kTopHeight = 44, kStatusHeight = 32;

/// Only a headline and the stacks; below them the question that a lesson asks, or instead of them where both
/// have no room.
Layout presenter_layout(ImVec2 size, float scale, const UiState& state) {
  const float top_h = std::round(66 * scale);
  Layout l;
  l.presenter = true;
  l.top = {{0, 0}, {size.x, top_h}};
  l.status = {{0, size.y}, size};
  l.centre = {{0, top_h}, {size.x, std::max(top_h, size.y)}};
  const lessons::Step* step = state.lesson.player.visible ? state.lesson.player.now() : nullptr;
  if (step == nullptr || !step->question) return l;
  constexpr float kShare = 0.32F, kPictures = 440, kNothing = 2;  // less than kPictures units show no picture
  const float strip = std::round(size.y * (1 - kShare));
  const float y = strip - top_h >= kPictures * scale ? strip : top_h + kNothing;
  l.lesson = {{0, y}, size};
  l.centre.max.y = y;
  return l;
}

Layout stacks_layout(ImVec2 size) {
  Layout l;
  l.top = {{0, 0}, {size.x, 0}};
  l.status = {{0, size.y}, size};
  l.centre = {{0, 0}, size};
  return l;
}

/// The panels are about the experiment: a network has the whole width, but for a lesson.
Layout network_layout(ImVec2 size, float scale, const UiState& state) {
  const auto px = [&](float units) { return std::round(units * scale); };
  Layout l;
  const float x0 = state.lesson.player.visible ? px(kLessonWidth) : 0, y0 = px(kTopHeight),
              y1 = std::max(y0, size.y - px(kStatusHeight));
  l.top = {{0, 0}, {size.x, y0}};
  l.status = {{0, y1}, size};
  if (x0 > 0) l.lesson = {{0, y0}, {std::min(x0, size.x), y1}};
  l.centre = {{std::min(x0, size.x), y0}, {size.x, y1}};
  return l;
}

}  // namespace

Layout make_layout(ImVec2 size, float scale, const UiState& state) {
  if (state.stacks_only) return stacks_layout(size);
  if (state.presenter) return presenter_layout(size, scale, state);
  if (state.network.open) return network_layout(size, scale, state);
  const auto px = [&](float units) { return std::round(units * scale); };
  const float top_h = px(kTopHeight), status_h = px(kStatusHeight), rail = px(36);
  const float left_w = px(308), right_w = px(356);
  Layout l;
  l.narrow = size.x / scale < kNarrowBelow;
  l.top = {{0, 0}, {size.x, top_h}};
  l.status = {{0, size.y - status_h}, size};
  const float y0 = top_h, y1 = std::max(y0, size.y - status_h);
  const bool lesson = state.lesson.player.visible;
  const bool room = !lesson || size.x / scale >= kWideFrom;  // for a lesson beside the left panel
  const bool left_docked = !l.narrow && !state.left_folded && room,
             right_docked = !l.narrow && !state.right_folded;
  const float side = left_docked ? left_w : rail, x0 = side + (lesson ? px(kLessonWidth) : 0),
              x1 = size.x - (right_docked ? right_w : rail);
  l.centre = {{x0, y0}, {std::max(x0, x1), y1}};
  if (lesson) l.lesson = {{side, y0}, {std::min(x0, size.x), y1}};
  if (left_docked) l.left = {{0, y0}, {left_w, y1}};
  if (right_docked) l.right = {{size.x - right_w, y0}, {size.x, y1}};
  if (!left_docked) {
    l.left_rail = {{0, y0}, {rail, y1}};
    if (state.left_open) l.left = {{rail, y0}, {std::min(size.x, rail + left_w), y1}};
  }
  if (!right_docked) {
    l.right_rail = {{size.x - rail, y0}, {size.x, y1}};
    if (state.right_open) l.right = {{std::max(0.0F, size.x - rail - right_w), y0}, {size.x - rail, y1}};
  }
  return l;
}

}  // namespace sep::ui

// Bodies of layout.h.
#include "ui/layout.h"

#include <algorithm>
#include <cmath>

#include "ui/lessons/reach.h"
#include "ui/panel_context.h"

namespace sep::ui {

namespace {

constexpr float kTopHeight = 44, kStatusHeight = 32;

/// Only a headline and the stacks; below them the question that a lesson asks, as high as its words need, as
/// long as that leaves the stacks their least room.
Layout presenter_layout(ImVec2 size, float scale, const UiState& state) {
  const float top_h = std::round(66 * scale);
  Layout l;
  l.presenter = true;
  l.top = {{0, 0}, {size.x, top_h}};
  l.status = {{0, size.y}, size};
  l.centre = {{0, top_h}, {size.x, std::max(top_h, size.y)}};
  const lessons::Step* step = state.lesson.player.visible ? state.lesson.player.now() : nullptr;
  if (step == nullptr || !step->question) return l;
  constexpr float kPictures = 290;  // units; less show no picture
  const float wish = state.lesson.question_px > 0 ? state.lesson.question_px : 140 * scale;
  const float most = std::max(size.y / 3, size.y - top_h - kPictures * scale);
  const float y = std::round(std::max(top_h, size.y - std::min(wish, most)));
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
  l.lesson_end = y1 - state.lesson.foot_px;
  l.centre = {{std::min(x0, size.x), y0}, {size.x, y1}};
  return l;
}

/// Below a lesson's text there is mostly room: a panel that the step opened stands there, and covers nothing.
/// Where there is none, it opens over the pictures as long as it covers nothing that the step shows there.
void place_in_lesson(Layout& l, float scale, const UiState& state, bool left_over, bool right_over) {
  constexpr float kRoom = 150, kLeast = 190;  // units
  const LessonState& lesson = state.lesson;
  const float end = l.lesson.max.y - lesson.foot_px, text_end = l.lesson.min.y + lesson.text_px;
  l.lesson_end = end;
  const bool left = left_over && lesson.left_brought, right = right_over && lesson.right_brought && !left;
  const bool room = end - text_end >= kRoom * scale;
  if (!(room && (left || right)) && !(right && lesson.under_right)) return;
  l.lesson_end = std::round(std::min(text_end, end - kLeast * scale));
  const float edge = std::round(scale);  // the column's own line
  (left ? l.left : l.right) = {{l.lesson.min.x, l.lesson_end}, {l.lesson.max.x - edge, end}};
  (left ? l.left_in_lesson : l.right_in_lesson) = true;
}

}  // namespace

Layout make_layout(ImVec2 size, float scale, const UiState& state) {
  if (state.stacks_only) return stacks_layout(size);
  if (state.presenter) return presenter_layout(size, scale, state);
  if (state.network.open) return network_layout(size, scale, state);
  const auto px = [&](float units) { return std::round(units * scale); };
  const float top_h = px(kTopHeight), status_h = px(kStatusHeight), rail = px(36);
  const float left_w = px(kLeftWidth), right_w = px(kRightWidth);
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
  const bool left_over = !left_docked && state.left_open, right_over = !right_docked && state.right_open;
  // a word of the lesson that speaks of the pictures shows them, whatever lies over them
  const bool aside = lesson && in_pictures(state.lesson.lit);
  if (!left_docked) l.left_rail = {{0, y0}, {rail, y1}};
  if (!right_docked) l.right_rail = {{size.x - rail, y0}, {size.x, y1}};
  if (left_over && !aside) l.left = {{x0, y0}, {std::min(size.x, x0 + left_w), y1}};
  if (right_over && !aside) l.right = {{std::max(0.0F, size.x - rail - right_w), y0}, {size.x - rail, y1}};
  if (lesson) place_in_lesson(l, scale, state, left_over, right_over);
  return l;
}

}  // namespace sep::ui

// Where the parts of the window are. Pure arithmetic in window pixels; knows no ImGui windows.
#pragma once

#include "ui/widgets.h"

namespace sep::ui {

struct Layout {
  Rect top, status, centre;
  Rect left, right;  ///< panels at full width beside the centre, or over it when narrow; empty when folded
  Rect lesson;       ///< between the left panel, or its rail, and the centre; empty without a lesson
  Rect left_rail, right_rail;  ///< thin rails when folded; empty otherwise
  bool presenter = false;      ///< top is the headline; nothing but the centre is below it
  bool narrow = false;         ///< below 1400 units: panels open over the centre
  float lesson_end = 0;        ///< where the lesson's text ends: at its buttons, or at a panel above them
  bool left_in_lesson = false, right_in_lesson = false;  ///< that panel stands below the lesson's text
};

inline constexpr float kNarrowBelow = 1400;  ///< window width in units of 1/96 inch

inline constexpr float kLessonWidth = 400, kLeftWidth = 308, kRightWidth = 356;
inline constexpr float kWideFrom = 1900;  ///< from here a lesson leaves the left panel open beside it

struct UiState;
Layout make_layout(ImVec2 size, float scale, const UiState& state);

}  // namespace sep::ui

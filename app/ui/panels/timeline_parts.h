// What the bars of step and race share: names, colours, buttons, the part of a run that is done.
#pragma once

#include <string>

#include "ui/panel_context.h"

namespace sep::ui::panels {

inline constexpr float kStepHeight = 158, kRaceHeight = 208;  ///< of the bars where there is room

const char* name_of(PathId path);  ///< "separable", "standard"
ImU32 colour_of(const view::Theme& theme, PathId path);

/// Where a path stands, in words: "pointwise, filter 12 of 256"; "not begun", "finished".
std::string place_words(const Plan& plan, PathId path, int64_t position);

/// The buttons of both bars; each runs an action. After a press by mouse the keyboard is the pictures' again.
void action_button(PanelContext& c, const char* action, Icon icon, const std::string& tooltip, float size);
void play_button(PanelContext& c, float size);
void close_button(PanelContext& c, const Rect& area);

/// A track from its first to its last multiplication, with a notch where a stage begins. Pressing or dragging
/// jumps there; with the focus, arrow keys step.
void scrubber(PanelContext& c, PathId path, const Rect& track, int64_t position);

}  // namespace sep::ui::panels

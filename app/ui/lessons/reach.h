// Which panel shows what a lesson speaks of, and bringing it onto the screen.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lessons/lesson.h"
#include "ui/panels/registry.h"

namespace sep::ui {

struct Studio;

/// The panel that holds a widget, by the widget's id; nothing for what is in no side panel.
std::optional<PanelId> panel_of(std::string_view id);
/// Panels from multiplications on stand at the right.
bool is_right(PanelId panel);

/// A part of the diagram, by its id.
bool in_pictures(std::string_view id);
/// What a step highlights in the panels of one side.
std::vector<std::string> highlights_in(const lessons::Step& step, bool right);

/// Unhides and unfolds the panels that a step highlights, and closes those that the step before had opened
/// over the pictures.
void bring_into_reach(Studio& studio, const lessons::Step& step);

}  // namespace sep::ui

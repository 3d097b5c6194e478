// Actions for how the window looks: presenter view, themes, panels that are hidden, the search for actions. A
// part of the one list in ui/actions.h.
#pragma once

#include <span>

#include "ui/actions.h"

namespace sep::ui {

std::span<const Action> look_actions();

/// Interface scale in presenter view, over the ordinary one; its type is larger still (view::Theme::large),
/// so that the smallest has an em of 18 pixels.
inline constexpr float kPresenterScale = 1.4F;

/// Colours as the settings and the presenter view want them; call when either changed.
void set_look(Studio& studio);

}  // namespace sep::ui

// The window itself, in the ways in which drivers offer one.
#pragma once

#include "ui/app.h"
#include "ui/settings.h"

struct GLFWwindow;

namespace sep::ui {

/// A window with OpenGL 4.5 core, or 4.3; of the size that is remembered, else the options'. nullptr: this
/// display offers none. GLFW is there.
GLFWwindow* open_window(const LaunchOptions& options, const Settings& settings);
/// The interface scale: the setting, where it is above 0, else the monitor's in steps of a quarter.
float scale_of(GLFWwindow* window, float setting);

}  // namespace sep::ui

// Whether a window still holds the last frame's pixels when the next one is drawn.
#pragma once

struct GLFWwindow;

namespace sep::ui {

/// Asks the window system to keep them where it can (EGL with preserved buffers, as software OpenGL has them;
/// elsewhere buffers are exchanged). True when it does, but for the frames after a change of size.
bool keep_pixels(GLFWwindow* window);

}  // namespace sep::ui

// Bodies of open_window.h.
#include "ui/open_window.h"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace sep::ui {

GLFWwindow* open_window(const LaunchOptions& options, const Settings& settings) {
  const bool remembered = settings.window_width >= 640 && settings.window_height >= 400;
  const int width = remembered ? settings.window_width : options.width_px,
            height = remembered ? settings.window_height : options.height_px;
  // EGL where it says when the driver was reset, which Mesa's GLX never does; or where there is no GLX
  constexpr std::pair<int, int> kWays[] = {{GLFW_EGL_CONTEXT_API, GLFW_LOSE_CONTEXT_ON_RESET},
                                           {GLFW_NATIVE_CONTEXT_API, GLFW_LOSE_CONTEXT_ON_RESET},
                                           {GLFW_EGL_CONTEXT_API, GLFW_NO_ROBUSTNESS}};
  for (const auto& [api, robustness] : kWays) {
    for (const int minor : {5, 3}) {
      glfwDefaultWindowHints();
      glfwWindowHint(GLFW_CONTEXT_CREATION_API, api);
      glfwWindowHint(GLFW_CONTEXT_ROBUSTNESS, robustness);
      glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 4);
      glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, minor);
      glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
      glfwWindowHint(GLFW_DEPTH_BITS, 0);
      glfwWindowHint(GLFW_STENCIL_BITS, 0);
      glfwWindowHintString(GLFW_X11_CLASS_NAME, "sepscope");
      if (GLFWwindow* window = glfwCreateWindow(width, height, "SepScope", nullptr, nullptr)) return window;
    }
  }
  return nullptr;
}

float scale_of(GLFWwindow* window, float setting) {
  if (setting > 0) return setting;
  float x = 1, y = 1;
  glfwGetWindowContentScale(window, &x, &y);
  return std::clamp(std::round(std::max(x, y) * 4) / 4, 1.0F, 4.0F);
}

}  // namespace sep::ui

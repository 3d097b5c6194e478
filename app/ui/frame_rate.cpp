// Bodies of frame_rate.h.
#include "ui/frame_rate.h"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <chrono>
#include <thread>

namespace sep::ui {

FrameRate FrameRate::of_monitor() {
  constexpr int kUsual_hz = 60;
  GLFWmonitor* monitor = glfwGetPrimaryMonitor();
  const GLFWvidmode* mode = monitor == nullptr ? nullptr : glfwGetVideoMode(monitor);
  FrameRate rate;
  rate.every_s_ = 1.0 / (mode == nullptr || mode->refreshRate <= 0 ? kUsual_hz : mode->refreshRate);
  return rate;
}

void FrameRate::wait() {
  const double now = glfwGetTime();
  if (now < due_s_) std::this_thread::sleep_for(std::chrono::duration<double>(due_s_ - now));
  due_s_ = std::max(now, due_s_) + every_s_;
}

}  // namespace sep::ui

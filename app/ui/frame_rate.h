// Animations and the mouse draw no more frames than the monitor shows, also where showing a frame does not
// wait for the monitor: software OpenGL.
#pragma once

namespace sep::ui {

class FrameRate {
 public:
  /// Of the primary monitor; 60 frames a second where it does not say. GLFW is there.
  static FrameRate of_monitor();
  FrameRate() = default;  ///< no limit
  /// Sleeps until the next frame is due; at once when none was for a while.
  void wait();

 private:
  double every_s_ = 0, due_s_ = 0;  ///< on GLFW's clock
};

}  // namespace sep::ui

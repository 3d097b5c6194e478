// SIGTERM, SIGINT and SIGHUP end the window as its own button does: what is open is kept for the next start.
#pragma once

#include <thread>

struct GLFWwindow;

namespace sep::ui {

/// From here to its end; one at a time. A second signal ends the program at once.
class EndSignals {
 public:
  explicit EndSignals(GLFWwindow* window);
  ~EndSignals();
  EndSignals(const EndSignals&) = delete;
  EndSignals& operator=(const EndSignals&) = delete;

 private:
  int pipe_[2] = {-1, -1};
  std::thread waits_;
};

}  // namespace sep::ui

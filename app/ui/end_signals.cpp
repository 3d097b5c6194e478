// Bodies of end_signals.h. A handler may do next to nothing, so it writes a byte that a thread waits for.
#include "ui/end_signals.h"

#include <GLFW/glfw3.h>
#include <fcntl.h>
#include <unistd.h>

#include <csignal>

namespace sep::ui {
namespace {

constexpr int kSignals[] = {SIGTERM, SIGINT, SIGHUP};
constexpr char kEnd = 'e', kStop = 's';
volatile sig_atomic_t g_write_end = -1;

extern "C" void tell(int) { (void)!::write(g_write_end, &kEnd, 1); }

void handle(void (*handler)(int), int flags) {
  struct sigaction action = {};
  action.sa_handler = handler;
  action.sa_flags = flags;
  for (const int which : kSignals) {
    struct sigaction before = {};
    ::sigaction(which, nullptr, &before);
    if (before.sa_handler != SIG_IGN) ::sigaction(which, &action, nullptr);  // nohup
  }
}

}  // namespace

EndSignals::EndSignals(GLFWwindow* window) {
  if (::pipe2(pipe_, O_CLOEXEC) != 0) return;
  g_write_end = pipe_[1];
  waits_ = std::thread([window, read_end = pipe_[0]] {
    char what = 0;
    if (::read(read_end, &what, 1) != 1 || what != kEnd) return;
    glfwSetWindowShouldClose(window, GLFW_TRUE);
    glfwPostEmptyEvent();
  });
  handle(tell, static_cast<int>(SA_RESTART | SA_RESETHAND));
}

EndSignals::~EndSignals() {
  if (!waits_.joinable()) return;
  handle(SIG_DFL, 0);
  (void)!::write(pipe_[1], &kStop, 1);
  waits_.join();
  g_write_end = -1;
  ::close(pipe_[0]);
  ::close(pipe_[1]);
}

}  // namespace sep::ui

// Bodies of progress.h.
#include "cli/export/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdio>

namespace sep::cli {
namespace {

using namespace std::chrono_literals;

constexpr auto kQuiet = 500ms, kBetween = 100ms;

volatile std::sig_atomic_t g_cancelled = 0;

/// The second time at once, whatever is left behind.
extern "C" void take_signal(int) {
  if (g_cancelled != 0) ::_exit(kCancelledStatus);
  g_cancelled = 1;
}

void handle(void (*handler)(int)) {
  for (const int which : {SIGINT, SIGTERM}) std::signal(which, handler);
}

}  // namespace

bool cancelled() { return g_cancelled != 0; }

Progress::Progress(To to)
    : to_(to),
      visible_(to == To::program || ::isatty(STDERR_FILENO) != 0),
      began_(std::chrono::steady_clock::now()) {
  handle(take_signal);
}

Progress::~Progress() {
  if (shown_ && to_ == To::terminal) fmt::print(stderr, "\r\x1b[K");
  handle(SIG_DFL);
}

void Progress::part(int index, int count, std::string what) {
  index_ = index;
  count_ = count;
  what_ = std::move(what);
}

Result<void> Progress::at(double share) {
  if (cancelled()) return fail("Cancelled: nothing was written.");
  const auto now = std::chrono::steady_clock::now();
  if (visible_ && now - began_ > kQuiet && now - last_ > kBetween) {
    last_ = now;
    show((index_ + std::clamp(share, 0.0, 1.0)) / std::max(1, count_));
  }
  return {};
}

void Progress::show(double share) {
  shown_ = true;
  if (to_ == To::program) {
    fmt::print("{:.3f} {}\n", share, what_);
    std::fflush(stdout);
    return;
  }
  constexpr int kWidth = 30;
  const int full = static_cast<int>(share * kWidth);
  fmt::print(stderr, "\r[{:#<{}}{:.<{}}] {:3.0f} % {}\x1b[K", "", full, "", kWidth - full, 100 * share,
             what_);
  std::fflush(stderr);
}

}  // namespace sep::cli

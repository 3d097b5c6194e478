// Bodies of last_words.h. Link with ENABLE_EXPORTS, so that functions have names.
#include "last_words.h"

#include <execinfo.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <exception>
#include <typeinfo>

namespace sep::ui::testing {
namespace {

void (*g_more)() = nullptr;

void put(const char* text) { (void)!::write(2, text, std::strlen(text)); }

void put_stack() {
  constexpr int kMost = 64;
  std::array<void*, kMost> frames{};
  const int count = ::backtrace(frames.data(), kMost);
  put("stack (addr2line -Cfe PROGRAM +OFFSET names what has no name):\n");
  ::backtrace_symbols_fd(frames.data(), count, 2);
}

timer_t g_timer{};

void say_where(int) {
  put("still at work: ");
  put_stack();
  if (g_more != nullptr) g_more();
}

/// Its own processor time sends SIGVTALRM to this thread.
void make_timer() {
  struct sigaction act = {};
  act.sa_handler = say_where;
  act.sa_flags = SA_ONSTACK | SA_RESTART;
  ::sigaction(SIGVTALRM, &act, nullptr);
  sigevent event{};
  event.sigev_notify = SIGEV_THREAD_ID;
  event.sigev_signo = SIGVTALRM;
  event._sigev_un._tid = ::gettid();
  if (::timer_create(CLOCK_THREAD_CPUTIME_ID, &event, &g_timer) != 0) std::abort();
}

void end_by_signal(int number) {
  put("ended by signal: ");
  put(::sigabbrev_np(number));
  put("\n");
  put_stack();
  if (g_more != nullptr) g_more();
  std::signal(number, SIG_DFL);
  std::raise(number);
}

/// No exception was unwound when this is called: its stack ends where it was thrown.
[[noreturn]] void end_by_exception() {
  if (const std::exception_ptr thrown = std::current_exception()) {
    try {
      std::rethrow_exception(thrown);
    } catch (const std::exception& e) {
      put("ended by exception ");
      put(typeid(e).name());
      put(": ");
      put(e.what());
      put("\n");
    } catch (...) {
      put("ended by an exception that is no std::exception\n");
    }
  }
  std::abort();  // prints the stack
}

}  // namespace

void say_last_words(void (*more)()) {
  g_more = more;
  std::array<void*, 1> one{};
  (void)::backtrace(one.data(), 1);  // loads its library now: a signal's handler may not
  static std::array<char, 1 << 16> stack;
  const stack_t other{stack.data(), 0, stack.size()};
  ::sigaltstack(&other, nullptr);
  for (const int fatal : {SIGSEGV, SIGBUS, SIGILL, SIGABRT, SIGALRM, SIGFPE}) {
    struct sigaction act = {};
    act.sa_handler = end_by_signal;
    act.sa_flags = SA_ONSTACK | SA_NODEFER;
    ::sigaction(fatal, &act, nullptr);
  }
  std::set_terminate(end_by_exception);
  make_timer();
}

void say_where_after(double processor_s) {
  itimerspec after{};
  const double whole = std::floor(processor_s);
  after.it_value = {static_cast<time_t>(whole), static_cast<long>((processor_s - whole) * 1e9)};
  ::timer_settime(g_timer, 0, &after, nullptr);
}

}  // namespace sep::ui::testing

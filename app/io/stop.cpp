// Bodies of stop.h.
#include "io/stop.h"

#include <algorithm>
#include <utility>

namespace sep::io {
namespace {

thread_local std::stop_token t_token;
thread_local ReadBytes* t_bytes = nullptr;

}  // namespace

Stoppable::Stoppable(std::stop_token token, ReadBytes* bytes)
    : before_(std::exchange(t_token, std::move(token))), bytes_before_(std::exchange(t_bytes, bytes)) {}
Stoppable::~Stoppable() {
  t_token = std::move(before_);
  t_bytes = bytes_before_;
}

const std::stop_token& reading_token() { return t_token; }

void will_go_through(int64_t bytes) {
  constexpr int64_t kMost = int64_t{1} << 50;  // a file may claim anything
  if (t_bytes == nullptr) return;
  // what nobody announced (a header) is behind it already
  const int64_t before = std::max<int64_t>(t_bytes->all, t_bytes->done);
  t_bytes->all = std::min(before, kMost) + std::clamp<int64_t>(bytes, 0, kMost);
}

void went_through(int64_t bytes) {
  if (t_bytes != nullptr) t_bytes->done.fetch_add(bytes, std::memory_order_relaxed);
}

}  // namespace sep::io

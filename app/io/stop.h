// Whether the file that this thread reads is still wanted, and how far it is. Every loop over a file's bytes
// asks and tells, so that a reading that nobody waits for ends within a moment and one that takes long can be
// followed; nothing has to be handed through all readers for it.
#pragma once

#include <atomic>
#include <cstdint>
#include <stop_token>

#include "core/error.h"

namespace sep::io {

/// How far a reading is: bytes gone through, of those that are known to be. Written by the thread that reads.
struct ReadBytes {
  std::atomic<int64_t> done{0}, all{0};
};

/// While it lives, what this thread reads can be stopped by this token, and tells `bytes`, where there are
/// any.
class Stoppable {
 public:
  explicit Stoppable(std::stop_token token, ReadBytes* bytes = nullptr);
  ~Stoppable();
  Stoppable(const Stoppable&) = delete;
  Stoppable& operator=(const Stoppable&) = delete;

 private:
  std::stop_token before_;
  ReadBytes* bytes_before_;
};

/// The token of the innermost Stoppable of this thread; one that never stops where there is none.
const std::stop_token& reading_token();
inline bool stop_asked() { return reading_token().stop_requested(); }
/// The reason, as the end of a sentence.
inline constexpr const char* kStopped = "reading it was stopped";

/// So many more bytes are to be gone through: read, or looked at again.
void will_go_through(int64_t bytes);
void went_through(int64_t bytes);

}  // namespace sep::io

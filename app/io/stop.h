// Whether the file that this thread reads is still wanted. Every loop over a file's bytes asks, so that a
// reading that nobody waits for ends within a moment; nothing has to be handed through all readers for it.
#pragma once

#include <stop_token>

#include "core/error.h"

namespace sep::io {

/// While it lives, what this thread reads can be stopped by this token.
class Stoppable {
 public:
  explicit Stoppable(std::stop_token token);
  ~Stoppable();
  Stoppable(const Stoppable&) = delete;
  Stoppable& operator=(const Stoppable&) = delete;

 private:
  std::stop_token before_;
};

/// The token of the innermost Stoppable of this thread; one that never stops where there is none.
const std::stop_token& reading_token();
inline bool stop_asked() { return reading_token().stop_requested(); }
/// The reason, as the end of a sentence.
inline constexpr const char* kStopped = "reading it was stopped";

}  // namespace sep::io

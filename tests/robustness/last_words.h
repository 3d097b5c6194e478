// What a test program says when it ends by an exception or a signal: the exception's words and the stack, for
// the log to name the place.
#pragma once

#include <csignal>

namespace sep::ui::testing {

/// From here on such an end prints the stack, then what `more` writes (async-signal-safe; may be null).
void say_last_words(void (*more)());

}  // namespace sep::ui::testing

// What a test program says when it ends by an exception or a signal: the exception's words and the stack, for
// the log to name the place.
#pragma once

#include <csignal>

namespace sep::ui::testing {

/// From here on such an end prints the stack, then what `more` writes (async-signal-safe; may be null).
void say_last_words(void (*more)());

/// When this thread takes more than so much of the processor before the next call, its stack is printed at
/// that moment: where a long frame is. Of the thread that called say_last_words().
void say_where_after(double processor_s);

}  // namespace sep::ui::testing

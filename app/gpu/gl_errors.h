// What the driver could not do, in words; and whether it was reset, with all that it held. Knows no engine.
#pragma once

#include <string>

#include "core/error.h"

namespace sep::gpu {

/// Error: what the driver could not do, when it has reported one on this thread since the last call.
Result<void> gl_errors(const std::string& what);

/// Sets aside what was reported before, so that the next gl_errors() speaks of what follows;
/// overlooked_error() remembers it.
void begin_gl_errors();

/// Whether gl_errors() or begin_gl_errors() met an error since the last call, or one is waiting: something of
/// the frame may be missing.
bool overlooked_error();

/// The driver was reset, or removed: every object of the context is gone, and every call fails from now on.
/// Drivers that do not tell are taken to be well.
bool context_lost();

/// A new context begins.
void forget_lost_context();

/// Calls of functions that the driver does not have become GL errors instead of the end of the program.
void survive_missing_functions();

}  // namespace sep::gpu

// Whether the driver has the functions that it must have by its version.
#pragma once

#include "core/error.h"

namespace sep::gpu {

/// Error: names the first function that the current context's driver says it has and does not give. libepoxy
/// would call a null pointer.
Result<void> needed_functions();

}  // namespace sep::gpu

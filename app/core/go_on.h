// How long work reports, and is asked whether to go on.
#pragma once

#include <functional>

#include "core/error.h"

namespace sep {

/// Is told how much is done, 0…1, and ends the work by an error, such as that the user cancelled.
using GoOn = std::function<Result<void>(double)>;

}  // namespace sep

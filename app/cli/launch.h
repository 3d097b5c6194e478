// FILE arguments to what the window starts with.
#pragma once

#include <string>
#include <vector>

#include "core/error.h"
#include "ui/app.h"

namespace sep::cli {

/// At most one image and at most one experiment, told apart by content; both: the experiment on that image.
/// interactive: an image without an experiment is shown at a smaller working size when it is large. Error:
/// one sentence.
Result<void> take_files(const std::vector<std::string>& files, bool interactive, ui::LaunchOptions& options);

}  // namespace sep::cli

// FILE arguments to what the window starts with.
#pragma once

#include <string>
#include <vector>

#include "core/error.h"
#include "ui/app.h"

namespace sep::cli {

struct FilterChoice {
  std::string layer, kernel;  ///< empty: not chosen
};

/// At most one image and at most one experiment or file of filters, told apart by content; both: the latter
/// on that image. choice.layer: of the filters, by name; choice.kernel: a file whose kernel replaces the
/// experiment's. interactive: an image without an experiment is shown at a
/// smaller working size when it is large, and a model of several layers with the list of them. Error: one
/// sentence.
Result<void> take_files(const std::vector<std::string>& files, const FilterChoice& choice, bool interactive,
                        ui::LaunchOptions& options);

}  // namespace sep::cli

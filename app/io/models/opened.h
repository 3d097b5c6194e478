// What a file that was dropped, chosen or named turns out to be, and how large a layer's picture may be.
#pragma once

#include <filesystem>

#include "core/experiment.h"
#include "io/models/model.h"

namespace sep::io {

/// filters: a kernel, a bank or a model, for load_model.
enum class Content { image, experiment, filters };

/// Told by content alone; a JSON file is an experiment unless it holds lists of lists, as kernels do. Error:
/// the file cannot be read, is empty, or is none of these.
Result<Content> content_of(const std::filesystem::path& file);

/// Sets the working size to the layer's own input where the image (pixels as stored) has that many, else to
/// one at which the standard convolution needs at most some thousand million multiplications. One kernel
/// leaves it alone.
void choose_working_size(Experiment& experiment, const Layer& layer, Size2 image);

}  // namespace sep::io

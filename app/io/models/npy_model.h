// .npy files as filters: a 2-D array is a kernel, a 4-D one a bank [N,C,K_h,K_w]. The reader itself is
// io/npy.h.
#pragma once

#include <filesystem>

#include "io/models/model.h"

namespace sep::io {

/// Errors: those of load_npy; another number of axes; a kernel larger than 63×63.
Result<Model> load_npy_model(const std::filesystem::path& file);

}  // namespace sep::io

// Where the program's own files are: shaders, assets, and the executable itself. The same from any working
// directory.
#pragma once

#include <filesystem>

#include "core/error.h"

namespace sep::io {

/// The directory that holds shaders/ and assets/. In this order: $SEPSCOPE_DATA_DIR; ../share/sepscope beside
/// the executable; the source tree that this program was built from. Error: the places that were tried, and
/// what to set.
Result<std::filesystem::path> data_dir();

/// A place of the XDG base directories: what the variable says, else below HOME; empty when neither is an
/// absolute path.
std::filesystem::path user_dir(const char* variable, const char* below_home);

/// The running executable; empty when the system does not say (no /proc).
std::filesystem::path executable_path();

}  // namespace sep::io

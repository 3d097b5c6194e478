// Where one is in each lesson, as a small JSON file. A broken one is said once and begun anew.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "core/error.h"
#include "lessons/player.h"

namespace sep::lessons {

/// Nothing where there is no file. Error: it is broken, with its name.
Result<std::map<std::string, Bookmark>> load_places(const std::filesystem::path& file);
/// Makes the folder when it is missing. Error: why it cannot be written.
Result<void> save_places(const std::filesystem::path& file, const std::map<std::string, Bookmark>& places);

}  // namespace sep::lessons

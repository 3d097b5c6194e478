// What was measured of a graphics driver at the first start with it, kept in XDG_CACHE_HOME by the driver's
// name. What cannot be read is forgotten: it is measured again.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/error.h"

namespace sep::io {

/// Empty when neither the XDG variable nor HOME says where.
std::filesystem::path driver_notes_file();

/// A word; nothing when none was kept.
std::optional<std::string> noted(const std::string& driver);

/// Keeps a word. Error: it cannot be written, with the file.
Result<void> note(const std::string& driver, const std::string& word);

}  // namespace sep::io

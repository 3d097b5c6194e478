// What stands in a file, as a sentence about it may show it: on one line, whole characters, not long.
#pragma once

#include <string>
#include <string_view>

namespace sep::io {

/// A name from a file as messages show it: quoted, at most 60 characters, control characters and broken UTF-8
/// replaced.
std::string shown_name(std::string_view name);

/// The same without quotes, at most `limit` bytes: safe to print and to put into JSON.
std::string clean_text(std::string_view text, size_t limit);

}  // namespace sep::io

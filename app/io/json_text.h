// What both readers of JSON text need before and after the parser. Inner header of this room and of models.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/error.h"

namespace sep::io {

struct LineColumn {
  size_t line = 1, column = 1;
};
/// The place of a byte; a UTF-8 character is one column.
LineColumn line_column(std::string_view text, size_t byte);

/// Longest string or number that is parsed, in bytes: the parser holds several copies of one.
inline constexpr size_t kMaxJsonToken = 1'000'000;
/// Error: a number (or a string too) is longer; with its place.
enum class LongTokens { numbers, numbers_and_strings };
Result<void> refuse_long_tokens(std::string_view text, const std::string& source, LongTokens which);

/// Of "[json.exception…] parse error at line 3, column 5: syntax error …" what stands after the place,
/// shortened.
std::string json_reason(const std::string& what);

}  // namespace sep::io

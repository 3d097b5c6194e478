// Bodies of json_text.h.
#include "io/json_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace sep::io {
namespace {

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

bool ends_number(char c) {
  return c == ',' || c == ':' || c == '[' || c == ']' || c == '{' || c == '}' || c == '"' ||
         static_cast<unsigned char>(c) <= ' ';
}

/// End of the string or number that begins here; both as far as their length matters.
size_t token_end(std::string_view text, size_t at) {
  if (text[at] != '"') {
    while (at < text.size() && !ends_number(text[at])) ++at;
    return at;
  }
  for (++at; at < text.size() && text[at] != '"'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return std::min(at + 1, text.size());
}

}  // namespace

LineColumn line_column(std::string_view text, size_t byte) {
  LineColumn place;
  for (const char c : text.substr(0, byte)) {
    if (c == '\n')
      place = {place.line + 1, 1};
    else if (!continues_character(c))
      ++place.column;
  }
  return place;
}

Result<void> refuse_long_tokens(std::string_view text, const std::string& source, LongTokens which) {
  for (size_t i = 0; i < text.size();) {
    if (text[i] != '"' && ends_number(text[i])) {
      ++i;
      continue;
    }
    const size_t end = token_end(text, i);
    const bool counts = text[i] != '"' || which == LongTokens::numbers_and_strings;
    if (counts && end - i > kMaxJsonToken) {
      const LineColumn place = line_column(text, i);
      return fail(fmt::format("{}, line {}, column {}: this {} is longer than {} bytes.", source, place.line,
                              place.column, text[i] == '"' ? "text" : "number", kMaxJsonToken));
    }
    i = end;
  }
  return {};
}

std::string json_reason(const std::string& what) {
  constexpr size_t kMost = 160;
  const size_t column = what.find("column ");
  const size_t colon = column == std::string::npos ? std::string::npos : what.find(": ", column);
  const size_t bracket = what.find("] ");
  const size_t start = colon != std::string::npos     ? colon + 2
                       : bracket != std::string::npos ? bracket + 2
                                                      : 0;
  if (what.size() - start <= kMost) return what.substr(start);
  size_t end = start + kMost;
  while (end > start && continues_character(what[end])) --end;
  return what.substr(start, end - start) + "…";
}

}  // namespace sep::io

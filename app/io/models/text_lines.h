// Lines and fields of a text file of numbers, with their places.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "io/models/text_matrix.h"

namespace sep::io {

/// A line without its comment.
struct TextLine {
  std::string_view text;
  std::string_view comment;  ///< after # or %
  size_t number = 0;         ///< from 1
};

/// Takes the next line off rest (LF, CR LF or CR). False at the end.
bool next_line(std::string_view& rest, TextLine& line);

struct TextField {
  std::string_view text;
  size_t column = 1;  ///< in characters, from 1
};

/// Fields of one line, blanks trimmed and quotes removed, at most limit + 1 of them. One empty field at the
/// end is dropped (spreadsheets leave it).
void split_fields(std::string_view line, const TextStyle& style, size_t limit,
                  std::vector<TextField>& fields);

inline bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\v' || c == '\f'; }
inline bool all_blank(std::string_view text) {
  size_t i = 0;
  while (i < text.size() && is_blank(text[i])) ++i;
  return i == text.size();
}

/// Column in characters of a byte in a line, from 1.
size_t column_of(std::string_view line, size_t byte);

/// A number with point or comma, a sign (also −), nan, inf, or a fraction a/b. Error: why not, as the end of
/// a sentence.
Result<double> parse_number(std::string_view text, bool decimal_comma);

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace sep::io

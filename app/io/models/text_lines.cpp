// Bodies of text_lines.h.
#include "io/models/text_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "io/models/bytes.h"

namespace sep::io {

namespace {

constexpr std::string_view kMinus = "\xE2\x88\x92";

std::string_view trimmed(std::string_view text, size_t& start) {
  while (!text.empty() && is_blank(text.front())) {
    text.remove_prefix(1);
    ++start;
  }
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
    ++start;
    return trimmed(text.substr(1, text.size() - 2), start);
  }
  return text;
}

char character_of(Separator separator) {
  return separator == Separator::tab ? '\t' : separator == Separator::comma ? ',' : ';';
}

/// End of the field that begins at start: the separator outside quotes, or the end. A comma between two
/// digits is no separator when it is decimal.
size_t field_end(std::string_view line, size_t start, const TextStyle& style) {
  const char separator = character_of(style.separator);
  bool in_quotes = false;
  for (size_t i = start; i < line.size(); ++i) {
    if (line[i] == '"') in_quotes = !in_quotes;
    if (in_quotes || line[i] != separator) continue;
    const bool tight = i > 0 && is_digit(line[i - 1]) && i + 1 < line.size() && is_digit(line[i + 1]);
    if (separator == ',' && style.decimal_comma && tight) continue;
    return i;
  }
  return line.size();
}

void split_blanks(std::string_view line, size_t limit, std::vector<TextField>& fields) {
  size_t i = 0;
  while (i < line.size() && fields.size() <= limit) {
    while (i < line.size() && is_blank(line[i])) ++i;
    size_t start = i;
    while (i < line.size() && !is_blank(line[i])) ++i;
    if (i == start) break;
    const std::string_view text = trimmed(line.substr(start, i - start), start);
    fields.push_back({text, start});
  }
}

bool is_zero_mantissa(std::string_view text) {
  const size_t end = text.find_first_of("eE");
  return text.substr(0, end).find_first_of("123456789") == std::string_view::npos;
}

Result<double> plain_number(std::string_view text) {
  const bool negative = text.starts_with('-') || text.starts_with(kMinus);
  if (text.starts_with(kMinus))
    text.remove_prefix(kMinus.size());
  else if (negative || text.starts_with('+'))
    text.remove_prefix(1);
  double value = 0;
  const char* end = text.data() + text.size();
  const bool starts_well = !text.empty() && text.front() != '-';
  const auto [at, problem] = std::from_chars(text.data(), end, value);
  if (!starts_well || problem == std::errc::invalid_argument || at != end) return fail("is not a number");
  if (problem == std::errc::result_out_of_range) {
    const size_t exponent = text.find_first_of("eE");
    const bool tiny =
        is_zero_mantissa(text) || (exponent != std::string_view::npos && text.substr(exponent + 1, 1) == "-");
    const bool tiny_point =
        exponent == std::string_view::npos && (text.starts_with("0") || text.starts_with("."));
    if (!tiny && !tiny_point) return fail("is too large: numbers go from -3.4e38 to 3.4e38");
    value = 0;
  }
  if (std::isfinite(value) && value >= 3.4028235677973366e38) {
    return fail("is too large: numbers go from -3.4e38 to 3.4e38");
  }
  return negative ? -value : value;
}

}  // namespace

bool next_line(std::string_view& rest, TextLine& line) {
  if (rest.empty()) return false;
  // Plain loops: find_first_of is several times slower, and files may have tens of megabytes.
  size_t end = 0;
  while (end < rest.size() && rest[end] != '\n' && rest[end] != '\r') ++end;
  const std::string_view text = rest.substr(0, end);
  rest.remove_prefix(end);
  if (rest.starts_with("\r\n"))
    rest.remove_prefix(2);
  else if (!rest.empty())
    rest.remove_prefix(1);
  size_t comment = 0;
  while (comment < text.size() && text[comment] != '#' && text[comment] != '%') ++comment;
  line.comment = comment == text.size() ? std::string_view() : text.substr(comment + 1);
  line.text = text.substr(0, comment);
  ++line.number;
  return true;
}

size_t column_of(std::string_view line, size_t byte) {
  const std::string_view before = line.substr(0, byte);
  return 1 + static_cast<size_t>(std::count_if(before.begin(), before.end(), [](char c) {
           return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
         }));
}

void split_fields(std::string_view line, const TextStyle& style, size_t limit,
                  std::vector<TextField>& fields) {
  fields.clear();
  if (style.separator == Separator::space) {
    split_blanks(line, limit, fields);
  } else {
    for (size_t i = 0; i <= line.size() && fields.size() <= limit;) {
      const size_t end = field_end(line, i, style);
      size_t start = i;
      const std::string_view text = trimmed(line.substr(i, end - i), start);
      fields.push_back({text, start});
      i = end + 1;
    }
    if (fields.size() > 1 && fields.size() <= limit && fields.back().text.empty()) fields.pop_back();
  }
  // Columns are counted once, in one walk over the line.
  size_t byte = 0, column = 1;
  for (TextField& field : fields) {
    column += column_of(line.substr(byte), field.column - byte) - 1;
    byte = field.column;
    field.column = column;
  }
}

Result<double> parse_number(std::string_view text, bool decimal_comma) {
  std::string with_point;
  if (decimal_comma && text.find(',') != std::string_view::npos) {
    with_point = text;
    std::replace(with_point.begin(), with_point.end(), ',', '.');
    text = with_point;
  }
  const size_t slash = text.find('/');
  if (slash == std::string_view::npos) return plain_number(text);
  const Result<double> top = plain_number(text.substr(0, slash));
  const Result<double> bottom = plain_number(text.substr(slash + 1));
  if (!top || !bottom) return fail("is not a number");
  if (*bottom == 0) return fail("divides by zero");
  return *top / *bottom;
}

}  // namespace sep::io

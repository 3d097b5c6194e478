// Bodies of json_events.h. The exceptions of nlohmann-json end here.
#include "io/models/json_events.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>

namespace sep::io {

namespace {

/// Of "[json.exception…] parse error at line 3, column 5: syntax error …" what stands after the place.
std::string reason_in(const std::string& what) {
  const size_t column = what.find("column ");
  const size_t colon = column == std::string::npos ? std::string::npos : what.find(": ", column);
  const size_t bracket = what.find("] ");
  const size_t start = colon != std::string::npos     ? colon + 2
                       : bracket != std::string::npos ? bracket + 2
                                                      : 0;
  return clean_text(std::string_view(what).substr(start), 120);
}

}  // namespace

bool JsonEvents::parse_error(size_t position, const std::string&, const nlohmann::json::exception& problem) {
  bad_byte_ = std::max<size_t>(position, 1);
  return complain(fmt::format("this is not valid JSON ({})", reason_in(problem.what())));
}

LineColumn line_column(std::string_view text, size_t byte) {
  LineColumn place;
  for (const char c : text.substr(0, byte)) {
    if (c == '\n')
      place = {place.line + 1, 1};
    else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U)
      ++place.column;
  }
  return place;
}

Result<void> run_json(std::string_view text, const std::string& source, JsonEvents& events) {
  try {
    if (nlohmann::json::sax_parse(text.begin(), text.end(), &events)) return {};
  } catch (const nlohmann::json::exception& problem) {
    return fail(fmt::format("{}: this is not valid JSON ({}).", source, reason_in(problem.what())));
  }
  if (events.bad_byte() == 0) return fail(fmt::format("{}: {}.", source, events.complaint()));
  const LineColumn place = line_column(text, events.bad_byte() - 1);
  return fail(
      fmt::format("{}, line {}, column {}: {}.", source, place.line, place.column, events.complaint()));
}

}  // namespace sep::io

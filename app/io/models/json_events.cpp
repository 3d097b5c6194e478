// Bodies of json_events.h. The exceptions of nlohmann-json end here.
#include "io/models/json_events.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>

namespace sep::io {

namespace {

std::string reason_in(const std::string& what) { return clean_text(json_reason(what), 120); }

}  // namespace

bool JsonEvents::parse_error(size_t position, const std::string&, const nlohmann::json::exception& problem) {
  bad_byte_ = std::max<size_t>(position, 1);
  return complain(fmt::format("this is not valid JSON ({})", reason_in(problem.what())));
}

Result<void> run_json(std::string_view text, const std::string& source, JsonEvents& events) {
  if (auto fine = refuse_long_tokens(text, source, LongTokens::numbers); !fine) return fine;
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

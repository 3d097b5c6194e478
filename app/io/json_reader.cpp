// Bodies of json_reader.h. The exceptions of nlohmann-json end here.
#include "io/json_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace sep::io {

namespace {

constexpr int kMaxDepth = 32;
constexpr size_t kMaxKeys =
    256;  // nlohmann's ordered object looks keys up one by one: many would take for ever.

struct Place {
  size_t line = 1, column = 1;
};

Place place_of(const std::string& text, size_t byte) {
  Place place;
  for (size_t i = 0; i < std::min(byte, text.size()); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == '\n') {
      ++place.line;
      place.column = 1;
    } else if ((c & 0xC0U) != 0x80U) {  // Bytes that continue a UTF-8 character take no column.
      ++place.column;
    }
  }
  return place;
}

/// Of "[json.exception…] parse error at line 3, column 5: syntax error …" what stands after the place.
std::string reason_in(const std::string& what) {
  const size_t column = what.find("column ");
  const size_t colon = column == std::string::npos ? std::string::npos : what.find(": ", column);
  if (colon != std::string::npos) return what.substr(colon + 2);
  const size_t bracket = what.find("] ");
  return bracket == std::string::npos ? what : what.substr(bracket + 2);
}

/// Thrown out of the parser's callback, caught below.
struct Stop {
  std::string message;
};

/// Refuses deep nesting and doubled keys while the parser runs.
struct Guard {
  std::vector<std::set<std::string>> keys{};

  bool operator()(int depth, Json::parse_event_t event, Json& parsed) {
    if (depth > kMaxDepth) throw Stop{fmt::format("brackets are nested deeper than {} levels", kMaxDepth)};
    if (event == Json::parse_event_t::object_start) keys.emplace_back();
    if (event == Json::parse_event_t::object_end) keys.pop_back();
    if (event == Json::parse_event_t::key && keys.back().size() == kMaxKeys) {
      throw Stop{fmt::format("one object has more than {} keys", kMaxKeys)};
    }
    if (event == Json::parse_event_t::key && !keys.back().insert(parsed.get<std::string>()).second) {
      throw Stop{fmt::format("the key \"{}\" stands twice in one object", parsed.get<std::string>())};
    }
    return true;
  }
};

size_t distance_of(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t corner = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t change = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
      corner = row[j];
      row[j] = std::min({change, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

std::string list_of(std::span<const std::string_view> words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

}  // namespace

Result<Json> parse_json(const std::string& text, const std::string& source) {
  Guard guard;
  try {
    return Json::parse(text, std::ref(guard));
  } catch (const Stop& stop) {
    return fail(fmt::format("{}: {}.", source, stop.message));
  } catch (const Json::parse_error& error) {
    const Place place = place_of(text, error.byte > 0 ? error.byte - 1 : 0);
    return fail(fmt::format("{}, line {}, column {}: this is not valid JSON ({}).", source, place.line,
                            place.column, reason_in(error.what())));
  } catch (const Json::exception& error) {
    return fail(fmt::format("{}: {}.", source, reason_in(error.what())));
  }
}

std::string shown(const Json& json) {
  if (json.is_object()) return "an object";
  if (json.is_array()) return fmt::format("a list of {}", json.size());
  std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return text.size() > 60 ? text.substr(0, 57) + "…" : text;
}

std::string suggestion(std::string_view word, std::span<const std::string_view> known) {
  if (word.size() > 40) return "";
  std::string_view best;
  size_t best_distance = std::max<size_t>(1, word.size() / 3) + 1;
  for (const std::string_view candidate : known) {
    const size_t distance = distance_of(word, candidate);
    if (distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best.empty() ? "" : fmt::format(" (did you mean \"{}\"?)", best);
}

void JsonReader::complain(const std::string& path, const std::string& text) {
  if (!message_.empty()) return;
  message_ =
      path.empty() ? fmt::format("{}: {}.", source_, text) : fmt::format("{}: {} {}.", source_, path, text);
}

bool JsonReader::object(const Json& json, const std::string& path,
                        std::initializer_list<std::string_view> known) {
  if (!json.is_object()) {
    complain(path.empty() ? "the file" : path,
             fmt::format("is {}: it must be an object with any of the keys {}", shown(json),
                         list_of(std::span(known))));
    return false;
  }
  for (const auto& [key, value] : json.items()) {
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      complain("", fmt::format("unknown key \"{}\"{}{}; known are {}", key,
                               path.empty() ? "" : fmt::format(" in {}", path),
                               suggestion(key, std::span(known)), list_of(std::span(known))));
      return false;
    }
  }
  return ok();
}

void JsonReader::whole(const Json& json, const std::string& path, int64_t low, int64_t high, int64_t& out) {
  const auto range = [&] {
    return fmt::format("is {}: it must be a whole number from {} to {}", shown(json), low, high);
  };
  if (!json.is_number()) return complain(path, range());
  const double value = json.get<double>();
  if (value != std::floor(value) || value < static_cast<double>(low) || value > static_cast<double>(high)) {
    return complain(path, range());
  }
  out = static_cast<int64_t>(value);
}

void JsonReader::number(const Json& json, const std::string& path, double low, double high, double& out) {
  if (!json.is_number() || !(json.get<double>() >= low && json.get<double>() <= high)) {
    return complain(path, fmt::format("is {}: it must be a number from {} to {}", shown(json), low, high));
  }
  out = json.get<double>();
}

void JsonReader::text(const Json& json, const std::string& path, std::string& out) {
  if (!json.is_string())
    return complain(path, fmt::format("is {}: it must be a text in quotes", shown(json)));
  out = json.get<std::string>();
}

void JsonReader::word(const Json& json, const std::string& path, std::span<const std::string_view> words,
                      size_t& out) {
  const std::string given = json.is_string() ? json.get<std::string>() : std::string();
  const auto it = std::find(words.begin(), words.end(), given);
  if (!json.is_string() || it == words.end()) {
    return complain(path, fmt::format("is {}{}: it must be one of {}", shown(json), suggestion(given, words),
                                      list_of(words)));
  }
  out = static_cast<size_t>(it - words.begin());
}

void JsonReader::value(const Json& json, const std::string& path, bool single, double& out) {
  if (json.is_string()) {
    const std::string given = json.get<std::string>();
    if (given == "nan")
      out = NAN;
    else if (given == "inf")
      out = INFINITY;
    else if (given == "-inf")
      out = -INFINITY;
    else
      complain(path, fmt::format("is {}: it must be a number", shown(json)));
    return;
  }
  if (!json.is_number()) return complain(path, fmt::format("is {}: it must be a number", shown(json)));
  const double given = json.get<double>();
  if (single && std::isinf(static_cast<float>(given))) {
    return complain(path, fmt::format("is {}: it must be a number from -3.4e38 to 3.4e38", shown(json)));
  }
  out = given;
}

void JsonReader::pair(const Json& json, const std::string& path, int low, int high, int& h, int& w) {
  if (json.is_array() && json.size() == 2) {
    whole_as(json[0], path + "[0]", low, high, h);
    whole_as(json[1], path + "[1]", low, high, w);
    return;
  }
  if (!json.is_number()) {
    return complain(path,
                    fmt::format("is {}: it must be a whole number from {} to {}, or two of them in a list "
                                "[height, width]",
                                shown(json), low, high));
  }
  whole_as(json, path, low, high, h);
  w = h;
}

}  // namespace sep::io

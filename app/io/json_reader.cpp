// Bodies of json_reader.h: checks on what was parsed (json_parse.cpp).
#include "io/json_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/clean_text.h"

namespace sep::io {

namespace {

constexpr size_t kMostShown = 60;  // bytes of what a file holds, in a sentence

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

std::string shown(const Json& json) {
  if (json.is_object()) return "an object";
  if (json.is_array()) return fmt::format("a list of {}", json.size());
  return clean_text(json.dump(-1, ' ', false, Json::error_handler_t::replace), kMostShown);
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
      complain("", fmt::format("unknown key \"{}\"{}{}; known are {}", clean_text(key, kMostShown),
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

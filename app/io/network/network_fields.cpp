// The half of NetworkReader that knows no key: values, words and lists, each complaint with its line.
#include <fmt/format.h>

#include <algorithm>

#include "io/network/json_lines.h"
#include "io/network/network_reader.h"

namespace sep::io {

namespace {

constexpr size_t kMaxText = 600, kMaxKey = 60;

}  // namespace

void NetworkReader::complain(const std::string& path, const std::string& text) {
  if (!message_.empty()) return;
  JsonReader reader(source_);
  reader.complain(path, text);
  keep(reader, path);
}

void NetworkReader::keep(const JsonReader& reader, const std::string& path) {
  if (reader.ok() || !message_.empty()) return;
  // The reader begins with the source: the line belongs right behind it.
  message_ = fmt::format("{}, line {}{}", source_, line_of(text_, path),
                         reader.error().message.substr(source_.size()));
}

bool NetworkReader::object(const Json& json, const std::string& path, Keys known) {
  if (!message_.empty()) return false;
  std::string place = path;
  if (json.is_object()) {
    for (const auto& [key, value] : json.items()) {
      if (std::find(known.begin(), known.end(), key) != known.end()) continue;
      if (key.size() > kMaxKey) {
        complain(path, fmt::format("{} a key of {} bytes that is not known",
                                   path.empty() ? "the file has" : "has", key.size()));
        return false;
      }
      place = path_of(path, key.c_str());
      break;
    }
  }
  JsonReader reader(source_);
  const bool fine = reader.object(json, path, known);
  keep(reader, place);
  return fine;
}

void NetworkReader::field(const Json& json, const std::string& path, const char* key, const Field& read) {
  const Json* value = find(json, key);
  if (value == nullptr || !message_.empty()) return;
  JsonReader reader(source_);
  read(reader, *value);
  keep(reader, path_of(path, key));
}

void NetworkReader::text(const Json& json, const std::string& path, const char* key, std::string& out) {
  if (const Json* value = find(json, key); value != nullptr) text_of(*value, path_of(path, key), out);
}

void NetworkReader::text_of(const Json& value, const std::string& path, std::string& out) {
  if (!message_.empty()) return;
  JsonReader reader(source_);
  reader.text(value, path, out);
  if (out.size() > kMaxText) reader.complain(path, fmt::format("is longer than {} bytes", kMaxText));
  if (std::any_of(out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; })) {
    reader.complain(path, "holds a line break or another control character");
  }
  keep(reader, path);
}

void NetworkReader::whole(const Json& json, const std::string& path, const char* key, int64_t low,
                          int64_t high, int& out) {
  field(json, path, key,
        [&](JsonReader& r, const Json& v) { r.whole_as(v, path_of(path, key), low, high, out); });
}

void NetworkReader::yes_or_no(const Json& json, const std::string& path, const char* key, bool& out) {
  field(json, path, key, [&](JsonReader& r, const Json& v) {
    if (v.is_boolean())
      out = v.get<bool>();
    else
      r.complain(path_of(path, key), fmt::format("is {}: it must be true or false", shown(v)));
  });
}

void NetworkReader::pair(const Json& json, const std::string& path, const char* key, int high, Size2& out) {
  field(json, path, key,
        [&](JsonReader& r, const Json& v) { r.pair(v, path_of(path, key), 1, high, out.h, out.w); });
}

void NetworkReader::required(const Json& json, const std::string& path, Keys keys) {
  for (const std::string_view key : keys) {
    if (find(json, std::string(key).c_str()) == nullptr) {
      return complain(path, fmt::format("{} the key \"{}\"", path.empty() ? "the file lacks" : "lacks", key));
    }
  }
}

const Json* NetworkReader::list(const Json& json, const char* key, size_t most) {
  const Json* items = find(json, key);
  if (items == nullptr || !message_.empty()) return nullptr;
  if (!items->is_array() || items->size() > most) {
    complain(key, fmt::format("is {}: it must be a list of at most {}", shown(*items), most));
    return nullptr;
  }
  return items;
}

}  // namespace sep::io

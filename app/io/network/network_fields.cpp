// The half of NetworkReader that knows no key: values, words and lists, each complaint with its line.
#include <fmt/format.h>

#include <algorithm>

#include "io/network/network_reader.h"

namespace sep::io {

namespace {

constexpr size_t kMaxText = 600;

}  // namespace

void NetworkReader::complain(const std::string& path, const std::string& text) {
  if (!message_.empty()) return;
  JsonReader reader(fmt::format("{}, line {}", source_, lines_.line_of(path)));
  reader.complain(path, text);
  message_ = reader.error().message;
}

bool NetworkReader::object(const Json& json, const std::string& path, Words known) {
  if (!message_.empty()) return false;
  std::string place = path;
  if (json.is_object()) {
    for (const auto& [key, value] : json.items()) {
      if (std::find(known.begin(), known.end(), key) != known.end()) continue;
      place = path_of(path, key.c_str());
      break;
    }
  }
  JsonReader reader(fmt::format("{}, line {}", source_, lines_.line_of(place)));
  if (reader.object(json, path, known)) return true;
  message_ = reader.error().message;
  return false;
}

void NetworkReader::field(const Json& json, const std::string& path, const char* key, const Field& read) {
  const Json* value = find(json, key);
  if (value == nullptr || !message_.empty()) return;
  JsonReader reader(fmt::format("{}, line {}", source_, lines_.line_of(path_of(path, key))));
  read(reader, *value);
  if (!reader.ok()) message_ = reader.error().message;
}

void NetworkReader::text(const Json& json, const std::string& path, const char* key, std::string& out) {
  field(json, path, key, [&](JsonReader& r, const Json& v) {
    const std::string place = path_of(path, key);
    r.text(v, place, out);
    if (out.size() > kMaxText) r.complain(place, fmt::format("is longer than {} bytes", kMaxText));
    for (const char c : out) {
      if (static_cast<unsigned char>(c) < 0x20) r.complain(place, "holds a line break or another control character");
    }
  });
}

void NetworkReader::whole(const Json& json, const std::string& path, const char* key, int64_t low, int64_t high, int& out) {
  field(json, path, key, [&](JsonReader& r, const Json& v) { r.whole_as(v, path_of(path, key), low, high, out); });
}

void NetworkReader::yes_or_no(const Json& json, const std::string& path, const char* key, bool& out) {
  field(json, path, key, [&](JsonReader& r, const Json& v) {
    if (v.is_boolean()) out = v.get<bool>();
    else r.complain(path_of(path, key), fmt::format("is {}: it must be true or false", shown(v)));
  });
}

void NetworkReader::pair(const Json& json, const std::string& path, const char* key, int high, Size2& out) {
  field(json, path, key, [&](JsonReader& r, const Json& v) { r.pair(v, path_of(path, key), 1, high, out.h, out.w); });
}

void NetworkReader::required(const Json& json, const std::string& path, Words keys) {
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

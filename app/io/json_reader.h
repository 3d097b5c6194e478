// Reads fields of a JSON object into plain values and keeps the first thing that is wrong, as a sentence that
// names the key's path, what stands there and what may. Inner header of this room: the only ones that see
// nlohmann-json.
#pragma once

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"

namespace sep::io {

using Json = nlohmann::ordered_json;

/// Parses text. source names it in messages. Errors: syntax (line and column), a key that appears twice,
/// nesting deeper than 32, numbers that no double can hold, values that take more memory than such a file
/// may.
Result<Json> parse_json(const std::string& text, const std::string& source);

class JsonReader {
 public:
  /// source names the text in messages.
  explicit JsonReader(std::string source) : source_(std::move(source)) {}

  bool ok() const { return message_.empty(); }
  Error error() const { return Error{message_}; }
  /// Keeps the sentence "source: path text" unless one is kept already.
  void complain(const std::string& path, const std::string& text);

  /// False (and a complaint) unless it is an object whose keys are all among known.
  bool object(const Json& json, const std::string& path, std::initializer_list<std::string_view> known);

  // Each of these leaves out as it is when the value does not serve.
  void whole(const Json& json, const std::string& path, int64_t low, int64_t high, int64_t& out);
  void number(const Json& json, const std::string& path, double low, double high, double& out);
  void text(const Json& json, const std::string& path, std::string& out);
  /// One of the words; out becomes its index.
  void word(const Json& json, const std::string& path, std::span<const std::string_view> words, size_t& out);
  /// A number or the words "nan", "inf", "-inf"; within the range of float32 when single is set.
  void value(const Json& json, const std::string& path, bool single, double& out);

  /// n, or [h, w].
  void pair(const Json& json, const std::string& path, int low, int high, int& h, int& w);

  template <class T>
  void whole_as(const Json& json, const std::string& path, int64_t low, int64_t high, T& out) {
    int64_t wide = out;
    whole(json, path, low, high, wide);
    out = static_cast<T>(wide);
  }

 private:
  std::string source_;
  std::string message_;
};

/// The value of a key, or nullptr.
inline const Json* find(const Json& object, const char* key) {
  const auto it = object.find(key);
  return it == object.end() ? nullptr : &*it;
}

/// What stands there, short enough for a message: 9, "text", a list, …
std::string shown(const Json& json);

/// " (did you mean "kernel"?)" when one of the known words is near, else "".
std::string suggestion(std::string_view word, std::span<const std::string_view> known);

}  // namespace sep::io

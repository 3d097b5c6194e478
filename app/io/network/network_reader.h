// The fields of a network file. Inner header of network_file.cpp.
#pragma once

#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/network.h"
#include "io/json_reader.h"

namespace sep::io {

using Words = std::span<const std::string_view>;
using Keys = std::initializer_list<std::string_view>;
inline constexpr std::string_view kLayerKindWords[]{"convolution", "separable", "inverted_residual", "pool",
                                                    "fully_connected"};
inline constexpr std::string_view kBatchNormWords[]{"none", "each", "last"};
inline constexpr std::string_view kScalingWords[]{"scales", "grows", "fixed"};
inline constexpr std::string_view kWidthRuleWords[]{"floor", "multiple_of_8"};
inline constexpr std::string_view kQuantityWords[]{"multiplications", "parameters"};
inline constexpr std::string_view kCountsWords[]{"all", "convolutions", "weights"};
inline constexpr std::string_view kPathWords[]{"separable", "standard"};

/// Reads one parsed file; the first thing that is wrong ends it, with its line.
class NetworkReader {
 public:
  /// text is what json was parsed from; source names it in messages.
  NetworkReader(const std::string& text, std::string source) : text_(text), source_(std::move(source)) {}
  Result<Network> read(const Json& json);

 private:
  using Field = std::function<void(JsonReader&, const Json&)>;

  /// False, and the message kept, unless json is an object with known keys only; the unknown key's line is
  /// named.
  bool object(const Json& json, const std::string& path, Keys known);
  /// Hands the key's value, when it is there, to read; a complaint carries the value's line.
  void field(const Json& json, const std::string& path, const char* key, const Field& read);
  void complain(const std::string& path, const std::string& text);
  /// Keeps a reader's complaint, the line of this path put into it.
  void keep(const JsonReader& reader, const std::string& path);

  void text(const Json& json, const std::string& path, const char* key, std::string& out);
  void text_of(const Json& value, const std::string& path, std::string& out);
  void whole(const Json& json, const std::string& path, const char* key, int64_t low, int64_t high, int& out);
  void yes_or_no(const Json& json, const std::string& path, const char* key, bool& out);
  void pair(const Json& json, const std::string& path, const char* key, int high, Size2& out);
  template <class Enum>
  void word(const Json& json, const std::string& path, const char* key, Words words, Enum& out) {
    auto index = static_cast<size_t>(out);
    field(json, path, key,
          [&](JsonReader& r, const Json& v) { r.word(v, path_of(path, key), words, index); });
    out = static_cast<Enum>(index);
  }
  void required(const Json& json, const std::string& path, Keys keys);
  /// The array under a key with 0…most elements, or nullptr.
  const Json* list(const Json& json, const char* key, size_t most);

  void version(const Json& json);
  void input(const Json& json);
  /// object() with the keys that a row of this kind may have.
  bool row_object(const Json& json, const std::string& path, LayerKind kind);
  void stages_of(const Json& json, const std::string& path, NetworkRow& row);
  void padding(const Json& json, const std::string& path, NetworkRow& row);
  void defaults(const Json& json);
  void row(const Json& json, const std::string& path);
  void figure(const Json& json, const std::string& path);
  void path_word(const Json& json, const std::string& path, const char* key, PathId& out);

  static std::string path_of(const std::string& path, const char* key) {
    return path.empty() ? std::string(key) : path + "." + key;
  }

  const std::string& text_;
  std::string source_;
  std::string message_;
  NetworkRow default_row_;
  Network network_;
};

}  // namespace sep::io

// What the two JSON formats of this folder share: events of nlohmann's parser instead of a tree, so that
// memory stays bounded, and places for messages.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "io/json_text.h"
#include "io/models/bytes.h"

namespace sep::io {

/// Base of the two readers: keeps the first complaint; returning false stops the parser.
class JsonEvents : public nlohmann::json_sax<nlohmann::json> {
 public:
  const std::string& complaint() const { return complaint_; }
  /// Byte of a syntax error; 0 when the complaint is of another kind.
  size_t bad_byte() const { return bad_byte_; }

  bool parse_error(size_t position, const std::string&, const nlohmann::json::exception& problem) override;
  bool binary(binary_t&) override { return complain("binary data stands where a number should"); }

 protected:
  bool complain(std::string text) {
    if (complaint_.empty()) complaint_ = std::move(text);
    return false;
  }

 private:
  std::string complaint_;
  size_t bad_byte_ = 0;
};

/// Runs the parser and makes the sentence. Errors: syntax with line and column, or the reader's complaint.
Result<void> run_json(std::string_view text, const std::string& source, JsonEvents& events);

}  // namespace sep::io

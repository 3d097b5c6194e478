// A cursor over protobuf's wire format in a ByteSource, with one buffer and a kept complaint.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/models/bytes.h"

namespace sep::io {

class WireCursor {
 public:
  explicit WireCursor(const ByteSource& source) : source_(source), buffer_(65536) {}

  bool ok() const { return complaint_.empty(); }
  const std::string& complaint() const { return complaint_; }
  int64_t position() const { return position_; }

  /// Each returns false, and complains once, when the bytes do not serve. end: where the enclosing message
  /// ends.
  bool varint(uint64_t& value, int64_t end);
  bool length(int64_t& value, int64_t end);
  bool copy(int64_t bytes, std::string& out);
  void skip(int64_t bytes) { position_ += bytes; }
  bool complain(const std::string& reason);
  bool complain_at(int64_t byte, const std::string& reason);

 private:
  bool byte(uint8_t& value);

  const ByteSource& source_;
  std::vector<char> buffer_;
  int64_t buffer_start_ = 0, buffer_bytes_ = 0, position_ = 0;
  std::string complaint_;
};

void append_varint(uint64_t value, std::string& out);

}  // namespace sep::io

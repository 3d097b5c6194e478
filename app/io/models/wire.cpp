// Bodies of wire.h.
#include "io/models/wire.h"

#include <fmt/format.h>

#include <algorithm>

namespace sep::io {

bool WireCursor::complain_at(int64_t byte, const std::string& reason) {
  if (complaint_.empty()) complaint_ = fmt::format("{}, byte {}: {}.", source_.name(), byte, reason);
  return false;
}

bool WireCursor::complain(const std::string& reason) { return complain_at(position_, reason); }

bool WireCursor::byte(uint8_t& value) {
  if (position_ < buffer_start_ || position_ >= buffer_start_ + buffer_bytes_) {
    const int64_t bytes = std::min<int64_t>(static_cast<int64_t>(buffer_.size()), source_.size() - position_);
    if (bytes <= 0) return complain("the file ends in the middle of a number");
    const Result<void> read = source_.read(position_, {buffer_.data(), static_cast<size_t>(bytes)});
    if (!read) {
      if (complaint_.empty()) complaint_ = read.error().message;
      return false;
    }
    buffer_start_ = position_;
    buffer_bytes_ = bytes;
  }
  value = static_cast<uint8_t>(buffer_[static_cast<size_t>(position_ - buffer_start_)]);
  ++position_;
  return true;
}

bool WireCursor::varint(uint64_t& value, int64_t end) {
  value = 0;
  const int64_t start = position_;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    uint8_t next = 0;
    if (position_ >= end) return complain_at(start, "a number runs past the end of its part");
    if (!byte(next)) return false;
    value |= static_cast<uint64_t>(next & 0x7FU) << shift;
    if ((next & 0x80U) == 0) return true;
  }
  return complain_at(start, "a number has more than 10 bytes");
}

bool WireCursor::length(int64_t& value, int64_t end) {
  const int64_t start = position_;
  uint64_t wide = 0;
  if (!varint(wide, end)) return false;
  if (wide > static_cast<uint64_t>(end - position_)) {
    return complain_at(
        start, fmt::format("a part of {} bytes is announced where {} are left", wide, end - position_));
  }
  value = static_cast<int64_t>(wide);
  return true;
}

bool WireCursor::copy(int64_t bytes, std::string& out) {
  const size_t before = out.size();
  out.resize(before + static_cast<size_t>(bytes));
  const int64_t in_buffer = position_ - buffer_start_;
  if (in_buffer >= 0 && in_buffer + bytes <= buffer_bytes_) {
    std::copy_n(buffer_.begin() + in_buffer, bytes, out.begin() + static_cast<int64_t>(before));
  } else if (const auto read = source_.read(position_, {out.data() + before, static_cast<size_t>(bytes)});
             !read) {
    if (complaint_.empty()) complaint_ = read.error().message;
    return false;
  }
  position_ += bytes;
  return true;
}

void append_varint(uint64_t value, std::string& out) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>((value & 0x7FU) | 0x80U));
    value >>= 7U;
  }
  out.push_back(static_cast<char>(value));
}

}  // namespace sep::io

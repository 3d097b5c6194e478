// Reads whole numbers out of bytes; outside the bytes there are zeros and a flag. Inner header of this room.
#pragma once

#include <cstdint>
#include <span>

namespace sep::io {

class BytesView {
 public:
  explicit BytesView(std::span<const uint8_t> bytes) : bytes_(bytes) {}

  size_t size() const { return bytes_.size(); }
  bool holds(size_t at, size_t count) const { return at <= bytes_.size() && count <= bytes_.size() - at; }
  uint32_t u8(size_t at) const { return holds(at, 1) ? bytes_[at] : 0; }
  uint32_t be16(size_t at) const { return u8(at) << 8U | u8(at + 1); }
  uint32_t be32(size_t at) const { return be16(at) << 16U | be16(at + 2); }
  uint32_t le16(size_t at) const { return u8(at) | u8(at + 1) << 8U; }
  uint32_t le32(size_t at) const { return le16(at) | le16(at + 2) << 16U; }
  std::span<const uint8_t> part(size_t at, size_t count) const {
    return holds(at, count) ? bytes_.subspan(at, count) : std::span<const uint8_t>();
  }

 private:
  std::span<const uint8_t> bytes_;
};

}  // namespace sep::io

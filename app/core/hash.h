// Hash of content: equal content, equal key, the same on every machine.
#pragma once

#include <cstdint>
#include <cstring>
#include <vector>

#include "core/conv.h"

namespace sep {

/// FNV-1a over words, with a shift that spreads high bits.
class Hash {
 public:
  Hash& add(uint64_t v) {
    value_ = (value_ ^ v) * 0x100000001B3ULL;
    value_ ^= value_ >> 29;
    return *this;
  }
  Hash& add(const ConvSpec& s) {
    for (const int v :
         {s.c_in, s.c_out, s.group, s.kernel.h, s.kernel.w, s.stride.h, s.stride.w, s.dilation.h,
          s.dilation.w, s.pads.top, s.pads.left, s.pads.bottom, s.pads.right, static_cast<int>(s.border)}) {
      add(static_cast<uint64_t>(v));
    }
    return *this;
  }
  Hash& add(const std::vector<float>& values) {
    add(values.size());
    for (const float value : values) {
      uint32_t bits = 0;
      std::memcpy(&bits, &value, sizeof bits);
      add(bits);
    }
    return *this;
  }
  uint64_t value() const { return value_; }

 private:
  uint64_t value_ = 0xCBF29CE484222325ULL;
};

}  // namespace sep

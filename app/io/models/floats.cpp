// Bodies of floats.h.
#include "io/models/floats.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

namespace sep::io {

float from_bf16(uint16_t bits) { return std::bit_cast<float>(static_cast<uint32_t>(bits) << 16U); }

float from_f16(uint16_t bits) {
  const uint32_t sign = (bits & 0x8000U) << 16U;
  const uint32_t exponent = (bits >> 10U) & 0x1FU;
  const uint32_t fraction = bits & 0x3FFU;
  if (exponent == 31) return std::bit_cast<float>(sign | 0x7F800000U | (fraction << 13U));
  if (exponent > 0) return std::bit_cast<float>(sign | ((exponent + 112) << 23U) | (fraction << 13U));
  const float small = static_cast<float>(fraction) * 0x1p-24F;
  return sign != 0 ? -small : small;
}

namespace {

template <class Stored, class Convert>
Result<void> convert(const ByteSource& source, int64_t offset, int64_t count, std::vector<float>& out,
                     Convert to_float) {
  constexpr int64_t kBlock = 65536;
  std::vector<Stored> block(static_cast<size_t>(std::min(count, kBlock)));
  while (count > 0) {
    const int64_t n = std::min(count, kBlock);
    const auto bytes = static_cast<size_t>(n) * sizeof(Stored);
    if (auto done = source.read(offset, {reinterpret_cast<char*>(block.data()), bytes}); !done) return done;
    for (int64_t i = 0; i < n; ++i) out.push_back(to_float(block[static_cast<size_t>(i)]));
    offset += static_cast<int64_t>(bytes);
    count -= n;
  }
  return {};
}

float narrowed(double value) {
  constexpr double kMost = 3.4028235677973366e38;  // The largest double that rounds to a finite float32.
  if (std::isnan(value)) return std::nanf("");
  if (std::abs(value) >= kMost) return value > 0 ? INFINITY : -INFINITY;
  return static_cast<float>(value);
}

}  // namespace

Result<void> read_floats(const ByteSource& source, int64_t offset, FloatType type, int64_t count,
                         std::vector<float>& out) {
  const size_t before = out.size();
  out.reserve(before + static_cast<size_t>(count));
  switch (type) {
    case FloatType::f16:
      return convert<uint16_t>(source, offset, count, out, from_f16);
    case FloatType::bf16:
      return convert<uint16_t>(source, offset, count, out, from_bf16);
    case FloatType::f64:
      return convert<double>(source, offset, count, out, narrowed);
    case FloatType::f32:
      break;
  }
  out.resize(before + static_cast<size_t>(count));
  return source.read(offset, {reinterpret_cast<char*>(out.data() + before), static_cast<size_t>(count) * 4});
}

bool all_finite(const std::vector<float>& values) {
  return std::all_of(values.begin(), values.end(), [](float value) { return std::isfinite(value); });
}

}  // namespace sep::io

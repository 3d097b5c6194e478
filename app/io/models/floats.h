// Stored numbers to float32. Little-endian files on little-endian machines.
#pragma once

#include <bit>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "io/models/bytes.h"

namespace sep::io {

static_assert(std::endian::native == std::endian::little,
              "the loaders read little-endian files as they lie in memory");

enum class FloatType { f16, bf16, f32, f64 };
constexpr int64_t bytes_of(FloatType type) {
  return type == FloatType::f64 ? 8 : type == FloatType::f32 ? 4 : 2;
}

float from_f16(uint16_t bits);
float from_bf16(uint16_t bits);

/// Appends count numbers that lie at offset. Values beyond float32 become infinite. Error: the source is too
/// short.
Result<void> read_floats(const ByteSource& source, int64_t offset, FloatType type, int64_t count,
                         std::vector<float>& out);

/// Room for decoded weights: what one file may take in memory, however often its layers share a tensor.
class WeightBudget {
 public:
  explicit WeightBudget(int64_t file_bytes) : left_bytes_(2 * file_bytes + 32'000'000) {}
  /// A file beside the model's adds its own.
  void grow(int64_t file_bytes) { left_bytes_ += 2 * file_bytes; }
  /// False when count more floats would be too many.
  bool take(int64_t count) {
    if (count < 0 || count > left_bytes_ / 4) return false;
    left_bytes_ -= 4 * count;
    return true;
  }

 private:
  int64_t left_bytes_;
};

bool all_finite(const std::vector<float>& values);

}  // namespace sep::io

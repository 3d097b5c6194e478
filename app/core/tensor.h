// Shapes and host tensors: row-major [B,C,H,W] without padding. Knows no files and no GL.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

namespace sep {

/// a / b rounded up, for a ≥ 0 and b > 0.
template <std::integral T>
constexpr T ceil_div(T a, std::type_identity_t<T> b) {
  return (a + b - 1) / b;
}

struct Size2 {
  int h = 0;
  int w = 0;
  friend bool operator==(const Size2&, const Size2&) = default;
};

/// [B,C,H,W]; every extent at least 1 in a valid shape.
struct Shape {
  int64_t b = 1;
  int64_t c = 0;
  int64_t h = 0;
  int64_t w = 0;
  friend bool operator==(const Shape&, const Shape&) = default;

  int64_t elements() const { return b * c * h * w; }
  int64_t planes() const { return b * c; }
};

/// "12×12×3" (height × width × channels, as the course notes write it); the batch stands in front when it is
/// not 1.
std::string to_text(const Shape& shape);

/// Float32 values, element [b,c,y,x] at ((b·C + c)·H + y)·W + x.
struct Tensor {
  Shape shape;
  std::vector<float> values;

  int64_t index(int64_t b, int64_t c, int64_t y, int64_t x) const {
    return ((b * shape.c + c) * shape.h + y) * shape.w + x;
  }
  float at(int64_t b, int64_t c, int64_t y, int64_t x) const {
    return values[static_cast<size_t>(index(b, c, y, x))];
  }
};

/// Tensor of zeros.
Tensor make_tensor(const Shape& shape);

}  // namespace sep

// Bodies of tensor.h.
#include "core/tensor.h"

#include <fmt/format.h>

namespace sep {

std::string to_text(const Shape& shape) {
  const std::string chw = fmt::format("{}×{}×{}", shape.h, shape.w, shape.c);
  return shape.b == 1 ? chw : fmt::format("{}×{}", shape.b, chw);
}

Tensor make_tensor(const Shape& shape) {
  return Tensor{shape, std::vector<float>(static_cast<size_t>(shape.elements()), 0.0F)};
}

}  // namespace sep

// NumPy's .npy files (format versions 1 to 3): every real type, either byte order, C or Fortran order; never
// pickles.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/tensor.h"

namespace sep::io {

/// Values in C order, whatever the file's order was.
template <class Real>
struct NpyArray {
  std::vector<int64_t> shape;  ///< empty for a single number
  std::vector<Real> values;
  int64_t not_finite = 0;  ///< how many values are NaN or infinite
};

/// Real is float or double. Error: file, place and reason; sizes are checked against the file before anything
/// is allocated.
template <class Real>
Result<NpyArray<Real>> load_npy(const std::filesystem::path& file);

/// As [B,C,H,W]: the array must have four axes, none of them empty.
Result<Tensor> load_npy_tensor(const std::filesystem::path& file);

/// Header and little-endian float32 values in C order, version 1.0.
std::string npy_header(std::span<const int64_t> shape);
/// A whole file or nothing, like write_file.
Result<void> save_npy(const std::filesystem::path& file, const Tensor& tensor);

/// "(2, 3, 64, 64)", as NumPy writes shapes.
std::string npy_shape_text(std::span<const int64_t> shape);

}  // namespace sep::io

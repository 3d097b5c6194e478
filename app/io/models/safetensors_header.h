// The header of .safetensors, checked: sizes against the file, offsets against sizes, no overlaps.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/models/bytes.h"
#include "io/models/floats.h"

namespace sep::io {

struct TensorEntry {
  std::string name{};
  std::string dtype{};              ///< as written: "F32"
  std::optional<FloatType> type{};  ///< nothing: a type that is not read here
  std::vector<int64_t> shape{};
  int64_t begin = -1, end = -1;  ///< bytes after the header
  int64_t count = 0;
};

struct SafetensorsHeader {
  int64_t data_start = 0;  ///< byte of the file
  std::vector<TensorEntry> tensors{};
};

Result<SafetensorsHeader> read_safetensors_header(const ByteSource& source);

}  // namespace sep::io

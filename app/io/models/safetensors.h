// .safetensors: 8 bytes of header length, a JSON header of tensors, then their bytes. The 4-D ones are
// filters.
#pragma once

#include "io/models/bytes.h"
#include "io/models/model.h"

namespace sep::io {

inline constexpr int64_t kMaxSafetensorsHeader = 16'000'000;
inline constexpr size_t kMaxSafetensors = 100'000;  ///< tensors in one file

/// True when the first bytes can only be such a file's.
bool looks_like_safetensors(std::string_view head, int64_t file_bytes);

/// Errors name the tensor and the byte of the file.
Result<Model> parse_safetensors(const ByteSource& source, const std::string& name);

}  // namespace sep::io

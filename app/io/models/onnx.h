// ONNX models: every 2-D Conv whose weights are stored in the file. Nothing is run, inferred or checked by
// ONNX's library.
#pragma once

#include <filesystem>

#include "io/models/bytes.h"
#include "io/models/model.h"

namespace sep::io {

/// folder: where external data may lie; empty: nowhere. Errors name the node or tensor, and the byte where
/// there is one.
Result<Model> parse_onnx(const ByteSource& source, const std::string& name,
                         const std::filesystem::path& folder);

}  // namespace sep::io

// ONNX models: every 2-D Conv whose weights are stored in the file. Nothing is run, inferred or checked by
// ONNX's library.
#pragma once

#include <filesystem>

#include "io/models/bytes.h"
#include "io/models/model.h"

namespace sep::io {

/// Size of the model's first [B,C,H,W] input: what is wanted, and what was found.
struct OnnxInput {
  int wanted = 0;     ///< height and width whatever the file says; 0: the file's
  int otherwise = 0;  ///< height and width where the file leaves them open; 0: they stay unknown
  Size2 size;         ///< as used; 0×0: unknown
  int channels = 0;
  bool assumed = false;  ///< `otherwise` was used
};

/// folder: where external data may lie; empty: nowhere. Errors name the node or tensor, and the byte where
/// there is one.
Result<Model> parse_onnx(const ByteSource& source, const std::string& name,
                         const std::filesystem::path& folder, OnnxInput* input = nullptr);

}  // namespace sep::io

// ONNX data that lie in a file beside the model: found only inside the model's own folder.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "io/models/bytes.h"

namespace onnx {
class TensorProto;
}

namespace sep::io {

struct ExternalPlace {
  std::string location{};
  int64_t offset = 0;
  int64_t length = -1;  ///< −1: not said
};

/// What a tensor says about its data. where begins the sentence of an error: "'m.onnx', tensor 'w' (byte
/// 12)".
Result<ExternalPlace> external_place(const onnx::TensorProto& tensor, const std::string& where);

/// Opens folder/location. Error: an absolute path, a way out of the folder (".." or a symbolic link), not a
/// regular file.
Result<std::unique_ptr<ByteSource>> open_beside(const std::filesystem::path& folder,
                                                const std::string& location, const std::string& where);

}  // namespace sep::io

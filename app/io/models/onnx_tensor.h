// Numbers of ONNX tensors: from the model's file or from a file beside it, checked against the shape first.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "io/models/floats.h"
#include "io/models/onnx_skeleton.h"

namespace onnx {
class TensorProto;
}

namespace sep::io {

using Floats = std::shared_ptr<const std::vector<float>>;

class OnnxTensors {
 public:
  /// folder: the model's own; empty: external data are refused.
  OnnxTensors(const ByteSource& source, const std::vector<TensorPlace>& places, std::filesystem::path folder)
      : source_(source), places_(places), folder_(std::move(folder)), budget_(source.size()) {}

  /// All numbers as float32, shared between all who ask. Errors name the tensor and its byte.
  Result<Floats> floats(const onnx::TensorProto& tensor);
  /// Bytes that hold its numbers; where they lie beside the model's file, as its shape claims.
  int64_t stored_bytes(const onnx::TensorProto& tensor) const;
  /// Whether all numbers of a tensor that was read are finite.
  bool finite(const onnx::TensorProto& tensor) const;
  /// A tensor of 64-bit whole numbers, at most limit of them.
  Result<std::vector<int64_t>> whole_numbers(const onnx::TensorProto& tensor, int64_t limit);
  /// Takes room for a copy of count floats. Error: too many.
  Result<void> claim(const onnx::TensorProto& tensor, int64_t count);

 private:
  const TensorPlace& place_of(const onnx::TensorProto& tensor) const;
  std::string words(const onnx::TensorProto& tensor) const;
  Result<int64_t> count_of(const onnx::TensorProto& tensor) const;
  Result<void> stored(const onnx::TensorProto& tensor, int64_t count, std::vector<float>& out);
  /// Gives every number of a field to keep; how many there were.
  Result<int64_t> varints(const onnx::TensorProto& tensor, int field,
                          const std::function<void(uint64_t)>& keep) const;
  Result<void> external(const onnx::TensorProto& tensor, FloatType type, int64_t count,
                        std::vector<float>& out);
  Result<const ByteSource*> open_external(const onnx::TensorProto& tensor, const std::string& location);

  const ByteSource& source_;
  const std::vector<TensorPlace>& places_;
  std::filesystem::path folder_;
  WeightBudget budget_;
  struct Read {
    Floats numbers;
    bool finite = true;
  };
  std::map<const onnx::TensorProto*, Read> done_;
  std::map<std::string, std::unique_ptr<ByteSource>> files_;
};

/// "16×3×3×3" from the tensor's dims.
std::string dims_text(const onnx::TensorProto& tensor);

}  // namespace sep::io

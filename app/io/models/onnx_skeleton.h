// First pass over an .onnx file: walks the protobuf's wire format within fixed limits and copies what the
// loader reads (nodes, attributes, shapes, names) into a small message; tensor data stay in the file, their
// places are noted. Only the small message meets the protobuf parser, so that neither depth, nor counts, nor
// sizes of the file can surprise it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/models/bytes.h"

namespace sep::io {

/// A run of a tensor's data in the file.
struct Segment {
  int field = 0;  ///< of TensorProto: 4 float_data, 5 int32_data, 7 int64_data, 9 raw_data, 10 double_data
  bool packed = false;  ///< length-delimited; else a single number
  int64_t offset = 0;
  int64_t bytes = 0;
};

struct TensorPlace {
  int64_t offset = 0;  ///< of the tensor's message in the file, for messages
  std::vector<Segment> segments{};
};

struct OnnxSkeleton {
  std::string message{};  ///< a ModelProto whose tensors hold, as raw_data, 4 bytes: their index in places
  std::vector<TensorPlace> places{};
  bool has_functions = false;
};

/// Error: not protobuf, cut off, nested deeper than 48 messages, or more nodes and attributes than 48 MB
/// hold.
Result<OnnxSkeleton> read_onnx_skeleton(const ByteSource& source);

/// Whether the first bytes can begin a ModelProto.
bool looks_like_onnx(std::string_view head);

}  // namespace sep::io

// A loaded ONNX model as a whole network: its convolutions as rows, each with the shape that it reads. Knows
// no window.
#pragma once

#include <filesystem>

#include "core/network.h"
#include "io/models/model.h"

namespace sep::io {

inline constexpr int kAssumedSide = 224;  ///< of an input whose size the file leaves open

/// Reads an ONNX file. resolution: square input in pixels; 0: the file's own size, and kAssumedSide where it
/// leaves it open, with a note. A depthwise layer and the pointwise one that it feeds are one separable
/// layer; in a model without any, every larger kernel is made separable. Convolutions whose size stays
/// unknown are left out with a note. Errors: those of load_model; the file is no ONNX model; no size is
/// known.
Result<Network> network_of_model(const std::filesystem::path& file, int resolution = 0);

}  // namespace sep::io

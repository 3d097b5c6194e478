// Attributes of Conv and of pools, read and checked. Inner header.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "core/conv.h"
#include "io/models/model.h"

namespace onnx {
class NodeProto;
}

namespace sep::io {

/// What Conv and the pools share. Nothing: left out in the file.
struct SpatialAttributes {
  std::optional<std::vector<int64_t>> kernel_shape{};
  std::vector<int64_t> strides{1, 1}, dilations{1, 1}, pads{0, 0, 0, 0};
  AutoPad auto_pad = AutoPad::explicit_pads;
  int64_t group = 1;
  bool ceil_mode = false;
};

/// Error: a list of another length than 2 (pads: 4), strides or dilations outside 1…65536, pads outside
/// 0…65536, a group below 1, an auto_pad that ONNX does not have. where begins the sentence: "'m.onnx', node
/// 'conv1'".
Result<SpatialAttributes> spatial_attributes(const onnx::NodeProto& node, const std::string& where);

}  // namespace sep::io

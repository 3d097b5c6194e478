// The one operation: grouped 2-D convolution with ONNX Conv semantics (cross-correlation, no flip).
// Its shape rule, cost, windows and a double-precision reference. Every stage of every path is made of it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/tensor.h"

namespace sep {

/// Cells added around the image, in pixels, in the order of ONNX: top, left, bottom, right.
struct Pads {
  int top = 0;
  int left = 0;
  int bottom = 0;
  int right = 0;
  friend bool operator==(const Pads&, const Pads&) = default;
};

/// What padding cells hold. reflect does not repeat the edge, replicate does, wrap is circular.
enum class Border { zero, replicate, reflect, wrap };

struct ConvSpec {
  int c_in = 1;
  int c_out = 1;
  int group = 1;
  Size2 kernel{1, 1};
  Size2 stride{1, 1};
  Size2 dilation{1, 1};
  Pads pads;
  Border border = Border::zero;
  friend bool operator==(const ConvSpec&, const ConvSpec&) = default;

  int c_in_per_group() const { return c_in / group; }
  int c_out_per_group() const { return c_out / group; }
  /// Number of weights: C_out · (C_in/group) · K_h · K_w.
  int64_t weight_count() const { return int64_t{1} * c_out * (c_in / group) * kernel.h * kernel.w; }
};

/// Pixels that a kernel of k taps spans: (k − 1)·dilation + 1.
inline int span_of(int k, int dilation) { return (k - 1) * dilation + 1; }

inline constexpr int kMaxKernel = 63;
inline constexpr int kMaxStride = 8;
inline constexpr int kMaxDilation = 8;

/// Output shape of ONNX Conv: floor((in + pads − span)/stride) + 1 on each axis. Errors: what is invalid, in
/// words (group does not divide the channels; kernel larger than the padded image; reflect pads not smaller
/// than the image; wrap pads larger than the image).
Result<Shape> output_shape(const ConvSpec& spec, const Shape& in);

/// ONNX SAME_UPPER pads for an input of this size: output is ceil(in/stride), the odd cell goes to the end.
Pads same_pads(Size2 in, Size2 kernel, Size2 stride, Size2 dilation);
/// ONNX SAME_LOWER: the same, but the odd cell goes to the beginning.
Pads same_lower_pads(Size2 in, Size2 kernel, Size2 stride, Size2 dilation);

/// One multiplication per weight per output element, zero padding included (the convention of Wang's article
/// and of the MobileNet paper): B·H'·W'·C_out·(C_in/group)·K_h·K_w.
int64_t multiplications(const ConvSpec& spec, const Shape& out);

/// Where padding position p of an axis of n cells reads: 0…n−1, or −1 for a zero cell. p may lie outside.
int source_index(int p, int n, Border border);

/// Half-open rectangle of positions, in pixels of a stage; may reach outside the image where there is
/// padding.
struct Window {
  int y0 = 0, x0 = 0;  ///< first row and column
  int y1 = 0, x1 = 0;  ///< one past the last
  int step_y = 1,
      step_x = 1;  ///< distance between rows and columns that are really read (dilation), or made (stride)
  friend bool operator==(const Window&, const Window&) = default;
  bool empty() const { return y1 <= y0 || x1 <= x0; }
};

/// Positions of the input (before bordering) that output pixel (y,x) reads.
Window backward_window(const ConvSpec& spec, int y, int x);

/// Output pixels whose backward window holds input pixel (y,x) inside the image, ignoring border copies: all
/// (Y,X) of the window, at its steps. Exact for zero padding. Empty when no output reads it.
Window forward_window(const ConvSpec& spec, Size2 out, int y, int x);

/// First and one past last input channel that output channel c reads.
struct ChannelRange {
  int first = 0;
  int end = 0;
};
ChannelRange input_channels(const ConvSpec& spec, int c_out);
ChannelRange output_channels(const ConvSpec& spec, int c_in);

/// Reference in double precision. values is Σ w·x + bias; magnitude is Σ |w·x| + |bias|, the scale of the
/// error bound |error| ≤ 1e-5·magnitude that every shader must keep.
struct ReferenceOutput {
  Shape shape;
  std::vector<double> values;
  std::vector<double> magnitude;
};

/// x is [B,C_in,H,W], weights [C_out, C_in/group, K_h, K_w], bias empty or C_out values.
/// Errors: those of output_shape, and counts that do not match, both numbers named.
Result<ReferenceOutput> conv_reference(const Tensor& x, std::span<const float> weights,
                                       std::span<const float> bias, const ConvSpec& spec);

}  // namespace sep

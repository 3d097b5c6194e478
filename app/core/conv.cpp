// Bodies of conv.h. The reference is written to be read and trusted, not to be fast.
#include "core/conv.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace sep {
namespace {

/// One axis of a convolution, so that rows and columns share their arithmetic.
struct Axis {
  int64_t in;
  int kernel, stride, dilation, before, after;
  const char* kernel_name;
  const char* image_name;
};

std::string check_axis(const Axis& a, Border border) {
  const int64_t padded = a.in + a.before + a.after;
  const int span = span_of(a.kernel, a.dilation);
  if (span > padded) {
    const std::string spread = a.dilation > 1
                                   ? fmt::format(" (it spans {} pixels at dilation {})", span, a.dilation)
                                   : std::string();
    return fmt::format(
        "the kernel is {} {}{}, larger than the padded image's {} {}: use a smaller kernel or more padding",
        a.kernel, a.kernel_name, spread, padded, a.image_name);
  }
  const int widest = std::max(a.before, a.after);
  if (border == Border::reflect && widest >= a.in) {
    return fmt::format(
        "reflect can add at most {} {} to this image, not {}: reduce the padding or choose another border",
        a.in - 1, a.image_name, widest);
  }
  if (border == Border::wrap && widest > a.in) {
    return fmt::format(
        "wrap can add at most {} {} to this image, not {}: reduce the padding or choose another border", a.in,
        a.image_name, widest);
  }
  return {};
}

std::string check_numbers(const ConvSpec& s) {
  if (s.c_in < 1 || s.c_out < 1 || s.group < 1) return "channels and groups must be at least 1";
  if (s.c_in % s.group != 0 || s.c_out % s.group != 0) {
    return fmt::format("{} groups do not divide {} input and {} output channels: choose a common divisor",
                       s.group, s.c_in, s.c_out);
  }
  if (std::min(s.kernel.h, s.kernel.w) < 1 || std::max(s.kernel.h, s.kernel.w) > kMaxKernel) {
    return fmt::format("a kernel has 1 to {} rows and columns, not {}×{}", kMaxKernel, s.kernel.h,
                       s.kernel.w);
  }
  if (std::min(s.stride.h, s.stride.w) < 1) return "the stride must be at least 1";
  if (std::min(s.dilation.h, s.dilation.w) < 1) return "the dilation must be at least 1";
  if (std::min({s.pads.top, s.pads.left, s.pads.bottom, s.pads.right}) < 0)
    return "padding cannot be negative";
  return {};
}

int64_t extent(int64_t in, int before, int after, int kernel, int stride, int dilation) {
  return (in + before + after - span_of(kernel, dilation)) / stride + 1;
}

void same_axis(int64_t in, int kernel, int stride, int dilation, int& before, int& after) {
  const int64_t out = (in + stride - 1) / stride;
  const int64_t total = std::max<int64_t>(0, (out - 1) * stride + span_of(kernel, dilation) - in);
  before = static_cast<int>(total / 2);
  after = static_cast<int>(total - total / 2);
}

/// Outputs Y with Y·stride − before + i·dilation = p for some tap i: first, one past the last, step. Empty:
/// first = end = 0.
struct Steps {
  int first = 0, end = 0, step = 1;
};
Steps forward_axis(int p, int out, int kernel, int stride, int dilation, int before) {
  const int g = std::gcd(stride, dilation);
  Steps steps{0, 0, dilation / g};
  bool found = false;
  for (int i = kernel - 1; i >= 0; --i) {
    const int64_t top = int64_t{p} + before - int64_t{i} * dilation;
    if (top < 0 || top % stride != 0 || top / stride >= out) continue;
    const int y = static_cast<int>(top / stride);
    if (!found) steps.first = y;
    found = true;
    steps.end = y + 1;
  }
  return steps;
}

}  // namespace

Result<Shape> output_shape(const ConvSpec& s, const Shape& in) {
  if (std::string wrong = check_numbers(s); !wrong.empty()) return fail(std::move(wrong));
  if (in.c != s.c_in)
    return fail(fmt::format("the input has {} channels, the weights expect {}", in.c, s.c_in));
  if (std::min({in.b, in.h, in.w}) < 1) return fail("the input is empty");
  const Axis rows{in.h, s.kernel.h, s.stride.h, s.dilation.h, s.pads.top, s.pads.bottom, "rows high", "rows"};
  const Axis cols{in.w,        s.kernel.w,   s.stride.w,     s.dilation.w,
                  s.pads.left, s.pads.right, "columns wide", "columns"};
  for (const Axis& axis : {rows, cols}) {
    if (std::string wrong = check_axis(axis, s.border); !wrong.empty()) return fail(std::move(wrong));
  }
  return Shape{in.b, s.c_out, extent(in.h, s.pads.top, s.pads.bottom, s.kernel.h, s.stride.h, s.dilation.h),
               extent(in.w, s.pads.left, s.pads.right, s.kernel.w, s.stride.w, s.dilation.w)};
}

Pads same_pads(Size2 in, Size2 kernel, Size2 stride, Size2 dilation) {
  Pads pads;
  same_axis(in.h, kernel.h, stride.h, dilation.h, pads.top, pads.bottom);
  same_axis(in.w, kernel.w, stride.w, dilation.w, pads.left, pads.right);
  return pads;
}

Pads same_lower_pads(Size2 in, Size2 kernel, Size2 stride, Size2 dilation) {
  const Pads upper = same_pads(in, kernel, stride, dilation);
  return {upper.bottom, upper.right, upper.top, upper.left};
}

int64_t multiplications(const ConvSpec& spec, const Shape& out) {
  return out.b * out.h * out.w * out.c * spec.c_in_per_group() * spec.kernel.h * spec.kernel.w;
}

int source_index(int p, int n, Border border) {
  if (p >= 0 && p < n) return p;
  switch (border) {
    case Border::zero:
      return -1;
    case Border::replicate:
      return std::clamp(p, 0, n - 1);
    case Border::wrap:
      return ((p % n) + n) % n;
    case Border::reflect:
      break;
  }
  if (n == 1) return 0;
  const int period = 2 * (n - 1);
  const int q = ((p % period) + period) % period;
  return q < n ? q : period - q;
}

Window backward_window(const ConvSpec& s, int y, int x) {
  const int y0 = y * s.stride.h - s.pads.top;
  const int x0 = x * s.stride.w - s.pads.left;
  return {y0,
          x0,
          y0 + span_of(s.kernel.h, s.dilation.h),
          x0 + span_of(s.kernel.w, s.dilation.w),
          s.dilation.h,
          s.dilation.w};
}

Window forward_window(const ConvSpec& s, Size2 out, int y, int x) {
  const Steps rows = forward_axis(y, out.h, s.kernel.h, s.stride.h, s.dilation.h, s.pads.top);
  const Steps cols = forward_axis(x, out.w, s.kernel.w, s.stride.w, s.dilation.w, s.pads.left);
  return {rows.first, cols.first, rows.end, cols.end, rows.step, cols.step};
}

ChannelRange input_channels(const ConvSpec& spec, int c_out) {
  const int g = c_out / spec.c_out_per_group();
  return {g * spec.c_in_per_group(), (g + 1) * spec.c_in_per_group()};
}

ChannelRange output_channels(const ConvSpec& spec, int c_in) {
  const int g = c_in / spec.c_in_per_group();
  return {g * spec.c_out_per_group(), (g + 1) * spec.c_out_per_group()};
}

namespace {

struct Sum {
  double value = 0, magnitude = 0;
};

Sum one_output(const Tensor& x, std::span<const float> weights, const ConvSpec& s, int64_t b, int co, int oy,
               int ox) {
  Sum sum;
  const ChannelRange in = input_channels(s, co);
  size_t w = static_cast<size_t>(co) * s.c_in_per_group() * s.kernel.h * s.kernel.w;
  for (int ci = in.first; ci < in.end; ++ci) {
    for (int i = 0; i < s.kernel.h; ++i) {
      const int y = source_index(oy * s.stride.h - s.pads.top + i * s.dilation.h, static_cast<int>(x.shape.h),
                                 s.border);
      for (int j = 0; j < s.kernel.w; ++j, ++w) {
        const int px = source_index(ox * s.stride.w - s.pads.left + j * s.dilation.w,
                                    static_cast<int>(x.shape.w), s.border);
        if (y < 0 || px < 0) continue;
        const double product = static_cast<double>(weights[w]) * x.at(b, ci, y, px);
        sum.value += product;
        sum.magnitude += std::abs(product);
      }
    }
  }
  return sum;
}

}  // namespace

Result<ReferenceOutput> conv_reference(const Tensor& x, std::span<const float> weights,
                                       std::span<const float> bias, const ConvSpec& spec) {
  const auto shape = output_shape(spec, x.shape);
  if (!shape) return fail(shape.error().message);
  if (static_cast<int64_t>(weights.size()) != spec.weight_count()) {
    return fail(fmt::format("{} weights given, {} expected", weights.size(), spec.weight_count()));
  }
  if (!bias.empty() && static_cast<int>(bias.size()) != spec.c_out) {
    return fail(fmt::format("{} bias values given, {} expected", bias.size(), spec.c_out));
  }
  ReferenceOutput out{*shape, {}, {}};
  out.values.reserve(static_cast<size_t>(shape->elements()));
  out.magnitude.reserve(static_cast<size_t>(shape->elements()));
  for (int64_t b = 0; b < shape->b; ++b) {
    for (int c = 0; c < shape->c; ++c) {
      const double add = bias.empty() ? 0.0 : static_cast<double>(bias[static_cast<size_t>(c)]);
      for (int y = 0; y < shape->h; ++y) {
        for (int px = 0; px < shape->w; ++px) {
          const Sum sum = one_output(x, weights, spec, b, c, y, px);
          out.values.push_back(sum.value + add);
          out.magnitude.push_back(sum.magnitude + std::abs(add));
        }
      }
    }
  }
  return out;
}

}  // namespace sep

// Where sliders end, and what one changes. Limits come from check(), so they can never disagree with plan().
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "core/plan.h"
#include "core/plan_shapes.h"

namespace sep {
namespace {

struct Hard {
  int low, high;
  const char* what;
};

constexpr int kMaxPresetSize = 31;

Hard hard_limits(const Experiment& e, Parameter p) {
  switch (p) {
    case Parameter::kernel:
    case Parameter::kernel_h:
    case Parameter::kernel_w: {
      const KernelPreset* preset = e.kernel.values ? nullptr : find_preset(e.kernel.preset);
      if (preset != nullptr) return {preset->min_size, preset->max_size, "sizes of this preset"};
      return {1, kMaxPresetSize, "kernel sizes"};
    }
    case Parameter::stride:
    case Parameter::stride_h:
    case Parameter::stride_w:
      return {1, kMaxStride, "strides"};
    case Parameter::dilation:
    case Parameter::dilation_h:
    case Parameter::dilation_w:
      return {1, kMaxDilation, "dilations"};
    case Parameter::filters:
      return {1, 1024, "filters"};
    case Parameter::rank:
      return {1, max_rank_of(e), e.mode == Mode::spatial ? "terms of this kernel" : "values of m"};
    case Parameter::groups:
      return {1, 4096, "groups"};
    case Parameter::channels:
      return {1, 512, "channels"};
  }
  return {1, 1, ""};
}

/// Grown by zeros or cropped about the middle tap.
Kernel resized(const Kernel& from, Size2 size) {
  Kernel out{size, std::vector<double>(static_cast<size_t>(size.h) * static_cast<size_t>(size.w), 0.0)};
  const int dy = (size.h - 1) / 2 - (from.size.h - 1) / 2;
  const int dx = (size.w - 1) / 2 - (from.size.w - 1) / 2;
  for (int y = 0; y < from.size.h; ++y) {
    for (int x = 0; x < from.size.w; ++x) {
      if (y + dy >= 0 && y + dy < size.h && x + dx >= 0 && x + dx < size.w)
        out.at(y + dy, x + dx) = from.at(y, x);
    }
  }
  return out;
}

void resize_source(KernelSource& source, Size2 size) {
  source.size = size;
  if (source.values) {
    source.values = resized(*source.values, size);
  } else if (const KernelPreset* preset = find_preset(source.preset)) {
    source.size = nearest_size(*preset, size);
  }
}

void set_kernel_size(Experiment& e, Size2 size) {
  resize_source(e.kernel, size);
  for (KernelSource& k : e.kernels) resize_source(k, kernel_size(e.kernel));
}

void keep_rank_valid(Experiment& e) {
  const int most = max_rank_of(e);
  if (e.mode == Mode::spatial) {
    e.rank = std::min(e.rank, most);
  } else {
    e.multiplier = std::clamp(e.multiplier, 1, most);
  }
}

}  // namespace

int value_of(const Experiment& e, const ImageInfo& image, Parameter p) {
  const Size2 k = kernel_size(e.kernel);
  switch (p) {
    case Parameter::kernel:
      return std::max(k.h, k.w);
    case Parameter::kernel_h:
      return k.h;
    case Parameter::kernel_w:
      return k.w;
    case Parameter::stride:
      return std::max(e.stride.h, e.stride.w);
    case Parameter::stride_h:
      return e.stride.h;
    case Parameter::stride_w:
      return e.stride.w;
    case Parameter::dilation:
      return std::max(e.dilation.h, e.dilation.w);
    case Parameter::dilation_h:
      return e.dilation.h;
    case Parameter::dilation_w:
      return e.dilation.w;
    case Parameter::filters:
      return e.filters;
    case Parameter::groups:
      return e.groups;
    case Parameter::channels:
      return e.input.channels == 0 ? image.channels : e.input.channels;
    case Parameter::rank:
      break;
  }
  if (e.mode == Mode::depthwise) return e.multiplier;
  if (e.rank != 0) return e.rank;
  const auto kernel = kernel_of(e.kernel);
  return kernel ? factorise(*kernel).numerical_rank : 1;
}

Experiment with(Experiment e, Parameter p, int value) {
  const Size2 k = kernel_size(e.kernel);
  switch (p) {
    case Parameter::kernel:
      set_kernel_size(e, {value, value});
      break;
    case Parameter::kernel_h:
      set_kernel_size(e, {value, k.w});
      break;
    case Parameter::kernel_w:
      set_kernel_size(e, {k.h, value});
      break;
    case Parameter::stride:
      e.stride = {value, value};
      break;
    case Parameter::stride_h:
      e.stride.h = value;
      break;
    case Parameter::stride_w:
      e.stride.w = value;
      break;
    case Parameter::dilation:
      e.dilation = {value, value};
      break;
    case Parameter::dilation_h:
      e.dilation.h = value;
      break;
    case Parameter::dilation_w:
      e.dilation.w = value;
      break;
    case Parameter::filters:
      e.filters = value;
      break;
    case Parameter::groups:
      e.groups = value;
      break;
    case Parameter::channels:
      e.input.channels = value;
      break;
    case Parameter::rank:
      (e.mode == Mode::spatial ? e.rank : e.multiplier) = value;
      break;
  }
  if (p == Parameter::filters) e.groups = std::gcd(e.groups, value);
  if (p == Parameter::channels) e.groups = std::gcd(e.groups, value);
  if (p != Parameter::rank) keep_rank_valid(e);
  return e;
}

Experiment with_split(Experiment e, Split split) {
  e.split = split;
  keep_rank_valid(e);
  return e;
}

std::vector<int> group_choices(const Experiment& e, const ImageInfo& image) {
  const int most = std::gcd(value_of(e, image, Parameter::channels), e.filters);
  std::vector<int> out;
  for (int g = 1; g <= most; ++g) {
    if (most % g == 0) out.push_back(g);
  }
  return out;
}

namespace {

/// Loaded filters fix what they are made of.
bool fixed_by_bank(const Experiment& e, Parameter p) {
  if (!e.bank.loaded || e.mode != Mode::depthwise) return false;
  switch (p) {
    case Parameter::kernel:
    case Parameter::kernel_h:
    case Parameter::kernel_w:
    case Parameter::filters:
    case Parameter::groups:
    case Parameter::channels:
      return true;
    case Parameter::rank:
      return e.bank.loaded->is_pair;
    default:
      return false;
  }
}

}  // namespace

Limits limits_of(const Experiment& e, const ImageInfo& image, Parameter p) {
  if (fixed_by_bank(e, p)) {
    const int now = value_of(e, image, p);
    const std::string why = fmt::format("{} says so: choose presets to change it", e.bank.loaded->name);
    return {now, now, why, why};
  }
  if (p == Parameter::groups) {
    const int most = group_choices(e, image).back();
    const std::string why = fmt::format("C = {} and N = {} have no larger common divisor",
                                        value_of(e, image, Parameter::channels), e.filters);
    return {1, most, "one group is the standard convolution", why};
  }
  const Hard hard = hard_limits(e, p);
  const int now = std::clamp(value_of(e, image, p), hard.low, hard.high);
  const auto wrong = [&](int value) {
    const auto checked = check(with(e, p, value), image);
    return checked ? std::string() : checked.error().message;
  };
  const std::string ends = fmt::format("there are {} to {} {}", hard.low, hard.high, hard.what);
  Limits out{now, now, ends, ends};
  for (int v = now + 1; v <= hard.high; ++v) {
    // filters and channels cannot become invalid by growing or shrinking: with() keeps m inside its limits
    if (p == Parameter::filters || p == Parameter::channels || p == Parameter::rank) {
      out.high = hard.high;
      break;
    }
    if (std::string why = wrong(v); !why.empty()) {
      out.why_high = why;
      break;
    }
    out.high = v;
  }
  for (int v = now - 1; v >= hard.low; --v) {
    if (std::string why = wrong(v); !why.empty()) {
      out.why_low = why;
      break;
    }
    out.low = v;
  }
  return out;
}

}  // namespace sep

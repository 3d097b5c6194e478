// Two-dimensional kernels and the presets they start from. A preset is a starting point, not a mode.
#pragma once

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "core/tensor.h"

namespace sep {

/// Equal value by value, where NaN is equal to NaN: what holds one must not differ from itself.
template <class T>
bool same_values(const std::vector<T>& a, const std::vector<T>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](T x, T y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

/// Values row by row, in double precision; applied as cross-correlation (not flipped).
struct Kernel {
  Size2 size;
  std::vector<double> values;
  friend bool operator==(const Kernel& a, const Kernel& b) {
    return a.size == b.size && same_values(a.values, b.values);
  }

  double at(int y, int x) const { return values[static_cast<size_t>(y) * size.w + x]; }
  double& at(int y, int x) { return values[static_cast<size_t>(y) * size.w + x]; }
};

/// One row of the registry of presets.
struct KernelPreset {
  std::string_view id;     ///< name in files: "sobel-x"
  std::string_view label;  ///< name on the screen: "Sobel x"
  std::string_view about;  ///< one plain sentence
  int min_size;            ///< least size on each side that it has
  int max_size;            ///< largest, 31 where it scales
  bool odd_only;
  bool square_only;
  Kernel (*make)(Size2 size);
};

/// All presets, in the order of the menu.
std::span<const KernelPreset> kernel_presets();

/// nullptr when no preset has this id.
const KernelPreset* find_preset(std::string_view id);

/// Error: unknown id (with the ids that exist), or a size the preset does not have (with the sizes it has).
Result<Kernel> make_kernel(std::string_view id, Size2 size);

/// The size nearest to `wanted` that the preset has.
Size2 nearest_size(const KernelPreset& preset, Size2 wanted);

/// Largest integer-friendly factor: the smallest d in 1…65536 with d·values all whole (1e-9 relative), or 0
/// if none. A grid shows the whole numbers and "× 1/d".
int common_divisor(const Kernel& kernel);

/// The kernel that the depthwise stage gives map j of the default cycle at this size: blur, Sobel x, Sobel y,
/// Laplacian, Gabor, …; `first` is used for j = 0. Falls back to scaled identities where the size has no such
/// preset.
Kernel default_depthwise_kernel(int j, const Kernel& first);

}  // namespace sep

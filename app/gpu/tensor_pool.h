// Tensors that are no longer needed, kept for the next of the same shape: on software GL, fresh memory costs
// as much as a convolution.
#pragma once

#include <cstdint>
#include <vector>

#include "core/error.h"
#include "gpu/tensor_gpu.h"

namespace sep::gpu {

class TensorPool {
 public:
  /// A tensor with any content. Error: that of make_gpu_tensor().
  Result<GpuTensor> take(const Shape& shape, const Limits& limits);
  /// Keeps a tensor for take(), or frees it when there are too many bytes.
  void give(GpuTensor tensor);
  /// A new plan begins: frees what none of the last plans took.
  void age();
  void clear() { entries_.clear(); }
  int64_t bytes() const;

 private:
  struct Entry {
    GpuTensor tensor;
    int age = 0;
  };
  std::vector<Entry> entries_;
};

}  // namespace sep::gpu

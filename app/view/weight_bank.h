// The weights that operators show, on the GPU as planes, so that kernels are tiles like any other. Uploaded
// when they change.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/plan.h"
#include "gpu/tensor_gpu.h"
#include "view/layout.h"
#include "view/pyramid.h"

namespace sep::view {

struct OperatorWeights {
  std::vector<float> values;  ///< [count, rows, columns]
  int count = 0, rows = 1, columns = 1;
  float largest = 0;              ///< of the absolute values
  std::vector<float> largest_of;  ///< of each kernel
  PlaneSet planes;
  uint64_t version = 0;  ///< of the values

  float at(int kernel, int y, int x) const {
    return values[(static_cast<size_t>(kernel) * rows + y) * columns + x];
  }
};

class WeightBank {
 public:
  explicit WeightBank(const gpu::Limits& limits) : limits_(limits) {}
  /// Weights of an operator for the chosen filter; nullptr when they do not fit (a driver without memory).
  const OperatorWeights* of(const Plan& plan, const OperatorBox& box, int filter);

 private:
  struct Entry {
    uint64_t key = 0;
    int filter = -1;
    OperatorWeights weights;
    gpu::GpuTensor tensor;
  };
  gpu::Limits limits_;
  std::map<std::string, Entry> entries_;
};

}  // namespace sep::view

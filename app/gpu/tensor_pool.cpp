// Bodies of tensor_pool.h.
#include "gpu/tensor_pool.h"

#include <algorithm>

namespace sep::gpu {

namespace {
constexpr int64_t kMostBytes = 128 << 20;
constexpr int kMostAge = 2;
}  // namespace

Result<GpuTensor> TensorPool::take(const Shape& shape, const Limits& limits) {
  const auto found = std::ranges::find_if(entries_, [&](const Entry& e) { return e.tensor.shape == shape; });
  if (found != entries_.end()) {
    GpuTensor tensor = std::move(found->tensor);
    entries_.erase(found);
    return tensor;
  }
  auto made = make_gpu_tensor(shape, limits);
  if (made || entries_.empty()) return made;
  entries_.clear();  // memory is short: try again with what this pool held
  return make_gpu_tensor(shape, limits);
}

void TensorPool::give(GpuTensor tensor) {
  if (tensor.pages.empty() || bytes() + tensor.bytes() > kMostBytes) return;
  entries_.push_back({std::move(tensor), 0});
}

void TensorPool::age() {
  for (Entry& e : entries_) ++e.age;
  std::erase_if(entries_, [](const Entry& e) { return e.age > kMostAge; });
}

int64_t TensorPool::bytes() const {
  int64_t sum = 0;
  for (const Entry& e : entries_) sum += e.tensor.bytes();
  return sum;
}

}  // namespace sep::gpu

// Reductions of stage tensors on the GPU: ranges of planes, and the difference of two tensors with its
// maximum and mean square.
#pragma once

#include <vector>

#include "core/error.h"
#include "gpu/engine.h"
#include "gpu/programs.h"
#include "gpu/tensor_gpu.h"

namespace sep::gpu {

/// Range of each plane over its finite values (0…0 when there is none).
Result<std::vector<Range>> plane_ranges(ProgramCache& programs, const Limits& limits,
                                        const GpuTensor& tensor);

/// out = a − b in slabs, with maximum and root mean square over all elements.
class DifferenceJob {
 public:
  /// All three have one shape and outlive the job.
  static Result<DifferenceJob> create(ProgramCache& programs, const Limits& limits, const GpuTensor& a,
                                      const GpuTensor& b, const GpuTensor& out);
  bool finished() const { return next_ == slabs_.size(); }
  void run_next();
  /// After the last slab: reads a few kilobytes back and adds them up in double precision.
  Difference result() const;

 private:
  struct Slab {
    size_t page = 0;
    int64_t plane = 0, planes = 0;  ///< within the page
    int64_t y0 = 0, y1 = 0;
    int parts = 0;           ///< partial results a plane
    int64_t first_part = 0;  ///< in the buffer of all
  };
  void plan_slabs();

  const Limits* limits_ = nullptr;
  const GpuTensor *a_ = nullptr, *b_ = nullptr, *out_ = nullptr;
  ComputeProgram* program_ = nullptr;
  Buffer parts_;
  int64_t part_count_ = 0;
  std::vector<Slab> slabs_;
  size_t next_ = 0;
};

}  // namespace sep::gpu

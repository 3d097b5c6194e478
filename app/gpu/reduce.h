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

/// out = a − b; all three have one shape. Maximum and root mean square over all elements.
Result<Difference> subtract(ProgramCache& programs, const Limits& limits, const GpuTensor& a,
                            const GpuTensor& b, const GpuTensor& out);

}  // namespace sep::gpu

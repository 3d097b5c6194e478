// What this machine's OpenGL can do at most, measured now: the two ends of a roofline.
#pragma once

#include "core/error.h"
#include "gpu/programs.h"
#include "gpu/tensor_gpu.h"

namespace sep::gpu {

struct MachineSpeed {
  double copy_gb_per_s = 0;  ///< bytes read and written, of a tensor of 256 MB
  double gflops = 0;         ///< multiply-adds in registers, two operations each
};

/// Medians of `repeats` runs. Error: no memory, or a shader that does not compile, in words.
Result<MachineSpeed> measure_machine(ProgramCache& programs, const Limits& limits, int repeats);

}  // namespace sep::gpu

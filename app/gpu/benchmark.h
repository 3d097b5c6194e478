// The engine's shaders on named workloads, measured with timestamp queries. Knows no files and no output
// format.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/conv.h"
#include "core/error.h"
#include "gpu/programs.h"
#include "gpu/tensor_gpu.h"

namespace sep::gpu {

/// Convolutions one after the other, the first on a tensor of shape `in`.
struct Workload {
  std::string name;
  std::string what;
  Shape in;
  std::vector<ConvSpec> chain;
  bool large = false;  ///< tensors of 256 MB, more than caches hold: only when asked for by name
};
const std::vector<Workload>& workloads();

struct Measured {
  std::string variants;  ///< of each convolution, joined by " + "
  double median_ms = 0, min_ms = 0, max_ms = 0;
  double cpu_ms = 0;        ///< median processor time of this process, all threads
  double first_ms = 0;      ///< compiling, and the first run
  double first_cpu_ms = 0;  ///< processor time of it
  int64_t multiplications = 0;
  int64_t bytes = 0;  ///< read and written at least: inputs, weights and outputs of each convolution
  double gflops() const { return 2e-6 * static_cast<double>(multiplications) / median_ms; }
};

/// Runs a workload `repeats` times on random data. Error: no memory, or a shader that does not compile, in
/// words.
Result<Measured> measure(ProgramCache& programs, const Limits& limits, const Workload& workload, int repeats);

}  // namespace sep::gpu

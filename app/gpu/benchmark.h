// The engine's shaders on named workloads, measured with timestamp queries. Knows no files and no output
// format.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/conv.h"
#include "core/error.h"
#include "gpu/programs.h"
#include "gpu/tensor_gpu.h"

namespace sep::gpu {

/// What runs a workload. fastest: two stages at once where they fuse, else the table's choice; stages: the
/// table's choice for each; direct: without Winograd; naive: one invocation an output element, every size a
/// uniform.
enum class Form { fastest, stages, direct, naive };

/// When a workload is run: always, when it is asked for by name, or with all that show how time grows.
enum class Asked { always, by_name, scaling };

/// Convolutions one after the other, the first on a tensor of shape `in`.
struct Workload {
  std::string name;
  std::string what;
  Shape in;
  std::vector<ConvSpec> chain;
  Form form = Form::fastest;
  Asked asked = Asked::always;
  bool mirrored =
      false;  ///< weights read the same from either end of their rows and columns, as those that blur
};
const std::vector<Workload>& workloads();

struct Measured {
  std::string variants;  ///< of each convolution, joined by " + "
  double median_ms = 0, min_ms = 0, max_ms = 0;
  double cpu_ms = 0;            ///< median processor time of this process, all threads
  double first_ms = 0;          ///< compiling, and the first run
  double first_cpu_ms = 0;      ///< processor time of it
  int64_t multiplications = 0;  ///< of the formula
  int64_t made = 0;             ///< that the shaders made
  int64_t bytes = 0;            ///< read and written at least: inputs, weights and outputs of each job
  std::optional<double> error;  ///< when asked for: the largest |y − reference|, as a share of 1e-5·Σ|w·x|
  double gflops() const { return 2e-6 * static_cast<double>(multiplications) / median_ms; }
};

/// Runs a workload `repeats` times on random data. check: compares the result with the double-precision
/// reference, on the processor, which takes seconds. Error: no memory, or a shader that does not compile, in
/// words.
Result<Measured> measure(ProgramCache& programs, const Limits& limits, const Workload& workload, int repeats,
                         bool check = false);

}  // namespace sep::gpu

// Workloads of convolutions measured on this machine, as a table or JSON on stdout. Needs no window; knows
// neither ImGui nor files but the shaders.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "gpu/tensor_gpu.h"

namespace sep::bench {

constexpr int kMostRepeats = 10'000;

struct Options {
  std::vector<std::string> workloads;  ///< names; empty: all that do not have to be asked for
  bool scaling = false;                ///< those that show how time grows with pixels, channels and kernels
  int repeats = 21;
  bool json = false;
  bool check = false;                 ///< compare results with the double-precision reference
  std::optional<gpu::Family> family;  ///< of shaders; nothing: the faster one, measured first
  std::filesystem::path shaders;
};

/// Names and what they are, as a table or, with what another program needs to run the same, as JSON.
void list(const Options& options);

/// Error: a name that is not known, repeats outside 1…kMostRepeats, or a folder without shaders.
Result<void> sensible(const Options& options);

/// Measures and prints line by line what is sensible. Error: no context, or a workload that failed; the
/// others are measured all the same.
Result<void> run(const Options& options);

}  // namespace sep::bench

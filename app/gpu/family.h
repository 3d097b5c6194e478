// Which family of shaders is faster on this driver: a short measurement, in a thread of its own for whoever
// must not wait.
#pragma once

#include <atomic>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>

#include "core/error.h"
#include "gpu/programs.h"
#include "gpu/tensor_gpu.h"

namespace sep::gpu {

/// "registers", "tiles".
const char* word_for(Family family);
std::optional<Family> family_for(std::string_view word);

/// What the choice is kept by: the current context's renderer and version.
std::string driver_name();

/// Times of one workload in both families, in milliseconds.
struct FamilyTimes {
  double registers = 0, tiles = 0;
};

/// The family whose times are the shorter ones in the geometric mean.
Family faster_of(std::span<const FamilyTimes> times);

/// Runs a depthwise and a pointwise stage in both families, large enough to be measured here; takes some tens
/// of milliseconds beside compiling. A family whose shaders do not compile loses. Error: neither runs, or it
/// was stopped.
Result<Family> measure_family(ProgramCache& programs, const Limits& limits, const std::stop_token& stop = {});

class FamilyProbe {
 public:
  /// Measures beside the caller, in a context of its own.
  FamilyProbe(std::filesystem::path shader_dir, const Limits& limits);
  /// What was measured, once; nothing before, and when it could not be measured.
  std::optional<Family> take();

 private:
  std::atomic<int> measured_ = -1;
  std::jthread thread_;  // last: it writes the others
};

}  // namespace sep::gpu

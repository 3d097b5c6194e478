// GPU time of a stage as the sum over its dispatches, from pairs of GL_TIMESTAMP queries (GL_TIME_ELAPSED is
// 0 on llvmpipe). Results are polled, never waited for.
#pragma once

#include <vector>

#include "gpu/handle.h"

namespace sep::gpu {

class Stopwatch {
 public:
  void begin();
  void end();
  /// Adds up what has arrived; true when nothing is outstanding.
  bool poll();
  double milliseconds() const { return milliseconds_; }

 private:
  struct Pair {
    Query from, to;
  };
  std::vector<Pair> pending_;
  double milliseconds_ = 0;
};

/// Processor time of all threads of this program, those of software GL included: unlike the time that passes,
/// it does not grow while others compute.
double processor_ms();

}  // namespace sep::gpu

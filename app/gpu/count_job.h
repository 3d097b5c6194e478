// Counts the multiplications of one stage on the GPU: a plain shader computes the stage again with a counter
// beside the multiply, and compares what it gets with the stage's result. Slow, so it runs in slices.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "core/conv.h"
#include "core/error.h"
#include "gpu/programs.h"
#include "gpu/tensor_gpu.h"

namespace sep::gpu {

struct StageCount {
  int64_t counted = 0;
  int64_t useful = 0;            ///< those that read a cell of the image, not of the padding
  float largest_difference = 0;  ///< between the sums that were counted and the result
};

struct CountTask {
  const GpuTensor* in = nullptr;
  const GpuTensor* out = nullptr;  ///< the result, to compare with
  ConvSpec spec;
  std::function<std::vector<float>(int n0, int n1)> weights;  ///< as ConvTask's
  std::vector<float> bias;                                    ///< empty, or C_out values
};

class CountJob {
 public:
  static Result<CountJob> create(ProgramCache& programs, const Limits& limits, CountTask task);

  /// One dispatch. Returns the multiplications of it.
  int64_t run_next();
  bool finished() const { return b_ >= task_.out->shape.b; }
  /// After the last: waits for the GPU.
  StageCount result() const;

 private:
  /// The part of the stage that one dispatch makes: output channels and rows, from input channels.
  struct Slice {
    int c1 = 0, y1 = 0, ci0 = 0, ci1 = 0;
    bool begins = false, ends = false;
  };
  Slice slice() const;
  void take_weights(int c1);
  void set_uniforms(const Slice& s, int64_t in_first, int64_t out_first);
  void step_on(const Slice& s);

  CountTask task_;
  ComputeProgram* program_ = nullptr;
  Buffer sums_, counters_;
  TexelBuffer weights_;
  int weights_of_ = -1;                                ///< first channel that weights_ holds
  int channel_step_ = 1, row_step_ = 1, in_step_ = 1;  ///< most of a slice
  int64_t b_ = 0;
  int c_ = 0, y_ = 0, ci_ = 0;  ///< where the next slice begins
};

}  // namespace sep::gpu

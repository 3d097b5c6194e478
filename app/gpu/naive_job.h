// A convolution as one writes it first: what the table's shaders are measured against. Serves the bench
// alone.
#pragma once

#include "gpu/job.h"

namespace sep::gpu {

class NaiveJob final : public Job {
 public:
  /// One batch element, zero padding, tensors that lie in one page and one storage block each.
  static bool serves(const ConvSpec& spec, const Shape& in, const Limits& limits);
  static Result<std::unique_ptr<Job>> create(ProgramCache& programs, ConvTask task);

  void warm_up() override {}
  void restart() override { done_ = false; }
  bool finished() const override { return done_; }
  Done run_next() override;
  std::string name() const override { return "naive: one invocation an element"; }
  int64_t multiplications_made() const override { return multiplications(task_.spec, task_.out->shape); }

 private:
  NaiveJob() = default;

  ConvTask task_;
  ComputeProgram* program_ = nullptr;
  Buffer weights_;
  bool done_ = false;
};

}  // namespace sep::gpu

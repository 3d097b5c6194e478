// A column and a row pass over every channel, made at once.
#pragma once

#include <vector>

#include "gpu/fused.h"

namespace sep::gpu {

class SeparableJob final : public Job {
 public:
  /// Whether it serves: one kernel a channel each, without stride, dilation or copied borders, 3…17 taps.
  static bool serves(const ConvSpec& column, const ConvSpec& row, const Shape& in, const Limits& limits);
  static ProgramKey program(const FusedTask& task);
  static Result<std::unique_ptr<Job>> create(ProgramCache& programs, const Limits& limits, FusedTask task);

  void warm_up() override {}
  void restart() override { next_ = 0; }
  bool finished() const override { return next_ == steps_.size(); }
  Done run_next() override;
  std::string name() const override;
  int64_t multiplications_made() const override;

 private:
  /// Channels [c0,c1) of batch element b.
  struct Step {
    int64_t b;
    int c0, c1;
  };

  SeparableJob() = default;
  void pack();
  void plan_steps();

  const Limits* limits_ = nullptr;
  FusedTask task_;
  bool symmetric_ = false;
  ComputeProgram* program_ = nullptr;
  TexelBuffer weights_;
  std::vector<Step> steps_;
  size_t next_ = 0;
};

}  // namespace sep::gpu

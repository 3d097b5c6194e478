// A convolution, or two at once, by the shaders of the tile family: a grid of tiles and blocks of channels,
// cut into dispatches.
#pragma once

#include <vector>

#include "gpu/fused.h"
#include "gpu/tiles.h"

namespace sep::gpu {

class TileJob final : public Job {
 public:
  /// For tasks that tile_shader() serves, with what it returned.
  static Result<std::unique_ptr<Job>> create(ProgramCache& programs, const Limits& limits,
                                             const ConvTask& task, TileShader shader);
  static Result<std::unique_ptr<Job>> create(ProgramCache& programs, const Limits& limits,
                                             const FusedTask& task, TileShader shader);

  void warm_up() override;
  void restart() override {
    next_ = 0;
    places_ = 0;
  }
  bool finished() const override { return next_ == steps_.size(); }
  Done run_next() override;
  std::string name() const override { return shader_.name; }
  int64_t multiplications_made() const override { return made_; }

 private:
  /// Tiles [t0,t1) of blocks [n0,n1) of batch element b.
  struct Step {
    int64_t b;
    int t0, t1, n0, n1;
  };

  TileJob() = default;
  template <class Task>
  static Result<std::unique_ptr<Job>> made(ProgramCache& programs, const Limits& limits, const Task& task,
                                           TileShader shader);
  /// Weights, grid and counts of a task.
  void take(const ConvTask& task);
  void take(const FusedTask& task);
  Result<void> get_program(ProgramCache& programs);
  void lay_out(const ConvSpec& reads, const ConvSpec& makes);
  void plan_steps(int64_t most_work, int max_groups);
  void dispatch(const Step& step);

  TileShader shader_;
  const GpuTensor *in_ = nullptr, *out_ = nullptr;
  ComputeProgram* program_ = nullptr;
  TexelBuffer weights_, taps_;  ///< taps: of the depthwise stage that is made on the way
  std::vector<std::pair<const char*, int64_t>> uniforms_;
  int tiles_ = 0, blocks_ = 0;
  int64_t formula_ = 0, made_ = 0;
  std::vector<Step> steps_;
  size_t next_ = 0;
  int64_t places_ = 0;  ///< tiles × blocks that are made
};

}  // namespace sep::gpu

// A convolution on the GPU as a list of dispatches, whichever shaders it takes: what the engine, the timing
// and the bench run.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/conv.h"
#include "core/error.h"
#include "gpu/programs.h"
#include "gpu/tensor_gpu.h"
#include "gpu/tensor_pool.h"
#include "gpu/variant.h"

namespace sep::gpu {

/// What a dispatch did, for progress and for the size of the next.
struct Done {
  int64_t multiplications = 0;  ///< of the formula
  int64_t work = 0;  ///< multiplications made, and the price of writing the output, in multiplications
};

/// Whether a job may wait for a compiler to get its special program. later: takes it when it is ready, else
/// the general one, and has it prepared; never: the same without preparing.
enum class Compile { now, later, never };

/// Which products may be saved.
enum class Saving {
  all,       ///< by Winograd's algorithm, and by multiplying equal weights of a kernel once
  winograd,  ///< by Winograd's algorithm
  none
};

/// Weights of output channels [n0,n1) of a convolution: [n1 − n0, C_in/group, K_h, K_w].
using WeightsOf = std::function<std::vector<float>(int n0, int n1)>;
/// Out of all of them, which outlive what is returned.
WeightsOf weights_from(std::span<const float> all, const ConvSpec& spec);

/// What a job is to do. in and out outlive it.
struct ConvTask {
  const GpuTensor* in = nullptr;
  const GpuTensor* out = nullptr;
  ConvSpec spec;
  WeightsOf weights;
  std::vector<float> bias;  ///< empty, or C_out values
  int64_t most_work = 0;    ///< about what one dispatch may do
  Compile compile = Compile::now;
  bool finite = true;  ///< the input holds neither NaN nor infinity, which tiles would spread
  std::shared_ptr<TensorPool> pool = nullptr;  ///< for what lies between dispatches; may be null
  Saving saving = Saving::all;
};

class Job {
 public:
  virtual ~Job() = default;

  /// Has the driver compile what it leaves to the first dispatch, so that no time that is measured contains
  /// it.
  virtual void warm_up() = 0;
  /// Back to the first dispatch; weights stay packed.
  virtual void restart() = 0;
  virtual bool finished() const = 0;
  /// Runs the next dispatch.
  virtual Done run_next() = 0;
  /// Which shaders run, in words.
  virtual std::string name() const = 0;
  /// Multiplications of weights and pixels that are made in all: fewer than the formula says where products
  /// are shared, more where blocks overlap.
  virtual int64_t multiplications_made() const = 0;
  /// How it makes fewer than the formula says: "as Winograd’s"; empty where it does not.
  virtual std::string saving() const { return ""; }

  /// Programs that would make it faster, but were not there (Compile::later and never).
  const std::vector<ProgramKey>& better() const { return better_; }
  void add_better(const std::vector<ProgramKey>& programs) {
    better_.insert(better_.end(), programs.begin(), programs.end());
  }

 private:
  std::vector<ProgramKey> better_;
};

/// The job that the table chooses for a task. Error: no memory, or a shader that does not compile, in words.
Result<std::unique_ptr<Job>> make_job(ProgramCache& programs, const Limits& limits, ConvTask task);

/// The same without Winograd.
Result<std::unique_ptr<Job>> make_direct_job(ProgramCache& programs, const Limits& limits, ConvTask task);

/// The special program that make_direct_job() takes for tensors of one page and weights of that symmetry.
ProgramKey direct_program(const ConvSpec& spec, const Shape& in, const Limits& limits,
                          Mirrored mirrored = {});

/// The general program that serves until the special one is ready.
ProgramKey general_program(const ConvSpec& spec);

/// Bytes that make_job() takes beside the input and the output.
int64_t job_scratch_bytes(const ConvSpec& spec, const Shape& in, const Limits& limits);

/// Writing a float takes as long as so many multiplications.
constexpr int64_t kWriteWork = 16;

/// Pixels before the first tap of a row, so that vec4 loads are aligned.
inline int lead_of(const ConvSpec& spec) { return (4 - spec.pads.left % 4) % 4; }

/// No stride, no dilation, no border that would have to be copied.
inline bool is_plain(const ConvSpec& s) {
  const Size2 one{1, 1};
  return s.stride == one && s.dilation == one && (s.border == Border::zero || s.pads == Pads{});
}
/// Plain, and every output channel reads one input channel.
inline bool one_kernel_a_channel(const ConvSpec& s) { return is_plain(s) && s.c_in_per_group() == 1; }

/// Rows [y0,y1), one at least, of `count` planes from `plane` on, which lie in one page.
struct OutputPart {
  int64_t plane, count;
  int64_t y0, y1;
};
/// Binds a part of a tensor as the storage that a dispatch writes, and tells the shader where in it row 0 of
/// the first plane would lie (u_out_first) and how far planes lie apart (u_out_plane), in vec4s.
void bind_output(const GpuTensor& target, const OutputPart& part, const Limits& limits,
                 ComputeProgram& program);

/// The uniforms of plain shaders that say what convolution it is: channels of a group, kernel, stride,
/// dilation and pads.
void set_spec(ComputeProgram& program, const ConvSpec& spec);

/// What the dispatches before this have written is there for those after it.
void finish_writes();

bool all_finite(std::span<const float> values);

/// A tensor that goes back to the pool (when there is one) with its last user.
Result<std::shared_ptr<GpuTensor>> borrowed(std::shared_ptr<TensorPool> pool, const Shape& shape,
                                            const Limits& limits);

}  // namespace sep::gpu

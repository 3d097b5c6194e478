// One convolution as a list of dispatches: slabs of channels and rows that fit the driver's blocks and a
// share of a frame.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "core/conv.h"
#include "core/error.h"
#include "gpu/programs.h"
#include "gpu/tensor_gpu.h"
#include "gpu/tensor_pool.h"
#include "gpu/variant.h"

namespace sep::gpu {

/// Output channels [c0,c1) and rows [y0,y1) of batch element b; or planes and rows of the bordered copy.
struct Slab {
  bool border = false;
  int64_t b = 0;
  int c0 = 0, c1 = 0;
  int y0 = 0, y1 = 0;
  int64_t multiplications = 0;
  int64_t work = 0;  ///< multiplications and the price of writing the output, in multiplications
};

/// What a dispatch did, for progress and for the size of the next.
struct Done {
  int64_t multiplications = 0;
  int64_t work = 0;
};

/// Whether a job may wait for a compiler to get its special program. later: takes it when it is ready, else
/// the general one, and has it prepared; never: the same without preparing.
enum class Compile { now, later, never };

/// What a job is to do. in and out outlive it.
struct ConvTask {
  const GpuTensor* in = nullptr;
  const GpuTensor* out = nullptr;
  ConvSpec spec;
  std::function<std::vector<float>(int n0, int n1)> weights;  ///< of output channels [n0,n1)
  std::vector<float> bias;                                    ///< empty, or C_out values
  int64_t most_work = 0;                                      ///< about what one dispatch may do
  Compile compile = Compile::now;
  std::shared_ptr<TensorPool> pool = nullptr;  ///< for the bordered copy; may be null
};

class ConvJob {
 public:
  static Result<ConvJob> create(ProgramCache& programs, const Limits& limits, ConvTask task);

  /// Has the driver compile what it leaves to the first dispatch, so that no time that is measured contains
  /// it.
  void warm_up();
  /// Back to the first slab; weights stay packed.
  void restart() { next_ = 0; }
  bool finished() const { return next_ == slabs_.size(); }
  /// Runs the next slab.
  Done run_next();
  const Variant& variant() const { return variant_; }
  /// Bytes of the bordered copy, 0 when there is none.
  static int64_t scratch_bytes(const ConvSpec& spec, const Shape& in);

 private:
  void plan_slabs();
  void add_slabs(bool border, const GpuTensor& target, int rows_per_step, int64_t multiplications_per_row);
  void run_border(const Slab& slab);
  void run_conv(const Slab& slab);
  void dispatch_page(ComputeProgram& program, const Slab& slab, int c_first, int c_end);
  void use_weights(int c0, int c1);
  void set_uniforms(ComputeProgram& program, const Slab& slab) const;
  Result<void> choose_programs(ProgramCache& programs);
  const GpuTensor& source() const { return geometry_.bordered ? *scratch_ : *task_.in; }
  void bind_output(const GpuTensor& target, const Slab& slab, int64_t plane0, ComputeProgram& program);

  const Limits* limits_ = nullptr;
  ConvTask task_;
  Geometry geometry_;
  Variant variant_;
  ComputeProgram* program_ = nullptr;      ///< for the first page of the input
  ComputeProgram* add_program_ = nullptr;  ///< for the pages after it
  ComputeProgram* border_program_ = nullptr;
  std::shared_ptr<GpuTensor> scratch_;  ///< the bordered copy, when there is one
  TexelBuffer weights_;
  int packed_c0_ = -1, packed_c1_ = -1;
  std::vector<Slab> slabs_;
  size_t next_ = 0;
};

}  // namespace sep::gpu

// One convolution as a list of dispatches: slabs of channels and rows that fit the driver's blocks and a
// share of a frame.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "gpu/job.h"
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

class ConvJob final : public Job {
 public:
  static Result<std::unique_ptr<Job>> create(ProgramCache& programs, const Limits& limits, ConvTask task);

  void warm_up() override;
  void restart() override { next_ = 0; }
  bool finished() const override { return next_ == slabs_.size(); }
  Done run_next() override;
  std::string name() const override { return variant_.name; }
  int64_t multiplications_made() const override;
  std::string saving() const override {
    return variant_.mirrored.any() ? "with equal weights multiplied once" : "";
  }
  /// Bytes of the bordered copy, 0 when there is none.
  static int64_t scratch_bytes(const ConvSpec& spec, const Shape& in);

 private:
  ConvJob() = default;
  void plan_slabs();
  Mirrored mirrored_kernels() const;
  /// per_row: of one channel, without the price of writing it.
  void add_slabs(bool border, const GpuTensor& target, int rows_per_step, Done per_row);
  void run_border(const Slab& slab);
  void run_conv(const Slab& slab);
  void dispatch_page(ComputeProgram& program, const Slab& slab, int c_first, int c_end);
  void use_weights(int c0, int c1);
  void set_uniforms(ComputeProgram& program, const Slab& slab) const;
  Result<void> choose_programs(ProgramCache& programs);
  const GpuTensor& source() const { return geometry_.bordered ? *scratch_ : *task_.in; }

  const Limits* limits_ = nullptr;
  ConvTask task_;
  Geometry geometry_;
  Variant variant_;
  ComputeProgram* program_ = nullptr;      ///< for the first page of the input
  ComputeProgram* add_program_ = nullptr;  ///< for the pages after it
  ComputeProgram* border_program_ = nullptr;
  std::shared_ptr<GpuTensor> scratch_;  ///< the bordered copy, when there is one
  TexelBuffer weights_;
  int64_t price_ = 1;  ///< of a multiplication by the general program, in those of special ones
  int packed_c0_ = -1, packed_c1_ = -1;
  std::vector<Slab> slabs_;
  size_t next_ = 0;
};

}  // namespace sep::gpu

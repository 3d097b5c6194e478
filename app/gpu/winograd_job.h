// A 3×3 convolution of many channels by Winograd's F(4×4, 3×3): tiles are transformed, multiplied as 36
// pointwise convolutions, and transformed back. In bands of tile rows, so that what lies between fits caches
// and limits.
#pragma once

#include <memory>
#include <vector>

#include "gpu/conv_job.h"
#include "gpu/job.h"

namespace sep::gpu {

class WinogradJob final : public Job {
 public:
  /// Whether it serves: 3×3 without stride, dilation, groups or copied borders, enough channels that it is
  /// faster, in one page, within the limits.
  static bool serves(const ConvSpec& spec, const Shape& in, const Limits& limits);
  static int64_t scratch_bytes(const ConvSpec& spec, const Shape& in, const Limits& limits);
  /// Programs that it takes.
  static std::vector<ProgramKey> programs(const ConvSpec& spec, const Shape& in, const Limits& limits);

  /// weights: all of the task's, finite.
  static Result<std::unique_ptr<Job>> create(ProgramCache& programs, const Limits& limits, ConvTask task,
                                             std::span<const float> weights);

  void warm_up() override { products_->warm_up(); }
  void restart() override { next_ = 0; }
  bool finished() const override { return next_ == steps_.size(); }
  Done run_next() override;
  std::string name() const override;
  int64_t multiplications_made() const override;
  std::string saving() const override { return "as Winograd’s"; }

 private:
  enum class Kind { in, products, out };
  /// One dispatch, or all of the products of a band.
  struct Step {
    Kind kind;
    int64_t b;
    int row0, rows;  ///< of tiles
    int c0, c1;      ///< channels; none for products
  };
  /// Sizes of a band.
  struct Band {
    int quads = 0;  ///< fours of tiles in a row
    int rows = 0;   ///< rows of tiles in a band
    int all_rows = 0;
    int64_t tiles() const { return int64_t{4} * quads * rows; }
  };
  static Band band_of(const ConvSpec& spec, const Shape& in, const Limits& limits);
  static Shape places(int channels, const Band& band);
  static ConvSpec products_spec(const ConvSpec& spec);

  WinogradJob() = default;
  Result<void> begin_products(ProgramCache& programs, std::span<const float> weights);
  void plan_steps();
  void add_steps(Kind kind, int64_t b, int row0, int rows, int channels, const GpuTensor& target);
  Done run_in(const Step& step);
  Done run_products();
  Done run_out(const Step& step);

  const Limits* limits_ = nullptr;
  ConvTask task_;
  Band band_;
  ComputeProgram* in_program_ = nullptr;
  ComputeProgram* out_program_ = nullptr;
  std::shared_ptr<GpuTensor> in_places_, out_places_;
  std::shared_ptr<Job> products_;
  TexelBuffer bias_;
  std::vector<Step> steps_;
  size_t next_ = 0;
};

}  // namespace sep::gpu

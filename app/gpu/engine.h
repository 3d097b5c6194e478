// Engine: runs a Plan with compute shaders, keeps results on the GPU, reruns only what changed, times what it
// did. It knows no windows, panels or files other than the shader directory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/counted.h"
#include "core/error.h"
#include "core/plan.h"
#include "gpu/tensor_gpu.h"

namespace sep::gpu {

/// Names one tensor of the current plan.
enum class Slot { image, input, separable, standard, maps, difference };
struct StageRef {
  Slot slot = Slot::input;
  int index = 0;  ///< for separable: 0 the first stage's output, …
  friend bool operator==(const StageRef&, const StageRef&) = default;
};

struct Range {
  float low = 0, high = 0;  ///< over finite values
  bool has_nan = false;
};

struct Difference {
  double max_abs = 0;
  double rms = 0;
};

struct PathTime {
  double separable_ms =
      0;  ///< sum of the stages' GPU times as last measured; 0: not all of them are known yet
  double standard_ms = 0;
};

/// The separable path's two stages at once, without the stack between them.
struct FusedTime {
  double ms = 0;
  std::string variant;
  int64_t made = 0;  ///< multiplications
};

class Engine {
 public:
  /// Uses the current GL context (4.3 core or later). limits: for tests. Error: what the driver lacks, in
  /// words.
  static Result<std::unique_ptr<Engine>> create(const std::filesystem::path& shader_dir,
                                                std::optional<Limits> limits = std::nullopt);
  virtual ~Engine() = default;

  /// Uploads the image [1,C,H,W] (already resized). key identifies its content.
  virtual Result<void> set_image(const Tensor& image, uint64_t key) = 0;

  /// Takes a plan; stages whose key did not change keep their results. Nothing runs yet. Error: does not fit
  /// in memory (sizes in words); then the previous plan stays.
  virtual Result<void> set_plan(std::shared_ptr<const Plan> plan) = 0;

  /// Runs pending work for about budget_ms (at least one dispatch; budget_ms < 0: to the end). True when
  /// nothing is left, counting included. Error: a GL failure, in words; results so far stay, what is left is
  /// dropped, and done() stays false until the next plan.
  virtual Result<bool> advance(double budget_ms) = 0;
  /// Frees the memory that is kept for the next plan, so that what is held is little more than what tensor()
  /// gives. For when nobody has changed anything for a while: the plan after it begins slower.
  virtual void trim() = 0;
  virtual double progress() const = 0;  ///< 0…1 of the predicted multiplications
  /// About how long the results that are missing will take, judged by those that are there; infinite before
  /// the first.
  virtual double left_ms() const = 0;
  virtual bool done() const = 0;     ///< all results are there
  virtual bool settled() const = 0;  ///< advance() has nothing left to do
  /// Settled, but a time will be measured once a program for it has been compiled in another thread.
  virtual bool awaits_programs() const = 0;

  /// Has the multiplications of every stage of both paths counted once the results are there, until the next
  /// plan. Takes about twenty times as long as computing them.
  virtual void request_counts() = 0;
  virtual bool counting() const = 0;
  virtual double counting_progress() const = 0;  ///< 0…1
  /// The stages of both paths that have been counted, in the order of computing.
  virtual std::vector<CountedStage> counted() const = 0;

  /// nullptr while the stage has not been computed to its end for the current plan.
  virtual const GpuTensor* tensor(StageRef ref) const = 0;
  /// Grows each time the content changes.
  virtual uint64_t version(StageRef ref) const = 0;
  /// Smallest and largest value of the stage, and of each channel (b = 0); computed on the GPU when first
  /// asked after a change, read back as 2·C floats.
  virtual Range range(StageRef ref) = 0;
  virtual std::span<const Range> channel_ranges(StageRef ref) = 0;
  /// Between the last separable stage and the standard one; reduced on the GPU.
  virtual std::optional<Difference> difference() = 0;
  virtual PathTime times() const = 0;
  /// The same with every weight times every pixel, of paths in which a stage made fewer products (saving());
  /// nothing while it is not measured, or where a run would take longer than a fifth of a second.
  virtual std::optional<PathTime> times_of_every_product() const = 0;
  /// GPU time of one stage as last measured; nothing while it is not known.
  virtual std::optional<double> stage_ms(StageRef ref) const = 0;
  virtual std::string variant(StageRef ref) const = 0;  ///< which shader ran
  /// Multiplications that it made; 0 while the stage has no result.
  virtual int64_t multiplications_made(StageRef ref) const = 0;
  /// How it makes fewer than the formula says: "as Winograd’s"; empty where it does not.
  virtual std::string saving(StageRef ref) const = 0;
  /// Nothing where the stages cannot be made at once, or that is not measured yet.
  virtual std::optional<FusedTime> fused() const = 0;

  /// A copy of one stage (pages gathered, padding dropped).
  virtual Result<Tensor> read(StageRef ref) = 0;
  /// A window of one plane, at most 128×128 (for hover and numbers): rows·cols floats; cells outside are NaN.
  virtual std::vector<float> read_window(StageRef ref, int64_t c, int y0, int x0, int rows, int cols) = 0;

  /// One convolution from host to host on the same shaders, any batch.
  virtual Result<Tensor> convolve(const Tensor& x, std::span<const float> weights,
                                  std::span<const float> bias, const ConvSpec& spec) = 0;

  virtual const Limits& limits() const = 0;
  /// The shaders of what is computed from now on.
  virtual void set_family(Family family) = 0;
  virtual std::string device() const = 0;  ///< "llvmpipe (LLVM 15.0.6, 256 bits)"
  virtual bool software() const = 0;
  /// GL debug messages of high or medium severity since the last call.
  virtual std::vector<std::string> take_gl_messages() = 0;
};

}  // namespace sep::gpu

// plan(): Experiment + image size → two paths of stages with specs, weights, shapes, bytes and costs, or one
// sentence. Pure; all rules of validity live here.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/conv.h"
#include "core/experiment.h"
#include "core/factorise.h"

namespace sep {

/// column and row are of spatial mode, where all channels share the terms; depthwise_column and depthwise_row
/// are the two halves of split depthwise kernels, one for each map.
enum class StageKind {
  bank,
  column,
  row,
  depthwise,
  depthwise_column,
  depthwise_row,
  pointwise,
  standard,
  standard_maps
};
enum class PathId { source, separable, standard };

/// What a number in a formula stands for; decides its colour.
enum class Symbol { batch, pixels_h, pixels_w, channels, kernel_h, kernel_w, filters, multiplier, rank };
struct Factor {
  Symbol symbol;
  int64_t value;
};

struct Stage {
  StageKind kind{};
  PathId path{};
  std::string name;  ///< column | row | depthwise | pointwise | standard | bank | maps; each once on a path
  ConvSpec spec;
  Shape in, out;
  int64_t multiplications = 0;
  int64_t parameters =
      0;              ///< weights (shared spatial kernels are counted once: K_h, K_w, K_h·K_w, times rank)
  int64_t bytes = 0;  ///< of the output, float32
  std::vector<Factor> formula;  ///< multiplications as a product, in the order it is written
  uint64_t key = 0;             ///< equal keys: equal results. Depends on everything before this stage too.
  /// [C_out, C_in/group, K_h, K_w]; null for a composed standard bank: ask weights_of().
  std::shared_ptr<const std::vector<float>> weights;
  std::shared_ptr<const std::vector<float>> bias;  ///< C_out values, or null
};

struct Totals {
  int64_t separable = 0, standard = 0;
  int64_t separable_parameters = 0, standard_parameters = 0;
  double ratio() const { return static_cast<double>(separable) / static_cast<double>(standard); }
  double times_fewer() const { return static_cast<double>(standard) / static_cast<double>(separable); }
};

/// Wang's ratio in closed form with the terms that hold for this experiment: depthwise m·(1/N + 1/(K_h·K_w)),
/// with split kernels m·(1/N·((W_in/W')/K_w + 1/K_h) + 1/(K_h·K_w)); spatial r·((W_in·H'...)/...). terms sum
/// to the exact ratio times `scale`.
struct ClosedForm {
  std::string text;  ///< "m·(1/N + 1/K²) = 1/256 + 1/25 = 0.0439"
  std::string note;  ///< names the edge term, when there is one
  double value = 0;  ///< equals Totals::ratio
};

/// How well split depthwise kernels (Split::spatial) rebuild what they were split from.
struct SplitFit {
  bool least_squares = false;  ///< a given bank's, by alternating least squares; else each kernel's best a·bᵀ
  double start_error = 0;  ///< ‖W − start‖_F / ‖W‖_F that the sweeps began with; without sweeps the error
  double error = 0;        ///< of what the stages have; never above start_error
  int sweeps = 0;          ///< most that any channel took
  std::vector<double> channels;  ///< with least_squares: [C], ‖W_c − …‖ / ‖W_c‖
  int inseparable = 0;           ///< kernels that are no column times row; 0 with least_squares
};

struct Plan {
  Experiment experiment;
  Shape image;                ///< as loaded and resized
  Shape input;                ///< what both paths read
  std::vector<Stage> source;  ///< empty, or the one stage that makes the channel bank
  std::vector<Stage> separable;
  std::vector<Stage> standard;  ///< one stage
  std::vector<Stage> display;   ///< depthwise mode: the standard path's C maps of the chosen filter before
                                ///< they are added; not counted
  Totals totals;
  ClosedForm closed_form;
  std::vector<Kernel> kernels;  ///< spatial: one; depthwise: C·m
  SpatialFactors spatial;       ///< spatial mode only
  /// Depthwise mode: [C·m, 1, K_h, K_w], whole kernels also where the stages have them split. A composed
  /// standard bank is made of these and the last stage.
  std::shared_ptr<const std::vector<float>> depthwise;
  std::optional<SplitFit> split;  ///< with Split::spatial
  int rank = 1;                   ///< terms used, or m
  int numerical_rank = 1;
  int max_rank = 1;             ///< where the slider ends
  std::string max_rank_reason;  ///< why it ends there
  double relative_error = 0;  ///< ‖W − W_r‖_F / ‖W‖_F of the factors in use; 0 for composed filters
  double break_even_rank = 0;      ///< rank at which ratio is 1
  std::string muted;               ///< what the mutes do, in a sentence; empty: nothing is muted
  std::vector<std::string> notes;  ///< sentences worth saying: tail rows unused, rank cut, …
};

inline const std::vector<Stage>& stages_of(const Plan& plan, PathId path) {
  return path == PathId::source ? plan.source : path == PathId::standard ? plan.standard : plan.separable;
}

/// Shape of the image before bank and resizing; the plan applies experiment.input to it by input_shape().
struct ImageInfo {
  Size2 size;        ///< as stored in the file
  int channels = 3;  ///< 1 or 3
  uint64_t key = 0;  ///< identity of the content, 0 unknown
};

/// Shape [1,C,H,W] of the image after fit and size.
Result<Shape> working_shape(const InputSource& input, const ImageInfo& image);

/// The parts of plan() that decide validity: shapes and specs, no weights. Cheap enough to ask for every
/// slider end.
Result<void> check(const Experiment& experiment, const ImageInfo& image);

/// Kernel that a source stands for. Error: unknown preset, or a size that it does not have.
Result<Kernel> kernel_of(const KernelSource& source);

Result<Plan> plan(const Experiment& experiment, const ImageInfo& image);

/// Weights of output channels n0…n1 of a stage, [n1−n0, C_in/group, K_h, K_w]; composes the standard bank on
/// demand.
std::vector<float> weights_of(const Plan& plan, const Stage& stage, int n0, int n1);

/// Inclusive limits of one slider and the reason for its ends.
struct Limits {
  int low = 1, high = 1;
  std::string why_low, why_high;
};
/// kernel, stride and dilation change both axes together; rank is the terms in spatial mode and m in
/// depthwise mode.
enum class Parameter {
  kernel,
  kernel_h,
  kernel_w,
  stride,
  stride_h,
  stride_w,
  dilation,
  dilation_h,
  dilation_w,
  filters,
  rank,
  channels,
  groups
};
/// Common divisors of C and N: what g can be, from standard (1) to depthwise (C, when N is a multiple of it).
std::vector<int> group_choices(const Experiment& experiment, const ImageInfo& image);

/// Limits that keep the experiment valid while everything else stays.
Limits limits_of(const Experiment& experiment, const ImageInfo& image, Parameter parameter);

/// Value of a parameter now (of the larger axis where it means both).
int value_of(const Experiment& experiment, const ImageInfo& image, Parameter parameter);

/// Experiment with the depthwise kernels split or whole; the multiplier stays within its new limits.
Experiment with_split(Experiment experiment, Split split);

/// Experiment with one parameter changed, as a slider changes it: typed kernels grow by zeros or are cropped
/// about their middle, presets take their nearest size, rank and multiplier stay within their new limits.
Experiment with(Experiment experiment, Parameter parameter, int value);

}  // namespace sep

// A whole network as a table of rows: shapes, multiplications and parameters of every layer, as it separates
// and with standard convolutions. Plain values; knows no files.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/experiment.h"
#include "core/plan.h"

namespace sep {

enum class LayerKind { convolution, separable, inverted_residual, pool, fully_connected };
/// Where batch norm stands: after every stage (MobileNet), after the last stage of a block (Xception),
/// nowhere.
enum class BatchNorm { none, each, last };
/// How a width multiplier α changes a row's filters. grows: only for α above 1 (the last 1×1 of MobileNet
/// v2).
enum class Scaling { scales, grows, fixed };
/// floor: floor(α·c), at least 8 (MobileNet v1). multiple_of_8: rounded to a multiple of 8, never more than
/// 10 % less (MobileNet v2). Neither makes a row of fewer than 8 filters wider, and α = 1 leaves the table as
/// it is written.
enum class WidthRule { floor, multiple_of_8 };

/// One row of the table; a repeated row is several layers. Which fields count depends on the kind.
struct NetworkRow {
  std::string name;
  LayerKind kind = LayerKind::convolution;
  int repeat = 1;  ///< layers of this row; only the first has the stride
  Size2 kernel{3, 3};
  Size2 stride{1, 1};
  Size2 dilation{1, 1};
  Padding padding = Padding::same;
  Pads pads;           ///< used when padding is explicit
  int filters = 1;     ///< N, before the width multiplier
  int group = 1;       ///< convolution only; its standard counterpart has group 1
  int multiplier = 1;  ///< separable only: maps per channel, m
  int expansion = 6;   ///< inverted_residual only: t
  BatchNorm batch_norm = BatchNorm::none;
  bool bias = false;
  Scaling width = Scaling::scales;
  bool average = false;        ///< pool only: average, else maximum
  bool global = false;         ///< pool only: over the whole image
  bool shortcut = false;       ///< set aside: the next row reads what this row read
  bool inner_bias = false;     ///< separable only: the depthwise stage has a bias too
  std::optional<Shape> input;  ///< what it reads, where that is not the output of the row before: in models
  std::string adds;            ///< name of a shortcut row whose output is added to this row's last output
  friend bool operator==(const NetworkRow&, const NetworkRow&) = default;
};

enum class Quantity { multiplications, parameters };
/// What a published figure counts. convolutions: multiplications without fully connected layers; weights:
/// parameters without batch norm and biases.
enum class Counts { all, convolutions, weights };

/// A figure from a paper with the settings and the convention it belongs to.
struct PublishedFigure {
  Quantity quantity = Quantity::multiplications;
  PathId path = PathId::separable;
  Counts counts = Counts::all;
  int64_t value = 0;
  int64_t step = 1;  ///< of the last printed digit: 1,000,000 for "569 million"
  double width = 1;
  int resolution = 0;  ///< 0: the network's own
  std::string source;
  std::string note;  ///< where it differs from what is computed: why, with the arithmetic
  friend bool operator==(const PublishedFigure&, const PublishedFigure&) = default;
};

/// Rows of a model's graph know what they read; width and resolution do not change them.
inline bool is_model(const std::vector<NetworkRow>& rows) { return !rows.empty() && rows.front().input; }

struct Network {
  std::string name;   ///< as on the command line
  std::string title;  ///< as on the screen
  std::string about;
  std::string source;
  Size2 input{224, 224};  ///< pixels
  int channels = 3;
  WidthRule width_rule = WidthRule::floor;
  PathId published_as = PathId::separable;  ///< the path that is the network as published
  std::vector<NetworkRow> rows;
  std::vector<PublishedFigure> published;
  std::vector<std::string> notes;
  std::vector<std::string> notes_as_published;  ///< with numbers that hold at width 1 and the own input size
  double width = 1;                             ///< α, set by with_width
  int resolution = 0;                           ///< set by with_resolution; 0: input
  friend bool operator==(const Network&, const Network&) = default;
};

inline constexpr double kMinWidth = 0.05, kMaxWidth = 4;
inline constexpr int kMaxResolution = 2048;
inline constexpr int kMaxRows = 512, kMaxLayers = 2048;
inline constexpr int kMaxNetworkChannels = 16384;
/// Largest count that is kept, 2^53: every JSON reader holds it exactly.
inline constexpr int64_t kMaxCount = int64_t{1} << 53;

/// One convolution of a layer.
struct OperationCost {
  std::string name;  ///< convolution | depthwise | pointwise | expand | project | fully connected
  ConvSpec spec;
  Shape in, out;
  int64_t multiplications = 0;
  int64_t weights = 0, batch_norm = 0, bias = 0;  ///< batch norm counts γ and β, two for each channel
  int64_t parameters() const { return weights + batch_norm + bias; }
};

/// One layer on one path. Shares are of the path's total, 0…1; running sums include this layer.
struct PathCost {
  std::vector<OperationCost> operations;
  int64_t multiplications = 0;
  int64_t weights = 0, batch_norm = 0, bias = 0;
  double multiplication_share = 0, parameter_share = 0;
  int64_t running_multiplications = 0, running_parameters = 0;
  int64_t parameters() const { return weights + batch_norm + bias; }
};

struct LayerCost {
  std::string name;  ///< of the row; " 1", " 2", … behind it when the row is repeated
  LayerKind kind{};
  size_t row = 0;  ///< index in Network::rows
  Size2 stride{1, 1};
  Shape in, out;
  PathCost separable, standard;
};

/// A path's total without the parts that some conventions leave out.
struct PathTotal {
  int64_t multiplications = 0, convolution_multiplications = 0;
  int64_t weights = 0, batch_norm = 0, bias = 0;
  int64_t parameters() const { return weights + batch_norm + bias; }
};

/// A published figure beside the number computed under its convention.
struct PublishedCheck {
  PublishedFigure figure;
  int64_t computed = 0;
  bool agrees = false;  ///< to the printed digits
};

struct NetworkCosts {
  std::vector<LayerCost> layers;
  PathTotal separable, standard;
  Totals totals;
  std::vector<PublishedCheck> published;  ///< those for these settings
};

/// What there is to say of the network at its present width and input size.
std::vector<std::string> notes_of(const Network& network);

/// The network at another width multiplier or input size (square, in pixels). Any value: costs_of checks it.
Network with_width(Network network, double alpha);
Network with_resolution(Network network, int resolution);
/// Input size in pixels with the resolution that is set.
Size2 input_size(const Network& network);

/// Filters c at width α by the network's rule.
int scaled_filters(int c, double alpha, WidthRule rule);

/// Shapes and costs of every layer. Multiplications: one per weight per output element, zero padding
/// included; pooling, additions, activations and batch norm (it folds into the weights) count none. A
/// separable block's standard counterpart is one K_h×K_w convolution; an inverted residual's keeps its
/// expansion. Errors: the layer and what does not fit.
Result<NetworkCosts> costs_of(const Network& network);

/// What an experiment needs to show a layer; nothing for pooling and fully connected layers. An inverted
/// residual is shown from its expanded channels on.
struct LayerDescription {
  std::string name;
  Size2 kernel;
  int channels = 0, filters = 0, multiplier = 1;
  Size2 stride{1, 1}, dilation{1, 1};
  Padding padding = Padding::same;
  Pads pads;
  Size2 size;  ///< of the layer's input, in pixels
};
std::optional<LayerDescription> describe(const Network& network, const LayerCost& layer);

/// base with the layer's settings, in depthwise mode. Where the program shows less than the layer has (512
/// channels, 1024 filters, kernels of 31) the experiment takes the most it can, and a note says so.
struct LayerExperiment {
  Experiment experiment;
  std::vector<std::string> notes;
};
LayerExperiment to_experiment(const LayerDescription& layer, Experiment base = {});

}  // namespace sep

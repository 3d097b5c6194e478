// Experiment: input, filters, convolution, decomposition, view. A plain value; it is the session file, the
// undo step, a lesson's target and the command line's argument. Every field has a default.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/conv.h"
#include "core/filter_bank.h"
#include "core/kernel.h"
#include "core/mute.h"

namespace sep {

enum class Mode { spatial, depthwise };
enum class Fit { area, crop };       ///< area average, or centre crop
enum class Split { none, spatial };  ///< of the depthwise kernels: whole, or K_h×1 and then 1×K_w
enum class Padding { valid, same, explicit_pads, same_lower };  ///< same: SAME_UPPER
enum class ColourMap { automatic, grey, viridis, cividis, diverging, true_colour };
enum class RangeMode { stage, channel, fixed };

struct InputSource {
  std::string file;                ///< path, relative to the experiment file; empty: the sample below
  std::string sample = "harbour";  ///< a sample made by this project (io/samples.h)
  int height = 0, width = 0;       ///< working size in pixels; 0×0: the image's own
  Fit fit = Fit::area;
  int channels = 0;   ///< 0: the image's 1 or 3; 1…512: a bank made from it by the rule in core/bank.h
  uint32_t seed = 1;  ///< of the bank
  friend bool operator==(const InputSource&, const InputSource&) = default;
};

/// A preset at a size, or typed values. When values are there they are the kernel.
struct KernelSource {
  std::string preset = "binomial";
  Size2 size{5, 5};
  std::optional<Kernel> values;
  friend bool operator==(const KernelSource&, const KernelSource&) = default;
};

struct PointwiseSource {
  std::vector<std::string> presets{"luminance", "opponent",
                                   "identity"};  ///< fill the first rows in this order
  uint32_t seed = 1;                             ///< of the rows after them
  std::vector<float> values;                     ///< [N, C·m] when given; else made by presets and seed
  friend bool operator==(const PointwiseSource& a, const PointwiseSource& b) {
    return a.presets == b.presets && a.seed == b.seed && same_values(a.values, b.values);
  }
};

/// Stacks in space, and the camera there. zoom and the place count from where everything just fits.
struct SpaceView {
  bool on = false;             ///< false: tiles
  float yaw = 32, pitch = 22;  ///< degrees to the right of the front, and above it
  float zoom = 1;
  float x = 0, y = 0, z = 0;  ///< moved by, in sides of a stage: right, up, towards the viewer
  friend bool operator==(const SpaceView&, const SpaceView&) = default;
};

struct ViewState {
  ColourMap map = ColourMap::automatic;
  RangeMode range = RangeMode::stage;
  float fixed_low = 0, fixed_high = 1;
  int filter = 0;                          ///< chosen output channel
  int channel = 0;                         ///< chosen input channel
  float zoom = 1;                          ///< of every stack alike; 1: fitted
  float centre_x = 0.5F, centre_y = 0.5F;  ///< image place at a tile's middle, 0…1
  int amplify = 0;                         ///< the difference is drawn ×10^amplify
  SpaceView space;
  friend bool operator==(const ViewState&, const ViewState&) = default;
};

struct Experiment {
  Mode mode = Mode::spatial;
  InputSource input;
  KernelSource kernel;  ///< spatial: the kernel; depthwise: map 0 of the default cycle
  std::vector<KernelSource>
      kernels;  ///< depthwise: map i uses kernels[i] when given and set; else the default cycle
  PointwiseSource pointwise;
  BankSource bank;            ///< depthwise: filters given by a file; kernels and pointwise are not used then
  int groups = 1;             ///< depthwise: groups of the standard and of the pointwise convolution
  int filters = 16;           ///< N, 1…1024
  int rank = 0;               ///< spatial: terms, 0 = the kernel's numerical rank
  int multiplier = 1;         ///< depthwise: maps per channel, m
  Split split = Split::none;  ///< depthwise: spatial makes the separable path three stages
  Size2 stride{1, 1};
  Size2 dilation{1, 1};
  Padding padding = Padding::valid;
  Pads pads;  ///< used when padding is explicit
  Border border = Border::zero;
  Mutes mutes;
  ViewState view;
  friend bool operator==(const Experiment&, const Experiment&) = default;
};

/// The experiment with these filters: N, C, kernel size, groups and multiplier become the bank's.
Experiment with_bank(Experiment experiment, BankSource bank);

/// The least work that turns one experiment's picture into the other's.
enum class Work { none, redraw, replan, reload };
Work least_work(const Experiment& before, const Experiment& after);

}  // namespace sep

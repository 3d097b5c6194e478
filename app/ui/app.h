// The two ways to show the window: on a display, or as a picture without one. Everything else is shared.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/experiment.h"
#include "core/tensor.h"
#include "ui/charts/chart_state.h"

namespace sep::ui {

struct LaunchOptions {
  std::vector<std::string> files;         ///< as named; none: where the user left, else the first experiment
  std::string layer, kernel;              ///< of filters, by name; a file. Empty: not chosen
  std::optional<Experiment> experiment;   ///< already read, in the place of files
  std::filesystem::path base_dir;         ///< file names in that experiment are relative to it
  std::filesystem::path ui_map, state;    ///< empty: not written
  std::filesystem::path shaders;          ///< for developers: a folder of them, followed; empty: our own
  std::string lesson;                     ///< number of one of the program's own, or a file; empty: none
  int lesson_step = 0;                    ///< of it, from 1; 0: where it was left
  std::string network;                    ///< a whole network to begin with: a name, or a file; empty: none
  std::optional<ChartKind> chart;         ///< begin with this chart, large
  bool presenter = false;                 ///< only stacks and headline, large
  bool stacks_only = false;               ///< nothing but the stacks
  bool light = false;                     ///< the light theme, whatever the settings say
  int width_px = 1600, height_px = 1000;  ///< of the window, framebuffer pixels in a picture
  std::optional<double> race_s;           ///< begin with the race at this moment, paused
  std::optional<int64_t> step;            ///< or with the step, both paths after so many multiplications
  float scale = 0;                        ///< interface scale; 0: the monitor's
};

/// Opens the window and runs until it is closed. Returns the exit status; prints one sentence to stderr on
/// failure.
int run_window(const LaunchOptions& options);

/// The window's picture as 8-bit RGB, [height][width][3], everything computed to the end.
struct Picture {
  int width = 0, height = 0;
  std::string rgb;
};
Result<Picture> render_picture(const LaunchOptions& options);

}  // namespace sep::ui

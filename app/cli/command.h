// What the commands share: how one is added, how it reports, and the arguments that several take.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <string>

#include "core/error.h"
#include "core/experiment.h"
#include "core/plan.h"
#include "io/image.h"

namespace sep::cli {

/// What remains to be done when all arguments are understood; returns the exit status.
using Action = std::function<int()>;

// Each adds its options to the program; when its command is chosen, it sets the action.
void add_window(CLI::App& program, Action& action);
void add_render(CLI::App& program, Action& action);
void add_run(CLI::App& program, Action& action);
void add_conv(CLI::App& program, Action& action);
void add_cost(CLI::App& program, Action& action);
void add_count(CLI::App& program, Action& action);
void add_bench(CLI::App& program, Action& action);
void add_layers(CLI::App& program, Action& action);
void add_export(CLI::App& program, Action& action);

/// "sepscope: message" to stderr; returns 1.
int report(const Error& error);
void warn(const std::string& message);

/// Data to stdout. Error: it cannot be written (a full disk behind a redirection).
Result<void> write_stdout(const std::string& bytes);
/// To the file, or to stdout when it is "-"; binary data is not sent to a terminal.
Result<void> write_output(const std::string& file, const std::string& bytes);

/// Adds --size WxH: two whole numbers from low to high.
CLI::Option* add_size(CLI::App& app, int& width, int& height, int low, int high);
/// Adds --format: table, csv or json.
CLI::Option* add_format(CLI::App& app, std::string& format);
/// A list of whole numbers from low to high, separated by commas; one number where `single` serves for all of
/// them.
CLI::Option* add_numbers(CLI::App& app, const std::string& name, const std::vector<int*>& out, int low,
                         int high, bool single, const std::string& help);

/// An experiment as its file, a bundle or standard input ("-") has it, its filters read.
struct OpenedExperiment {
  Experiment experiment;
  std::filesystem::path base_dir;  ///< file names in it are relative to it
  std::string source;              ///< as messages name it
};
Result<OpenedExperiment> open_experiment(const std::string& file);

/// An experiment with all it names: the image, loaded, and the plan.
struct LoadedExperiment {
  io::Image image;
  Plan plan;
};
/// file "-" is standard input; file names in it are relative to it (to the working directory for "-").
Result<LoadedExperiment> load_whole(const std::string& file);
Result<LoadedExperiment> load_whole(const OpenedExperiment& opened);

}  // namespace sep::cli

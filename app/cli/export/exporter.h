// What `sepscope export` writes: a function for each family of kinds. All write whole files or none.
#pragma once

#include <filesystem>
#include <string>

#include "cli/command.h"
#include "cli/export/progress.h"
#include "io/export_kind.h"
#include "ui/app.h"
#include "ui/offscreen.h"

namespace sep::cli {

struct ExportOptions {
  std::string experiment;
  std::filesystem::path file;
  io::ExportKind kind{};
  std::string stage;  ///< of .npy: "" is the separable path's output
  std::string what;   ///< "window" or "stacks"; empty: what the kind usually shows
  std::string pin;    ///< the element whose links are drawn, as lessons write it; empty: none
  ui::LaunchOptions launch;
  bool sized = false;    ///< --size was given
  std::string theme;     ///< "light", "dark"; empty: what the kind usually has
  bool dark = false;     ///< of drawings, which are light unless this says otherwise
  double race_s = 0;     ///< > 0: the race, the standard path taking so long
  std::string steps;     ///< the size of steps; empty: none
  double length_s = 20;  ///< of the steps
  int fps = 0;           ///< 0: what the kind usually has
};

/// Costs, tensors, code.
Result<void> export_costs(const ExportOptions& options);
Result<void> export_stage(const ExportOptions& options, Progress& progress);
Result<void> export_all_stages(const ExportOptions& options, Progress& progress);
Result<void> export_python(const ExportOptions& options);

/// What is seen.
Result<void> export_png(const ExportOptions& options, Progress& progress);
Result<void> export_drawing(const ExportOptions& options, Progress& progress);
/// The race or the steps, to a film or a folder.
Result<void> export_film(const ExportOptions& options, Progress& progress);
/// The window with the experiment; `sharpness` frame pixels for each of its own.
Result<std::unique_ptr<ui::Offscreen>> open_offscreen(const ExportOptions& options, float sharpness);

}  // namespace sep::cli

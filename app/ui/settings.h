// What is kept between starts: settings in XDG_CONFIG_HOME, the last experiment in XDG_STATE_HOME. Broken or
// read-only places are said once and never stop the program.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/experiment.h"

namespace sep::ui {

struct Settings {
  bool left_folded = false, right_folded = false;
  bool show_hint = true;
  bool light = false, less_motion = false;
  std::vector<std::string> hidden;  ///< names of panels
  float scale = 0;                  ///< interface scale; 0: the monitor's
  std::string folder;               ///< of the last file opened
  std::vector<std::string> recent;  ///< files opened and saved, the last first
  int window_width = 0, window_height = 0;
  friend bool operator==(const Settings&, const Settings&) = default;
};

/// Empty when neither the XDG variable nor HOME says where.
std::filesystem::path settings_file();
std::filesystem::path last_experiment_file();
/// Of ui/recovery.h; empty as above.
std::filesystem::path recovery_folder();

/// Missing: defaults. Broken: an error that names the file; the caller goes on with defaults.
Result<Settings> load_settings();
Result<void> save_settings(const Settings& settings);
/// Puts a file in front of those used lately, of which 20 are kept.
void add_recent(Settings& settings, const std::filesystem::path& file);

/// Nothing when there is none yet. Error: it is broken.
Result<std::optional<Experiment>> load_last_experiment();
Result<void> save_last_experiment(const Experiment& experiment);

}  // namespace sep::ui

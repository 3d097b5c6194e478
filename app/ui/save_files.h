// What the window saves: the experiment, and what is on the screen.
#pragma once

#include <filesystem>

namespace sep::ui {

struct Studio;

/// Each says that it is saved, or why not.
void save_experiment_file(Studio& studio, const std::filesystem::path& file);
void save_filters_file(Studio& studio, const std::filesystem::path& file);
void save_factors_file(Studio& studio, const std::filesystem::path& file);
void save_chart_file(Studio& studio, const std::filesystem::path& file);

}  // namespace sep::ui

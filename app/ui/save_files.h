// What the window saves: the experiment, and what is on the screen.
#pragma once

#include <filesystem>

namespace sep::ui {

struct Studio;

/// Once a frame: says what became of the bundle that is being saved.
void take_saved(Studio& studio);
/// A bundle takes a while: says so, with Cancel. place: of the box.
void draw_saving(Studio& studio, int place);

/// Each says that it is saved, or why not.
/// A bundle, where the name ends so, is written beside the window and said when it is.
void save_experiment_file(Studio& studio, const std::filesystem::path& file);
void save_filters_file(Studio& studio, const std::filesystem::path& file);
void save_factors_file(Studio& studio, const std::filesystem::path& file);
void save_chart_file(Studio& studio, const std::filesystem::path& file);

}  // namespace sep::ui

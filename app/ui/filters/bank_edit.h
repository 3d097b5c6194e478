// Edits of an experiment whose filters a file gave. Pure; knows no ImGui.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/plan.h"

namespace sep::ui {

/// The filters are a file's, and on the screen.
bool has_bank(const Experiment& experiment);

/// The experiment with presets in place of its bank: same N and kernel size as far as presets have them.
Experiment without_bank(Experiment experiment);

/// "12 of 64 channels", "3×3 kernels, C = 64, N = 128".
std::string bank_text(const FilterBank& bank);

/// Share of every channel's filters that the separable path of a given bank misses, ‖W_c − W_c,m‖ / ‖W_c‖.
std::vector<double> channel_errors(const Plan& plan);

/// A file's name relative to a folder that it lies in or below; else as it is.
std::string relative_to(const std::string& file, const std::filesystem::path& folder);

}  // namespace sep::ui

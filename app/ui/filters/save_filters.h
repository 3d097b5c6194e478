// What is on the screen as files: the kernel or the bank, and both factors with Python that uses them.
#pragma once

#include <filesystem>
#include <string>

#include "core/plan.h"

namespace sep::ui {

/// The kernel (spatial) or the standard bank as .npy, .csv, .txt or .json, by the ending. Gives a sentence.
Result<std::string> save_filters(const Plan& plan, const std::filesystem::path& file);

struct SavedFactors {
  std::string sentence;
  std::string snippet;  ///< PyTorch that computes the separable path from the files
};
/// Every stage's weights as "<stem>-<stage>.npy" beside "<stem>.py"; the ending of `file` is left off.
Result<SavedFactors> save_factors(const Plan& plan, const std::filesystem::path& file);

}  // namespace sep::ui

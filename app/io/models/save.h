// Filters to files: one kernel, a bank, or the stages of a plan ready for PyTorch.
#pragma once

#include <array>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/kernel.h"
#include "core/plan.h"

namespace sep::io {

/// .npy (float64), .csv or .txt, .json, by the file's ending; load_kernel reads the same values back. Error:
/// another ending, or the file cannot be written.
Result<void> save_kernel(const std::filesystem::path& file, const Kernel& kernel);

/// weights [N, C, K_h, K_w] of these extents, float32. CSV holds one row of a kernel a line and announces its
/// shape.
Result<void> save_bank(const std::filesystem::path& file, std::span<const float> weights,
                       const std::array<int64_t, 4>& dims);

/// Every stage of the separable path as "<stem>-<stage>.npy", [C_out, C_in/group, K_h, K_w] as
/// torch.nn.functional.conv2d takes them. Gives the files' names, in the order of the stages.
Result<std::vector<std::filesystem::path>> save_stages(const std::filesystem::path& stem, const Plan& plan);

/// Python that loads those files and computes y from x as the separable path does. files: as save_stages gave
/// them; only their names are written.
std::string pytorch_snippet(const Plan& plan, const std::vector<std::filesystem::path>& files);

}  // namespace sep::io

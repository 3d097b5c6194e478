// What the numbers and letters of a formula stand for in the pictures, as ids of the ui map. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/plan.h"

namespace sep::ui {

/// Parts of the window that a factor of a stage's formula counts: the stack that the stage reads (channels)
/// or makes (pixels, filters), or its kernels. A last "*" stands for all ids that begin so.
std::vector<std::string> parts_of(const Plan& plan, const Stage& stage, Symbol symbol);

/// The same for a letter of a closed form ("K", "C", "N", "H", "W", "m", "r"), over all stages of both paths.
std::vector<std::string> parts_of(const Plan& plan, std::string_view letter);

}  // namespace sep::ui

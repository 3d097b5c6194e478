// Singular values: how well the kernel, or one channel of the bank, separates. Pure; knows no ImGui.
#pragma once

#include <string>
#include <vector>

#include "core/plan.h"

namespace sep::ui {

struct Spectrum {
  std::vector<double> sigma;  ///< largest first
  int used = 1;               ///< terms (or maps a channel) that the separable path has
  int rank = 1;               ///< numerical rank
  enum class Verdict { exact, nearly, not_separable } verdict = Verdict::exact;
  std::string headline;  ///< "separable", "nearly separable", "not separable"
  std::string detail;    ///< one sentence
};

/// Of the kernel in spatial mode; of the composed filters of one input channel in depthwise mode.
Spectrum spectrum_of(const Plan& plan, int channel);

}  // namespace sep::ui

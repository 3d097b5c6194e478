// The half of plan() that needs no weights: specs and shapes of all stages, and every rule of validity.
#pragma once

#include "core/plan.h"

namespace sep {

struct Skeleton {
  Shape image, input;
  Size2 kernel;
  int rank = 1, max_rank = 1;
  std::vector<Stage> source, separable, standard, display;
};

/// terms: the kernel's numerical rank, used when the experiment leaves the rank open.
Result<Skeleton> skeleton(const Experiment& experiment, const ImageInfo& image, int terms);

/// What the experiment's padding adds round an input of this size for a kernel of this size.
Pads pads_of(const Experiment& experiment, Size2 in, Size2 kernel);

/// Size of the kernel: of the typed values, else of the preset.
Size2 kernel_size(const KernelSource& source);

/// Largest rank or multiplier of the experiment, and why it ends there.
int max_rank_of(const Experiment& experiment);
std::string why_max_rank(const Experiment& experiment);

/// The three stages come from a given bank, by alternating least squares.
bool is_fitted_split(const Experiment& experiment);

}  // namespace sep

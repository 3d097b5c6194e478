// From a file's layer to an experiment: the filters loaded and factorised, stride and padding set, and what
// had to be left out said.
#pragma once

#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

#include "core/experiment.h"
#include "io/models/model.h"

namespace sep::io {

struct LayerExperiment {
  Experiment experiment;
  std::vector<std::string>
      notes;  ///< sentences for the user: activations left out, pads that had to be guessed, …
};

/// base with the layer's filters: one kernel becomes spatial mode's typed kernel; a pair, or any other layer,
/// depthwise mode's bank. file goes into the experiment as it stands. Errors: the layer's own refusal, more
/// than 4096 channels or filters, kernels over 63.
Result<LayerExperiment> layer_experiment(const Experiment& base, const std::string& file, const Model& model,
                                         int index, const std::atomic<bool>* cancel = nullptr);

/// Loads what experiment.bank names (nothing to do when it names nothing, or holds it already). N, C, kernel
/// and groups become the bank's; stride, padding, multiplier and view stay as the experiment has them.
/// base_dir: what relative names are relative to.
Result<void> resolve_bank(Experiment& experiment, const std::filesystem::path& base_dir);

/// The bank of a layer, as resolve_bank() makes it. Error: no such layer, or its own refusal.
Result<std::shared_ptr<const FilterBank>> bank_of_layer(const Model& model, const std::string& layer);
/// The experiment with another bank in the place of the one that it has loaded, or would load.
Experiment with_renewed_bank(const Experiment& experiment, std::shared_ptr<const FilterBank> bank);

/// The layer that an experiment or a command line means: by name, else the only one, else the first that is a
/// pair or a standard convolution. Error: no such name, or no layer at all.
Result<int> chosen_layer(const Model& model, const std::string& name);

}  // namespace sep::io

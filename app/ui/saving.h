// A bundle that is written beside the interface: its image and its filters may be large. Knows no ImGui.
#pragma once

#include <filesystem>

#include "core/error.h"
#include "core/experiment.h"
#include "io/bundle/bundle.h"
#include "ui/beside.h"

namespace sep::ui {

/// take(): whether the bundle is on the disk, or one sentence.
class Saving : public Beside<Result<void>> {
 public:
  /// file: absolute.
  void begin(std::filesystem::path file, Experiment experiment) {
    file_ = std::move(file);
    experiment_ = std::move(experiment);
    Beside::begin([file = file_, saved = experiment_] { return io::save_bundle(file, saved); });
  }
  const std::filesystem::path& file() const { return file_; }
  const Experiment& experiment() const { return experiment_; }

 private:
  std::filesystem::path file_;
  Experiment experiment_;
};

}  // namespace sep::ui

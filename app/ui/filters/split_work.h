// Splitting a bank into columns, rows and a mix beside the interface: the split that the next plan needs,
// then the errors of all others for the chart. Knows no ImGui.
#pragma once

#include <atomic>
#include <future>
#include <memory>

#include "core/plan.h"

namespace sep::ui {

class SplitWork {
 public:
  SplitWork() = default;
  ~SplitWork() { cancel(); }
  SplitWork(const SplitWork&) = delete;
  SplitWork& operator=(const SplitWork&) = delete;

  /// True while the plan of this experiment would have to make a split first: then it is being made here.
  /// What takes a moment only is waited for. An experiment that needs another one, or none, ends what was
  /// being made.
  bool waits_for(const Experiment& experiment);
  /// The split that waits_for() began is being made.
  bool busy() const { return making_ && work_.valid(); }
  /// It is made: the plan can be made. Once.
  bool take_ready();
  /// Until the split that is being made is there.
  void wait() const;

  /// Begins to measure the errors of all multipliers of this experiment's bank, where that is not done or
  /// begun.
  void measure(const Experiment& experiment);
  bool measuring() const;
  void wait_measured() const;

 private:
  void cancel();
  void begin(const Experiment& experiment, bool all);

  std::future<void> work_;
  std::shared_ptr<std::atomic<bool>> cancelled_;
  std::shared_ptr<const FilterBank> bank_;
  int multiplier_ = 0;
  bool making_ = false;  ///< a split; else measuring
};

/// So little that even a picture waits for the errors of all multipliers.
bool quickly_measured(const Experiment& experiment);

}  // namespace sep::ui

// Undo and redo over whole experiments. Knows no images and no GPU.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ui/edit.h"

namespace sep::ui {

class History {
 public:
  /// Remembers what was before the edit, unless it continues the step that is open under the same merge key.
  /// Forgets the redo steps.
  void record(const Edit& edit, const Experiment& before);
  /// The mouse was let go: the next edit is a step of its own. Keys that start with "view." stay open, so
  /// that a walk through the picture (zoom, pan, choosing) is one step.
  void close_step();
  /// The experiment to go back (forward) to, given the present one; empty when there is none.
  std::optional<Experiment> undo(const Experiment& present);
  std::optional<Experiment> redo(const Experiment& present);
  /// What was undone last cannot be redone.
  void forget_undone();
  void clear();

  bool can_undo() const { return !past_.empty(); }
  bool can_redo() const { return !future_.empty(); }
  const std::string& undo_label() const { return past_.back().label; }
  const std::string& redo_label() const { return future_.back().label; }
  /// What undo() and redo() would go to, where they can.
  const Experiment& undo_experiment() const { return past_.back().experiment; }
  const Experiment& redo_experiment() const { return future_.back().experiment; }

 private:
  struct Step {
    std::string label, merge_key;
    Experiment experiment;
  };
  static constexpr size_t kMaxSteps = 500;
  std::vector<Step> past_, future_;
  bool open_ = false;
};

}  // namespace sep::ui

// Bodies of history.h.
#include "ui/history.h"

namespace sep::ui {

void History::record(const Edit& edit, const Experiment& before) {
  future_.clear();
  const bool continues =
      open_ && !edit.merge_key.empty() && !past_.empty() && past_.back().merge_key == edit.merge_key;
  if (!continues) past_.push_back({edit.label, edit.merge_key, before});
  if (past_.size() > kMaxSteps) past_.erase(past_.begin());
  open_ = true;
}

void History::close_step() {
  if (!past_.empty() && past_.back().merge_key.starts_with("view.")) return;
  open_ = false;
}

std::optional<Experiment> History::undo(const Experiment& present) {
  if (past_.empty()) return std::nullopt;
  Step step = std::move(past_.back());
  past_.pop_back();
  Experiment before = std::move(step.experiment);
  step.experiment = present;
  future_.push_back(std::move(step));
  open_ = false;
  return before;
}

std::optional<Experiment> History::redo(const Experiment& present) {
  if (future_.empty()) return std::nullopt;
  Step step = std::move(future_.back());
  future_.pop_back();
  Experiment after = std::move(step.experiment);
  step.experiment = present;
  past_.push_back(std::move(step));
  open_ = false;
  return after;
}

void History::forget_undone() {
  if (!future_.empty()) future_.pop_back();
}

void History::clear() {
  past_.clear();
  future_.clear();
  open_ = false;
}

}  // namespace sep::ui

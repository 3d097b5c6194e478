// An edit: what a panel wants the experiment to become. Panels make them; Session::apply alone applies them.
#pragma once

#include <string>

#include "core/experiment.h"

namespace sep::ui {

struct Edit {
  std::string label;      ///< for Edit > Undo: "kernel size"
  std::string merge_key;  ///< edits of one drag share it and are one step of undo; empty: never merged
  Experiment after;
};

}  // namespace sep::ui

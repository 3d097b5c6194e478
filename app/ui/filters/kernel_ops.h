// Whole-kernel operations of the kernel editor. Pure; knows no ImGui.
#pragma once

#include <span>
#include <string_view>

#include "core/experiment.h"

namespace sep::ui {

struct KernelOp {
  std::string_view id, label, about;
  Kernel (*run)(const Kernel&) = nullptr;
  bool resizes = false;     ///< every map of the experiment gets the new size
  bool transposes = false;  ///< a kernel that is not square changes its size
};
std::span<const KernelOp> kernel_ops();

/// Why the operation cannot be done to this kernel; empty: it can.
std::string_view why_not(const KernelOp& op, const Kernel& kernel);

/// Whether convolution, which turns the kernel by half a turn, gives what cross-correlation gives; the window
/// computes the latter. Differences that are only rounding count as none.
enum class HalfTurn { same, negative, other };
HalfTurn half_turn(const Kernel& kernel);
/// The same as a sentence.
std::string_view half_turn_text(HalfTurn turn);

/// The experiment with the operation done to map `map`, or to maps 0…maps−1. The result is typed values, one
/// step of undo.
Experiment with_op(Experiment experiment, const KernelOp& op, int map, int maps, bool all);

}  // namespace sep::ui

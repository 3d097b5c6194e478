// How a window begins: with what the command line names, or where the user left.
#pragma once

#include "core/error.h"
#include "ui/reading.h"

namespace sep::ui {

struct LaunchOptions;
struct Studio;

/// Begins with what the options name. In a window that is read beside it (`begun`: already): when it is not
/// there soon, the first experiment stands in for it, and take_launch() shows it later. Error: one sentence.
Result<void> start(Studio& studio, const LaunchOptions& options, Reading begun);

/// Shows what was read. Error: one sentence; what stands in for it stays.
Result<void> take_launch(Studio& studio, Document read, const Launch& launch);

/// What is shown is not what the program was to begin with, and nobody did anything with it.
bool stands_in(const Studio& studio);

}  // namespace sep::ui

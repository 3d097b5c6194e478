// What must hold of every result of a loader, whatever the bytes were.
#pragma once

#include "io/models/model.h"

namespace sep::fuzz {

/// Aborts, naming the rule, when a model contradicts itself or a message is no single sentence. Also runs
/// what the program does with a model: sizes, lists, blocks.
void check(const Result<io::Model>& model);

}  // namespace sep::fuzz

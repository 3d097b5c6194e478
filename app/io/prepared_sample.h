// Draws a sample picture beside its caller, who will want it soon: it takes as long as a window takes to
// open.
#pragma once

#include <optional>
#include <string>

#include "io/image.h"

namespace sep::io {

/// Begins to draw it; the next make_sample() of that name waits for it and has it. Any name will do.
void prepare_sample(const std::string& name);

/// For make_sample(): what was prepared under that name, once.
std::optional<Result<Image>> take_prepared(const std::string& name);
/// The same as make_sample(), always drawn anew.
Result<Image> draw_sample(const std::string& name);

}  // namespace sep::io

// The project's JSON kernels: a list of rows, a 4-D list [N][C][K_h][K_w], or an object of named ones.
#pragma once

#include <string>
#include <string_view>

#include "io/models/model.h"

namespace sep::io {

/// Larger files are refused: the parser's own copies of a token would break the bound on memory.
inline constexpr int64_t kMaxJsonBytes = 32'000'000;

/// Values are numbers or "nan", "inf", "-inf". source names the file in messages, name a kernel without a
/// name. Errors name line and column, or the kernel.
Result<Model> parse_json_kernels(std::string_view text, const std::string& source, const std::string& name);

}  // namespace sep::io

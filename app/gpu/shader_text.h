// Text of a shader made ready for the driver: files put in, parts repeated. Knows no GL.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "core/error.h"

namespace sep::gpu {

using Defines = std::map<std::string, int>;

/// Shader text with the version and the defines put first, and
/// - `#include "path"` lines (relative to the shader directory) replaced by the file;
/// - what lies between `#repeat i COUNT` and `#end` written COUNT times, in a block of its own in which `i`
/// is a
///   constant 0 … COUNT − 1. COUNT is a number or a define. Not every driver unrolls loops over registers,
///   and an array is registers only when its indices are constants.
/// Lines keep their numbers in the driver's messages. Error: a file that cannot be read, an include deeper
/// than 8, or a repeat without end or count, with file and line.
Result<std::string> shader_source(const std::filesystem::path& dir, const std::string& file,
                                  const Defines& defines);

}  // namespace sep::gpu

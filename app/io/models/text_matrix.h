// Text files of numbers: one kernel, or a bank that a "# shape: N, C, K_h, K_w" comment announces. No locale
// has a say.
#pragma once

#include <string>
#include <string_view>

#include "io/models/model.h"

namespace sep::io {

enum class Separator { space, tab, comma, semicolon };
struct TextStyle {
  Separator separator = Separator::space;
  bool decimal_comma = false;
};

/// How the numbers of a text are separated and written. Error: where a comma may mean two things, or two
/// styles mix.
Result<TextStyle> text_style(std::string_view text, const std::string& source);

/// source names the file in messages, name the layer. Errors name line and column.
Result<Model> parse_text_matrix(std::string_view text, const std::string& source, const std::string& name);

}  // namespace sep::io

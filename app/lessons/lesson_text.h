// The text of lessons: spans of plain, strong and coloured words, links to what is on the screen, and numbers
// that are taken from the present plan. Inner syntax: **strong**, [words](id), {K:5}, {=separable},
// `code`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "core/plan.h"

namespace sep::lessons {

struct Span {
  std::string text;  ///< of a value: its name in lesson_values.h
  bool strong = false;
  bool code = false;             ///< as on a command line
  bool value = false;            ///< the text is what the plan says under that name
  std::optional<Symbol> symbol;  ///< in that symbol's colour
  std::string target;            ///< id of what lights up while the mouse is over it
};
using Text = std::vector<Span>;

/// Error: what is open, empty or unknown, without a place.
Result<Text> parse_text(std::string_view text);

/// The words alone, values filled in: "–" where the plan has none.
std::string plain(const Text& text, const Plan* plan);

}  // namespace sep::lessons

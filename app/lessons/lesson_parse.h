// Inner header of this room: the lines of a lesson file and the complaint about one of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lessons/lesson.h"

namespace sep::lessons {

struct Line {
  int number = 1;  ///< in the file, from 1
  std::string_view text;
};

/// "05-depthwise.md, line 12: …".
Error complaint(const std::string& source, int line, const std::string& what);

/// What stands between ```question and ```. Error: with source and line.
Result<Question> parse_question(const std::vector<Line>& lines, const std::string& source, int first_line);

/// Text of a line, errors with its place.
Result<Text> text_of(std::string_view text, const std::string& source, int line);

std::string_view trimmed(std::string_view text);

}  // namespace sep::lessons

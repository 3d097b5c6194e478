// A lesson: steps of text, formulas, an experiment to set, what to highlight, a question with its answer.
// Read from one Markdown-like file; CONTRIBUTING.md says how one is written. Knows no window.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/experiment.h"
#include "core/links.h"
#include "lessons/lesson_text.h"

namespace sep::lessons {

struct Block {
  enum class Kind { paragraph, formula, bullet } kind = Kind::paragraph;
  Text text;
};

/// One that is answered before the lesson says the answer: by a choice, or by a number.
struct Question {
  Text text;
  struct Choice {
    Text text;
    bool right = false;
  };
  std::vector<Choice> choices;  ///< two or more, or none: a number is asked for
  std::string value;            ///< of the number: a name of lesson_values.h, or empty
  double number = 0;            ///< when value is empty
  double tolerance = 0;         ///< relative: 0.01 takes what is within 1 %
  Text because;
};

struct Step {
  std::string title;
  std::vector<Block> blocks;
  std::vector<std::string> highlight;  ///< ids of what the window records; a last "*" stands for any ending
  std::vector<std::string> cover;  ///< ids, as in highlight, that stay hidden until the question is answered
  std::optional<Selection> pin;    ///< the element that is followed
  std::optional<Question> question;
  Experiment experiment;  ///< what this step shows: its own block over that of the step before
  int line = 1;           ///< where it begins in the file
};

struct Lesson {
  std::string id;  ///< file name without its ending: "05-depthwise"
  std::filesystem::path file;
  std::string title, about;
  std::vector<Step> steps;  ///< one or more
};

/// source names the text in messages. Error: one sentence with source, line and reason.
Result<Lesson> parse_lesson(const std::string& text, const std::string& source);
/// Error: as above, or why the file cannot be read (at most 1 MB).
Result<Lesson> load_lesson(const std::filesystem::path& file);
/// The lessons of a folder, sorted by name. Error: the first that is broken.
Result<std::vector<Lesson>> load_lessons(const std::filesystem::path& folder);

/// The text of a step that shows this experiment, ready to be pasted into a lesson file.
std::string step_text(const Experiment& experiment, const std::optional<Selection>& pinned);

}  // namespace sep::lessons

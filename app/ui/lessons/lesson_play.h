// What the window keeps of lessons, and the moments when they change the experiment.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "lessons/player.h"

namespace sep::ui {

struct Document;
struct Studio;
struct LaunchOptions;

struct LessonState {
  lessons::Player player;
  std::string lit;                   ///< id that the word under the mouse speaks of
  std::vector<std::string> ringed;   ///< ids that are highlighted in this frame, each of them whole in sight
  std::vector<std::string> covered;  ///< ids that a plate hides in this frame
  bool show_answer = false;          ///< scroll to it: it was just revealed
  bool left_brought = false, right_brought = false;  ///< the step opened that panel, not the user
  bool steers = false;         ///< that panel is kept scrolled to what is highlighted, until it is scrolled
  bool under_right = false;    ///< a highlighted part of the pictures lies where that panel opens over them
  float text_px = 0;           ///< from the column's top to the end of what it says, as last drawn
  float foot_px = 0;           ///< of its buttons
  float question_px = 0;       ///< of the presenter view's question, as last drawn
  bool measured_anew = false;  ///< one of these changed in this frame
};

/// Reads the program's own lessons, once; a broken one is said.
void read_lessons(Studio& studio);
/// Plays a lesson that was read from a file.
void show_lesson(Studio& studio, Document read);
/// Plays one of the program's own, counted from 1, from where it was left.
void begin_lesson(Studio& studio, int number);
/// Begins with what the command line named: a file that was read, or a number of a lesson of the program's
/// own. Error: there is no such lesson or step.
Result<void> start_lesson(Studio& studio, const LaunchOptions& options,
                          std::shared_ptr<const lessons::Lesson> file);
/// A step that was just entered shows its experiment; called once a frame, before the panels.
void follow_lesson(Studio& studio);
/// Keeps a height that was measured while drawing: the next frame's layout goes by it.
void measured(LessonState& lesson, float LessonState::*of, float height_px);
/// The experiment is not the step's any more.
bool strayed(const Studio& studio);
/// Takes what was read again of the lesson that is played.
void renew_lesson(Studio& studio, const Document& read);

/// Shows the answer of the present step's question: judged when something was said.
void reveal_answer(Studio& studio);
/// On: the answer first where a question is open, then the next step. Back: the step before.
void lesson_on(Studio& studio);
void lesson_back(Studio& studio);

std::filesystem::path places_file();

}  // namespace sep::ui

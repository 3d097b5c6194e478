// Playing lessons: which one, which step, what was answered. A plain value; what it shows is drawn elsewhere.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "lessons/lesson.h"

namespace sep::lessons {

/// What was said to the question of one step.
struct Answer {
  int choice = -1;
  std::string number;     ///< as typed
  bool revealed = false;  ///< the answer is shown
  bool said = false;      ///< something was, before it was revealed
  bool right = false;     ///< and it was right
  double must = 0;        ///< what the number is, when revealed
  friend bool operator==(const Answer&, const Answer&) = default;
};

/// Place in a lesson and how far one got, kept between starts.
struct Bookmark {
  int step = 0;      ///< where it was left
  int furthest = 0;  ///< the last step that was seen
  bool done = false;
  friend bool operator==(const Bookmark&, const Bookmark&) = default;
};

struct Player {
  std::shared_ptr<const std::vector<Lesson>> all;  ///< the program's own; null until they are read
  std::string broken;                              ///< why they cannot be read
  std::shared_ptr<const Lesson> lesson;            ///< that is played; null: the list is shown
  bool visible = false;
  int step = 0;
  bool entered = false;                    ///< the step was just entered: its experiment is to be shown
  std::map<int, Answer> answers;           ///< by step
  std::map<std::string, Bookmark> places;  ///< by lesson

  const Step* now() const { return lesson ? &lesson->steps[static_cast<size_t>(step)] : nullptr; }
  int count() const { return lesson ? static_cast<int>(lesson->steps.size()) : 0; }
  /// -1 when it is not one of the program's own.
  int index() const;
};

/// Begins a lesson, or goes on where it was left.
void play(Player& player, std::shared_ptr<const Lesson> lesson);
/// Puts a changed file's lesson in the place of the one that is played; its step is entered again.
void reload(Player& player, std::shared_ptr<const Lesson> lesson);
/// Goes on or back; past the last step to the next of the program's own lessons, before the first nowhere.
/// False when there is nowhere to go.
bool go(Player& player, int by);
/// The step has a question whose answer is not shown yet.
bool asks(const Player& player);
/// The whole of the lessons again.
void to_list(Player& player);

/// Shows the answer of the step's question, and judges what was said: by the step's own plan, whatever is on
/// the screen now. plan: of the step's experiment, null when it has none.
void reveal(Player& player, const Plan* plan);

}  // namespace sep::lessons

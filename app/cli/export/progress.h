// How far a long command is, and whether the user wants it to end. Says nothing in the first half second.
#pragma once

#include <chrono>
#include <string>

#include "core/error.h"
#include "core/go_on.h"

namespace sep::cli {

class Progress {
 public:
  enum class To {
    terminal,  ///< a line on stderr that is written over, when stderr is a terminal
    program    ///< lines "0.42 words" on stdout, for the window that started this
  };
  /// From now on Ctrl+C, and being asked to end, only say that the work is to stop.
  explicit Progress(To to);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Part `index` of `count` begins; what: "drawing".
  void part(int index, int count, std::string what);
  /// share: of the part, 0…1. Error: the user cancelled.
  Result<void> at(double share);
  /// at() for what asks now and then whether to go on; not longer than this lives.
  GoOn go_on() {
    return [this](double share) { return at(share); };
  }

 private:
  void show(double share);

  To to_;
  bool visible_ = false, shown_ = false;
  int index_ = 0, count_ = 1;
  std::string what_;
  std::chrono::steady_clock::time_point began_, last_;
};

/// The user has cancelled.
bool cancelled();
inline constexpr int kCancelledStatus = 130;

}  // namespace sep::cli

// The work of a program that did not end properly. While the window is open its experiment is kept in
// $XDG_STATE_HOME every few seconds; a proper end removes it, so what is found at the start was left by a
// crash. Knows no ImGui.
#pragma once

#include <filesystem>
#include <optional>

#include "core/error.h"
#include "core/experiment.h"

namespace sep::ui {

class Recovery {
 public:
  /// folder: of the files; empty: nothing is kept. every_s: least time between two writes.
  explicit Recovery(std::filesystem::path folder, double every_s = 5)
      : folder_(std::move(folder)), every_s_(every_s) {}

  struct Left {
    std::optional<Experiment> experiment;  ///< newest work of a program that is gone; its files are absolute
    double seconds_ago = 0;                ///< when it was kept
    bool again = false;                    ///< it was restored before, and that program did not last either
    std::filesystem::path file;            ///< where it lies now
  };
  /// What was left, taken over so that no other start takes it too; else it waits for one that does. Broken
  /// files are removed.
  Left take();

  /// Keeps the experiment when its revision is another and the last write is long enough ago. Returns seconds
  /// after which to call again, 0 when nothing waits. now_s: any clock that does not go back. A write that
  /// fails is tried again later; nothing is said, since nothing is lost yet.
  double keep(const Experiment& experiment, uint64_t revision, double now_s);
  /// The program ends properly.
  void end();

 private:
  std::filesystem::path own_file() const;
  std::filesystem::path taken_file() const { return folder_ / "recovered.json"; }

  std::filesystem::path folder_;
  double every_s_;
  double last_s_ = -1e9;
  uint64_t revision_ = 0;
  bool kept_ = false;
  bool took_ = false;  ///< what was left is this program's to remove
};

}  // namespace sep::ui

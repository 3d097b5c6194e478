// A file that is read beside the interface, so that the window answers meanwhile. The newest wish counts:
// another file, or cancel(), ends the one before. Knows no ImGui.
#pragma once

#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

#include "io/stop.h"
#include "ui/document.h"

namespace sep::ui {

class Reading {
 public:
  Reading() = default;
  /// Ends what is read, and waits for its end.
  ~Reading();
  Reading(Reading&&) = default;
  Reading& operator=(Reading&&) = default;

  void begin(ReadWish wish);
  /// A file is being read, or what was read waits to be taken.
  bool busy() const { return work_.valid(); }
  /// What is being read, or was read last.
  const ReadWish& wish() const { return wish_; }
  /// Since begin().
  double seconds() const;
  /// 0…1 of the bytes that are gone through, while it is known how many they are and some are left: what a
  /// decoder does, or the making of a bank, has no share.
  std::optional<double> share() const;
  /// What is read is not wanted any more. Returns at once; the work ends within a moment.
  void cancel();
  /// Waits for the end of everything that was told to end.
  void wait_ended();
  /// Waits until take() has something, where busy().
  void wait() const;
  /// The same, until so long after begin() at most. True when take() has something.
  bool wait_until(double seconds) const;
  /// What was read, once; nothing while it is being read. Error: one sentence.
  std::optional<Result<Document>> take();
  /// The sentence that take() will have; nothing while it is being read, and where it went well.
  std::optional<std::string> error() const;

 private:
  using Work = std::shared_future<Result<Document>>;
  Work work_;
  std::stop_source stop_{std::nostopstate};
  std::shared_ptr<io::ReadBytes> bytes_;
  ReadWish wish_;
  std::chrono::steady_clock::time_point began_;
  std::vector<Work> ended_;  ///< told to end: their futures would wait for them
};

}  // namespace sep::ui

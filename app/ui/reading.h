// A file that is read beside the interface, so that the window answers meanwhile. The newest wish counts:
// another file, or cancel(), ends the one before. Knows no ImGui.
#pragma once

#include <chrono>
#include <future>
#include <optional>
#include <stop_token>
#include <vector>

#include "ui/document.h"

namespace sep::ui {

class Reading {
 public:
  Reading() = default;
  /// Ends what is read, and waits for its end.
  ~Reading();
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  /// layer: as read_document().
  void begin(const std::filesystem::path& file, ImageUse image_use = ImageUse::input,
             const std::optional<std::string>& layer = {});
  /// A file is being read, or what was read waits to be taken.
  bool busy() const { return work_.valid(); }
  /// The file that is being read, as it was named.
  const std::filesystem::path& file() const { return file_; }
  ImageUse image_use() const { return use_; }
  /// Since begin().
  double seconds() const;
  /// What is read is not wanted any more. Returns at once; the work ends within a moment.
  void cancel();
  /// Waits for the end of everything that was told to end.
  void wait_ended();
  /// Waits until take() has something, where busy().
  void wait() const;
  /// What was read, once; nothing while it is being read. Error: one sentence.
  std::optional<Result<Document>> take();

 private:
  using Work = std::future<Result<Document>>;
  Work work_;
  std::stop_source stop_{std::nostopstate};
  std::filesystem::path file_;
  ImageUse use_ = ImageUse::input;
  std::chrono::steady_clock::time_point began_;
  std::vector<Work> ended_;  ///< told to end: their futures would wait for them
};

}  // namespace sep::ui

// Whether files that are shown have changed on the disk: looked at twice a second by size, number and time of
// writing. A change is told once it has rested from one look to the next, so whoever writes slowly is let
// finish; a file that is gone tells nothing. Knows no ImGui, reads nothing.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sep::ui {

/// What tells one state of a file from another; nothing while there is none.
struct FileStamp {
  uint64_t device = 0, inode = 0;
  int64_t bytes = 0, written_ns = 0, changed_ns = 0;
  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};
std::optional<FileStamp> stamp_of(const std::filesystem::path& file);

enum class Watched { lesson, image, filters, shaders };

class FileWatch {
 public:
  static constexpr double kEvery_s = 0.5;

  /// These files are shown now. One that was never followed is taken as it is; one that was, as it was when
  /// it was last read.
  void follow(Watched what, const std::vector<std::string>& files);
  /// True when there is something to look at.
  bool any() const;
  /// The next look() looks.
  bool due(double now_s) const { return now_s - looked_s_ >= kEvery_s * 0.98; }
  /// What has changed and rested, once. Looks at most every kEvery_s. now_s: any clock that does not go back.
  std::vector<Watched> look(double now_s);

 private:
  struct Known {
    std::optional<FileStamp> read, last;  ///< when it was read; at the last look
  };
  bool rested(Known& known, const std::string& file);

  std::array<std::vector<std::string>, 4> files_;
  std::map<std::string, Known> known_;
  double looked_s_ = -1e9;
};

}  // namespace sep::ui

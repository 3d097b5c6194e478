// --ui-map and --state: what is on the screen, for automation and tests. Written whole (beside it, renamed)
// when it changed.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "ui/widgets.h"

namespace sep::ui {

struct Studio;

class ReportFiles {
 public:
  void set_paths(std::filesystem::path ui_map, std::filesystem::path state);
  /// Writes what changed since the last call. A file that cannot be written is said once.
  void write(Studio& studio);

 private:
  void put(Studio& studio, std::filesystem::path& file, const std::string& text);
  std::filesystem::path ui_map_, state_;
  std::map<std::string, Rect> last_rects_;
};

}  // namespace sep::ui

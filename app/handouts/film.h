// An animation file, made frame by frame by the program ffmpeg, which need not be installed.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/go_on.h"

namespace sep::handouts {

struct FilmFormat {
  enum class Kind { gif, mp4 } kind = Kind::mp4;
  int width = 0, height = 0;  ///< of every frame
  int fps = 25;
};

class Film {
 public:
  /// Begins to write `file`, whatever its ending. samples: frames whose colours the 256 of a GIF are chosen
  /// from. Error: ffmpeg is not installed, or what it says.
  static Result<std::unique_ptr<Film>> begin(const std::filesystem::path& file, const FilmFormat& format,
                                             const std::vector<std::string>& samples);
  /// Without end() the file is left unfinished.
  virtual ~Film() = default;
  /// 8-bit RGB, [height][width][3]. Error: what ffmpeg says.
  virtual Result<void> add(const std::string& rgb) = 0;
  /// Waits until the file is whole.
  virtual Result<void> end(const GoOn& go_on) = 0;
};

/// Error: ffmpeg is not installed; the sentence says what to do instead.
Result<void> check_ffmpeg();

}  // namespace sep::handouts

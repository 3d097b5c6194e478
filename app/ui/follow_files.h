// The files that the window shows are followed: lesson, image, filters, and with --shaders the shaders. What
// is shown stays until a whole new one has been read.
#pragma once

#include <filesystem>
#include <string>

#include "ui/file_watch.h"
#include "ui/reading.h"

namespace sep::ui {

struct Studio;

struct FollowedFiles {
  FileWatch watch;
  Reading lesson, image, filters;  ///< that are being read again
  std::string said;                ///< the sentence about a file that cannot be read; goes when one can
  std::filesystem::path shaders;   ///< folder of the shaders
  bool developer = false;          ///< it is followed
};

/// Looks whether what is shown has changed, and begins to read it again. True: a frame is due. Cheap where
/// called often. now_s: any clock that does not go back.
bool look_at_files(Studio& studio, double now_s);
/// Something is being read again.
bool reads_again(const FollowedFiles& followed);
/// Shows what was read again.
void take_read_again(Studio& studio);

}  // namespace sep::ui

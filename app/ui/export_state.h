// A hand-out that is asked for in the window, and the one that is being made beside it.
#pragma once

#include <filesystem>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "core/error.h"
#include "io/process.h"

namespace sep::ui {

/// What the file dialog is asked for.
struct ExportWish {
  std::vector<std::string> arguments;  ///< of `sepscope export`, beside the file
  bool folder = false;
  float sharpness = 1;  ///< pixels of a picture for each of the window's
};

/// Made by this program itself, started once more: `sepscope export`.
struct ExportRun {
  io::Process process;
  std::filesystem::path file;
  double began_s = 0;
  std::string unread;  ///< of its output, up to the end of a line
  std::string words;   ///< what it does now
  std::string errors;
  double share = 0;
  bool cancelled = false;
};

struct ExportState {
  std::shared_ptr<ExportRun> run;
  std::filesystem::path picture;                       ///< to take of the window; empty: none
  int picture_in = 0;                                  ///< frames until then: the dialog goes first
  std::shared_ptr<std::future<Result<void>>> writing;  ///< that picture
  std::filesystem::path written;                       ///< its file
  bool running() const { return run != nullptr || writing != nullptr || !picture.empty(); }
};

}  // namespace sep::ui

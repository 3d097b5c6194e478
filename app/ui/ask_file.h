// Asking for a file: the question carries what is to be done with the answer, so that nothing which happens
// while the dialog is open can turn it into another question's.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "ui/document.h"

namespace sep::ui {

struct Studio;
using FileAnswer = std::function<void(Studio&, const std::filesystem::path&)>;

struct FileQuestion {
  bool save = false;  ///< else a file that is there, to open
  std::string name;   ///< proposed, when saving
  std::string title;  ///< empty: of opening anything, or of saving an experiment
  FileAnswer answer;  ///< called once, when a file was chosen
};

/// Shows the dialog, in place of the one that is open.
void ask_for_file(Studio& studio, FileQuestion question);
/// Shows the dialog for opening a file; image_use: what an image is meant as.
void ask_what_to_open(Studio& studio, ImageUse image_use);
/// Draws the dialog while it is open, and answers.
void draw_file_dialog(Studio& studio);

}  // namespace sep::ui

// What the program begins with, as it is read: the files of the command line, or what was shown last. Beside
// the window that opens, or before a picture is drawn. Knows no ImGui, no GPU.
#pragma once

#include <optional>
#include <string>

#include "ui/app.h"
#include "ui/document.h"

namespace sep::ui {

struct Launch {
  LaunchOptions options;
  bool interactive = true;         ///< a window, not a picture
  std::optional<Experiment> left;  ///< what was shown last, its files absolute; for a launch without files
  std::string left_said;           ///< a sentence about that; empty: none
};

/// Of options.files at most one image and at most one experiment or file of filters, told apart by content;
/// both: the latter on that image; and one lesson. options.kernel replaces the experiment's. Interactive: an
/// image without a size is shown at a smaller working size when it is large, and a model of several layers
/// with the list of them. Without files: what was left, where the user left it; what is missing of that, or
/// broken, becomes a note. The experiment comes with its image; none: nothing says what to begin with. Error:
/// one sentence.
Result<Document> read_launch(const Launch& launch);

/// To read it beside the interface.
ReadWish launch_wish(Launch launch);

/// The number of one of the program's own lessons; nothing: it is a file.
std::optional<int> lesson_number(const std::string& lesson);

}  // namespace sep::ui

// A small box at the bottom of the window: what is made beside it, how far it is, and Cancel.
#pragma once

#include <optional>
#include <string>

namespace sep::ui {

struct Studio;

struct ProgressBox {
  std::string id;  ///< "export": of the window and its parts
  std::string text;
  std::optional<double> share;  ///< 0…1; nothing: how far it is is not known
  std::string tip;              ///< of Cancel
  int place = 0;                ///< counted from the bottom
};

/// What takes less shows no box.
inline constexpr double kBoxAfter_s = 0.3;

/// "Reading a.png: 30 %"; without a share "Reading a.png…".
std::string with_share(std::string text, const std::optional<double>& share);

/// True when Cancel was pressed.
bool draw_progress_box(Studio& studio, const ProgressBox& box);

}  // namespace sep::ui

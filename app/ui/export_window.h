// Hand-outs from the window: what the menu asks for, its progress, and its end.
#pragma once

#include <filesystem>

#include "ui/studio.h"

namespace sep::ui {

/// Shows the file dialog; name: proposed.
void ask_where_to_export(Studio& studio, const std::string& name, const std::string& title, ExportWish wish);
/// Begins to write the file that the dialog gave.
void start_export(Studio& studio, const std::filesystem::path& file, const ExportWish& wish);
/// Once a frame: reads how far it is, draws that after half a second, says its end.
void follow_export(Studio& studio);
void cancel_export(Studio& studio);
/// After a frame was drawn: the window's pixels, where its picture is asked for.
void take_window_picture(Studio& studio, ImVec2 size);

}  // namespace sep::ui

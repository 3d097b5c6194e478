// The kinds of files that an experiment is handed out as, told by the ending of the name. One table.
#pragma once

#include <filesystem>
#include <string>

#include "core/error.h"

namespace sep::io {

enum class ExportKind { csv, json, tex, npy, python, png, svg, pdf, gif, mp4, folder };

/// A name that ends in '/', or a folder that is there, is a folder: stage tensors, or the frames of an
/// animation. Error: an unknown ending; the sentence names those that exist.
Result<ExportKind> export_kind(const std::filesystem::path& file);

/// A line for each kind, for help: "  .csv   what both paths cost, for a spreadsheet".
std::string export_kinds_help();
/// ".csv, .json, … or .mp4".
std::string export_endings();

}  // namespace sep::io

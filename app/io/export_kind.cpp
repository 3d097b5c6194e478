// Bodies of export_kind.h.
#include "io/export_kind.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "io/file_bytes.h"

namespace sep::io {
namespace {

struct Row {
  const char* ending;
  ExportKind kind;
  const char* about;
};

constexpr std::array kRows{
    Row{".csv", ExportKind::csv, "what both paths cost, for a spreadsheet"},
    Row{".json", ExportKind::json, "what both paths cost, as 'sepscope cost --format json' prints it"},
    Row{".tex", ExportKind::tex, "what both paths cost, a table for LaTeX: \\input it"},
    Row{".npy", ExportKind::npy, "one stage's tensor, float32 [B,C,H,W] (--stage)"},
    Row{".py", ExportKind::python,
        "the experiment as PyTorch code that runs; large weights in a .npz beside it"},
    Row{".png", ExportKind::png, "a picture of the window, or of the stacks alone (--what)"},
    Row{".svg", ExportKind::svg, "the stacks as a drawing: text is text, lines are lines"},
    Row{".pdf", ExportKind::pdf, "the same as a page for printing"},
    Row{".gif", ExportKind::gif, "the race or the steps as an animation (needs ffmpeg)"},
    Row{".mp4", ExportKind::mp4, "the same as a film (needs ffmpeg)"},
};

}  // namespace

Result<ExportKind> export_kind(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!file.has_filename() || std::filesystem::is_directory(file, ignored)) return ExportKind::folder;
  std::string ending = file.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  for (const Row& row : kRows) {
    if (ending == row.ending) return row.kind;
  }
  return fail(fmt::format(
      "{} was not written: nothing is exported as {}; a name ends in {}, or in / for a folder.", quoted(file),
      ending.empty() ? std::string("a file without an ending") : io::quoted(ending), export_endings()));
}

std::string export_kinds_help() {
  std::string out;
  for (const Row& row : kRows) out += fmt::format("  {:5} {}\n", row.ending, row.about);
  return out +
         "  DIR/  every stage's tensor as .npy; with --race or --steps the frames of the animation as PNG\n";
}

std::string export_endings() {
  std::string out;
  for (const Row& row : kRows)
    out += fmt::format("{}{}",
                       &row == &kRows.front()  ? ""
                       : &row == &kRows.back() ? " or "
                                               : ", ",
                       row.ending);
  return out;
}

}  // namespace sep::io

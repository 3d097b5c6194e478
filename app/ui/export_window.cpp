// Bodies of export_window.h.
#include "ui/export_window.h"

#include <epoxy/gl.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "io/experiment_file.h"
#include "io/export_kind.h"
#include "io/file_bytes.h"
#include "io/image.h"
#include "lessons/pin.h"
#include "ui/look_actions.h"
#include "ui/progress_box.h"
#include "ui/shell.h"

namespace sep::ui {
namespace {

constexpr double kQuiet_s = 0.5;

std::string size_option(ImVec2 size) {
  return fmt::format("{}x{}", static_cast<int>(size.x), static_cast<int>(size.y));
}

std::vector<std::string> arguments_of(const Studio& s, const std::filesystem::path& file,
                                      const ExportWish& wish) {
  std::vector<std::string> out{
      "/proc/self/exe", "export", "-", "-o", file.string() + (wish.folder ? "/" : ""), "--progress-lines"};
  out.insert(out.end(), wish.arguments.begin(), wish.arguments.end());
  const auto kind = io::export_kind(file);
  const bool drawn = kind && (*kind == io::ExportKind::svg || *kind == io::ExportKind::pdf);
  const auto& pinned = s.state.follow.pinned;
  const bool seen = drawn || (kind && *kind == io::ExportKind::png);
  if (seen && pinned && pinned->kind == Selection::Kind::element)
    out.insert(out.end(), {"--pin", lessons::pin_text(*pinned)});
  if (!drawn) {
    const float scale = wish.sharpness * s.theme.scale / (s.state.presenter ? kPresenterScale : 1);
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    out.insert(out.end(), {"--size", size_option({size.x * wish.sharpness, size.y * wish.sharpness}),
                           "--scale", fmt::format("{}", scale)});
    if (s.state.light) out.insert(out.end(), {"--theme", "light"});
    if (s.state.presenter) out.emplace_back("--presenter");
  }
  return out;
}

void take_lines(ExportRun& run) {
  run.unread += run.process.read_output();
  run.errors += run.process.read_errors();
  for (size_t end = 0; (end = run.unread.find('\n')) != std::string::npos; run.unread.erase(0, end + 1)) {
    const std::string line = run.unread.substr(0, end);
    const auto read = std::from_chars(line.data(), line.data() + line.size(), run.share);
    run.words = line.substr(std::min(line.size(), static_cast<size_t>(read.ptr - line.data()) + 1));
  }
}

std::string first_line(std::string text) {
  constexpr std::string_view kName = "sepscope: ";
  if (text.starts_with(kName)) text.erase(0, kName.size());
  return text.substr(0, text.find('\n'));
}

std::string exported(const std::filesystem::path& file) {
  std::error_code error;
  const auto bytes = std::filesystem::file_size(file, error);
  if (error) return "Exported " + file.string();
  return fmt::format("Exported {}, {}", file.string(), io::bytes_text(static_cast<int64_t>(bytes)));
}

void end_run(Studio& s, int status) {
  const ExportRun run = std::move(*s.exporting.run);
  s.exporting.run.reset();
  if (run.cancelled) return s.session.say("Cancelled: nothing was written");
  if (status == 0) return s.session.say(exported(run.file));
  const std::string why = first_line(run.errors);
  s.session.say(why.empty() ? fmt::format("{} was not written: the export ended with status {}.",
                                          io::quoted(run.file), status)
                            : why,
                Message::Kind::error);
}

void draw_progress(Studio& s, const ExportRun& run) {
  const std::string text = fmt::format("{}: {} {:.0f} %", run.file.filename().string(),
                                       run.cancelled       ? "cancelling"
                                       : run.words.empty() ? "beginning"
                                                           : run.words,
                                       100 * run.share);
  if (draw_progress_box(s, {"export", text, run.share, "Ends the export; nothing is written."}))
    cancel_export(s);
}

/// The picture of the window is being written beside it.
void follow_picture(Studio& s) {
  ExportState& e = s.exporting;
  if (!e.writing || e.writing->wait_for(std::chrono::seconds(0)) != std::future_status::ready) return;
  const Result<void> done = e.writing->get();
  e.writing.reset();
  s.session.say(done ? exported(e.written) : done.error().message,
                done ? Message::Kind::note : Message::Kind::error);
}

}  // namespace

void ask_where_to_export(Studio& s, const std::string& name, const std::string& title, ExportWish wish) {
  ask_for_file(s,
               {true, name, title, [wish = std::move(wish)](Studio& to, const std::filesystem::path& file) {
                  start_export(to, file, wish);
                }});
}

void start_export(Studio& s, const std::filesystem::path& file, const ExportWish& wish) {
  if (s.exporting.running())
    return s.session.say("Another export is still being made: cancel it, or wait for its end.",
                         Message::Kind::error);
  const bool folder = wish.folder;
  const auto kind = folder ? io::ExportKind::folder : io::export_kind(file);
  if (!kind) return s.session.say(kind.error().message, Message::Kind::error);
  if (file == s.session.file())
    return s.session.say(fmt::format("{} is the experiment itself: choose another name.", io::quoted(file)),
                         Message::Kind::error);
  s.session.dismiss_message();
  if (*kind == io::ExportKind::png && wish.arguments.empty() && wish.sharpness == 1) {
    s.exporting.picture = file;
    s.exporting.picture_in = 2;
    return;
  }
  auto process = io::Process::start(arguments_of(s, file, wish));
  if (!process)
    return s.session.say(
        fmt::format("{} was not written: {}.", io::quoted(file), io::reason_of(process.error())),
        Message::Kind::error);
  process->write(io::to_json(s.session.experiment()));
  process->close_input();
  s.exporting.run = std::make_shared<ExportRun>(
      ExportRun{std::move(*process), file, ImGui::GetTime(), {}, {}, {}, 0, false});
}

void follow_export(Studio& s) {
  follow_picture(s);
  if (!s.exporting.run) return;
  ExportRun& run = *s.exporting.run;
  const auto status = run.process.status();
  take_lines(run);
  if (status) return end_run(s, *status);
  if (ImGui::GetTime() - run.began_s > kQuiet_s) draw_progress(s, run);
}

void cancel_export(Studio& s) {
  if (!s.exporting.run) return;
  s.exporting.run->cancelled = true;
  s.exporting.run->process.terminate();
}

void take_window_picture(Studio& s, ImVec2 size) {
  ExportState& e = s.exporting;
  if (e.picture.empty() || --e.picture_in > 0) return;
  const int width = static_cast<int>(size.x), height = static_cast<int>(size.y);
  const size_t row = static_cast<size_t>(width) * 3;
  std::string rgb(row * static_cast<size_t>(height), '\0');
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, rgb.data());
  for (int y = 0; y < height / 2; ++y)
    std::swap_ranges(rgb.begin() + static_cast<std::ptrdiff_t>(row) * y,
                     rgb.begin() + static_cast<std::ptrdiff_t>(row) * (y + 1),
                     rgb.begin() + static_cast<std::ptrdiff_t>(row) * (height - 1 - y));
  e.written = e.picture;
  e.picture.clear();
  e.writing = std::make_shared<std::future<Result<void>>>(
      std::async(std::launch::async, [file = e.written, width, height, rgb = std::move(rgb)] {
        return io::save_png(file, width, height, rgb);
      }));
}

}  // namespace sep::ui

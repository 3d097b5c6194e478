// Bodies of save_files.h.
#include "ui/save_files.h"

#include <fmt/format.h>

#include "io/bundle/bundle.h"
#include "io/file_bytes.h"
#include "ui/charts/charts.h"
#include "ui/filters/save_filters.h"
#include "ui/progress_box.h"
#include "ui/studio.h"

namespace sep::ui {
namespace {

void say_saved(Studio& s, const Result<std::string>& saved) {
  s.session.say(saved ? *saved : saved.error().message, saved ? Message::Kind::note : Message::Kind::error);
}

void say_saved_session(Studio& s) {
  add_recent(s.settings, s.session.file());
  s.session.say("Saved " + s.session.file().string());
}

void begin_bundle(Studio& s, const std::filesystem::path& file) {
  if (!s.saving.busy())
    return s.saving.begin(std::filesystem::absolute(file).lexically_normal(), s.session.experiment());
  s.session.say(
      fmt::format("{} is still being saved: wait for it, or cancel it.", io::quoted(s.saving.file())),
      Message::Kind::error);
}

}  // namespace

void take_saved(Studio& s) {
  const auto saved = s.saving.take();
  if (!saved) return;
  const std::filesystem::path& file = s.saving.file();
  if (*saved) {
    s.session.saved_as(file, s.saving.experiment());
    return say_saved_session(s);
  }
  if (s.saving.asked_to_stop())
    return s.session.say(
        fmt::format("Saving {} was stopped: on the disk all is as it was.", io::quoted(file)));
  s.session.say(saved->error().message, Message::Kind::error);
}

void draw_saving(Studio& s, int place) {
  if (!s.saving.busy() || s.saving.seconds() < kBoxAfter_s) return;
  const auto share = s.saving.share();
  const std::string text = with_share("Saving " + s.saving.file().filename().string(), share);
  if (draw_progress_box(s, {"saving", text, share, "Stops it (Esc); on the disk all stays as it is.", place}))
    s.saving.ask_to_stop();
}

void save_experiment_file(Studio& s, const std::filesystem::path& file) {
  if (file.extension() == io::kBundleEnding) return begin_bundle(s, file);
  if (const auto saved = s.session.save(file); !saved)
    return s.session.say(saved.error().message, Message::Kind::error);
  say_saved_session(s);
}

void save_filters_file(Studio& s, const std::filesystem::path& file) {
  if (const Plan* plan = s.session.plan()) say_saved(s, save_filters(*plan, file));
}

void save_factors_file(Studio& s, const std::filesystem::path& file) {
  const Plan* plan = s.session.plan();
  if (plan == nullptr) return;
  const auto saved = save_factors(*plan, file);
  if (saved) ImGui::SetClipboardText(saved->snippet.c_str());
  say_saved(s, saved.map([](const SavedFactors& f) { return f.sentence; }));
}

void save_chart_file(Studio& s, const std::filesystem::path& file) {
  if (s.session.plan() == nullptr) return;
  say_saved(s, save_chart(s, file).map([&] { return "Saved " + file.string(); }));
}

}  // namespace sep::ui

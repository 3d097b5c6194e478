// Bodies of save_files.h.
#include "ui/save_files.h"

#include "ui/charts/charts.h"
#include "ui/filters/save_filters.h"
#include "ui/studio.h"

namespace sep::ui {
namespace {

void say_saved(Studio& s, const Result<std::string>& saved) {
  s.session.say(saved ? *saved : saved.error().message, saved ? Message::Kind::note : Message::Kind::error);
}

}  // namespace

void save_experiment_file(Studio& s, const std::filesystem::path& file) {
  if (const auto saved = s.session.save(file); !saved)
    return s.session.say(saved.error().message, Message::Kind::error);
  add_recent(s.settings, s.session.file());
  s.session.say("Saved " + s.session.file().string());
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

// Bodies of start.h.
#include "ui/start.h"

#include <fmt/format.h>

#include "ui/launch.h"
#include "ui/lessons/lesson_panel.h"
#include "ui/studio.h"
#include "ui/timeline_actions.h"

namespace sep::ui {
namespace {

constexpr double kPatience_s = 0.4;  ///< since the reading began

/// Goes on with what a program that crashed left; what crashed twice is left out, and both are said. False:
/// nothing was left.
bool recover(Studio& s, Launch& launch) {
  Recovery::Left left = s.recovery.take();
  if (!left.experiment) return false;
  if (left.again) {
    launch.left_said = fmt::format(
        "The last session ended the program twice, so this starts without it. File > Open has it: {}.",
        left.file.string());
    return true;
  }
  (void)save_last_experiment(*left.experiment);  // whoever closes the window before it is read finds it again
  launch.left = std::move(left.experiment);
  launch.left_said = fmt::format("SepScope did not end properly. This is its work as of {:.0f} seconds ago.",
                                 left.seconds_ago);
  return true;
}

/// Where the user left; nothing where there is no such place. What is broken is said.
void resume(Studio& s, Launch& launch) {
  if (recover(s, launch)) return;
  auto last = load_last_experiment();
  if (last) {
    launch.left = std::move(*last);
  } else {
    launch.left_said = last.error().message + "; starting with the first example.";
  }
}

bool names_nothing(const LaunchOptions& o) { return o.files.empty() && o.kernel.empty() && !o.experiment; }

/// What is to be said of the beginning, with what was said before it: `before`.
void say_beginning(Studio& s, const Document& read, const Launch& launch, const std::string& before) {
  std::vector<std::string> notes;
  for (const std::string& text : {launch.left_said, before}) {
    if (!text.empty()) notes.push_back(text);
  }
  notes.insert(notes.end(), read.notes.begin(), read.notes.end());
  const bool fine = before.empty() && (launch.left ? read.notes.empty() : launch.left_said.empty());
  const auto unless_filters_say = launch.left ? std::optional(Message::Kind::note) : std::nullopt;
  say_notes(s, notes, fine ? unless_filters_say : Message::Kind::error);
}

}  // namespace

Result<void> take_launch(Studio& s, Document read, const Launch& launch) {
  const LaunchOptions& o = launch.options;
  const std::string before = s.stand_in == 0 && s.session.message() ? s.session.message()->text : "";
  s.stand_in = 0;
  if (read.model != nullptr) {
    const Experiment& e = *read.experiment;
    s.filters.set({read.file, read.model, e.bank.file.empty() ? ImageUse::kernel : ImageUse::input});
    if (s.interactive && read.browse_layers) s.layers.show(s.filters.open(), e.bank.layer);
  }
  if (s.interactive && !read.file.empty()) remember_file(s, read.file);
  if (auto started = s.session.start(read.experiment.value_or(first_experiment()), read.image, read.saved_as);
      !started)
    return started;
  say_beginning(s, read, launch, before);
  if (auto moment = start_timeline(s, o); !moment) return moment;
  if (read.network != nullptr) put_network(s.state.network, o.network, *read.network);
  if (o.chart) s.state.charts = {true, *o.chart};
  return start_lesson(s, o, read.lesson);
}

bool stands_in(const Studio& s) { return s.session.revision() == s.stand_in; }

Result<void> start(Studio& s, const LaunchOptions& options, Reading begun) {
  Launch launch{options, s.interactive, {}, {}};
  if (!s.interactive) {
    auto read = read_launch(launch);
    return read ? take_launch(s, std::move(*read), launch) : fail(read.error().message);
  }
  s.recovery = Recovery(recovery_folder());
  if (begun.busy()) {
    s.opening = std::move(begun);
  } else {
    if (names_nothing(options)) resume(s, launch);
    s.opening.begin(launch_wish(std::move(launch)));
  }
  if (s.opening.wait_until(kPatience_s)) {
    auto read = s.opening.take();
    return *read ? take_launch(s, std::move(**read), *s.opening.wish().launch) : fail(read->error().message);
  }
  if (auto started = s.session.start(first_experiment()); !started) return started;
  s.stand_in = s.session.revision();
  return {};
}

}  // namespace sep::ui

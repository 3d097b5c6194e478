// Bodies of lesson_play.h.
#include "ui/lessons/lesson_play.h"

#include <fmt/format.h>

#include <cmath>

#include "io/paths.h"
#include "lessons/part_ids.h"
#include "lessons/progress.h"
#include "ui/app.h"
#include "ui/filters/bank_edit.h"
#include "ui/launch.h"
#include "ui/lessons/reach.h"
#include "ui/studio.h"

namespace sep::ui {
namespace fs = std::filesystem;
namespace {

LessonState& of(Studio& s) { return s.state.lesson; }

void begin(Studio& s, std::shared_ptr<const lessons::Lesson> lesson) {
  s.opening.cancel();  // the newest wish counts
  lessons::play(of(s).player, std::move(lesson));
}

/// A part that this step's pictures have not is said: the file names it, and nothing would light up.
void say_absent_part(Studio& s, const lessons::Step& step) {
  if (has_bank(step.experiment)) return;  // its plan waits for the split of the filters
  const auto made = plan(step.experiment, s.session.image_info());
  const std::string id = made ? lessons::absent_part(step, *made) : "";
  if (id.empty()) return;
  s.session.say(fmt::format("{}, line {}: the pictures of the step “{}” have no {}",
                            of(s).player.lesson->file.filename().string(), step.line, step.title, id),
                Message::Kind::error);
}

}  // namespace

fs::path places_file() {
  const fs::path last = last_experiment_file();
  return last.empty() ? last : last.parent_path() / "lessons.json";
}

void read_lessons(Studio& s) {
  lessons::Player& p = of(s).player;
  if (p.all || !p.broken.empty()) return;
  const auto data = io::data_dir();
  auto all = data ? lessons::load_lessons(*data / "assets" / "lessons") : fail(data.error().message);
  if (!all) {
    p.broken = all.error().message;
    return s.session.say(p.broken, Message::Kind::error);
  }
  p.all = std::make_shared<const std::vector<lessons::Lesson>>(std::move(*all));
  if (!s.interactive) return;
  if (auto places = lessons::load_places(places_file())) {
    p.places = std::move(*places);
  } else {
    s.session.say(places.error().message + " Lessons begin at their first step", Message::Kind::error);
  }
}

void show_lesson(Studio& s, Document read) {
  read_lessons(s);
  s.session.dismiss_message();
  add_recent(s.settings, read.file);
  begin(s, std::move(read.lesson));
}

void begin_lesson(Studio& s, int number) {
  begin(s, std::make_shared<const lessons::Lesson>((*of(s).player.all)[static_cast<size_t>(number) - 1]));
}

Result<void> start_lesson(Studio& s, const LaunchOptions& options,
                          std::shared_ptr<const lessons::Lesson> file) {
  const auto number = lesson_number(options.lesson);
  if (file == nullptr && !number) return {};
  read_lessons(s);
  lessons::Player& p = of(s).player;
  if (file != nullptr) {
    begin(s, std::move(file));
  } else {
    if (!p.all) return fail(p.broken);
    if (*number < 1 || *number > static_cast<int>(p.all->size()))
      return fail(fmt::format("there is no lesson {}: they are 1 to {}", options.lesson, p.all->size()));
    begin_lesson(s, *number);
  }
  if (options.lesson_step == 0) return {};
  if (options.lesson_step > p.count())
    return fail(fmt::format("this lesson has {} steps, not {}", p.count(), options.lesson_step));
  lessons::go(p, options.lesson_step - 1 - p.step);
  return {};
}

void measured(LessonState& lesson, float LessonState::*of, float height_px) {
  if (std::abs(lesson.*of - height_px) < 0.5F) return;
  lesson.*of = height_px;
  lesson.measured_anew = true;
}

void follow_lesson(Studio& s) {
  lessons::Player& p = of(s).player;
  of(s).measured_anew = false;
  of(s).left_brought = of(s).left_brought && s.state.left_open;
  of(s).right_brought = of(s).right_brought && s.state.right_open;
  if (!p.entered || p.now() == nullptr) return;
  p.entered = false;
  of(s).lit.clear();
  s.session.apply({"lesson", "", p.now()->experiment});
  s.state.follow.pinned = p.now()->pin;
  bring_into_reach(s, *p.now());
  say_absent_part(s, *p.now());
}

bool strayed(const Studio& s) {
  const lessons::Player& p = s.state.lesson.player;
  if (p.now() == nullptr || p.entered) return false;
  Experiment mine = s.session.experiment();
  const Experiment& theirs = p.now()->experiment;
  mine.view = theirs.view;  // zooming and choosing is looking, not changing
  return !(mine == theirs);
}

void renew_lesson(Studio& s, const Document& read) {
  LessonState& l = of(s);
  if (l.player.lesson && l.player.lesson->file == read.file) lessons::reload(l.player, read.lesson);
}

void reveal_answer(Studio& s) {
  lessons::Player& p = of(s).player;
  if (p.now() == nullptr || !p.now()->question) return;
  const auto made = plan(p.now()->experiment, s.session.image_info());
  lessons::reveal(p, made ? &*made : nullptr);
  of(s).show_answer = true;
}

void lesson_on(Studio& s) {
  lessons::Player& p = of(s).player;
  if (p.now() == nullptr) return;
  if (lessons::asks(p)) return reveal_answer(s);
  if (!lessons::go(p, 1)) lessons::to_list(p);
}

void lesson_back(Studio& s) { lessons::go(of(s).player, -1); }

}  // namespace sep::ui

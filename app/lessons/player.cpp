// Bodies of player.h.
#include "lessons/player.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "lessons/lesson_values.h"

namespace sep::lessons {
namespace {

void keep_place(Player& p) {
  if (!p.lesson) return;
  Bookmark& b = p.places[p.lesson->id];
  b.step = p.step;
  b.furthest = std::max(b.furthest, p.step);
  b.done = b.done || p.step == p.count() - 1;
}

void enter(Player& p, int step) {
  p.step = std::clamp(step, 0, p.count() - 1);
  p.entered = true;
  keep_place(p);
}

/// Typed as people type: thousands grouped or not, a decimal point.
std::optional<double> typed_number(const std::string& text) {
  std::string digits;
  for (const char c : text) {
    if (c != ',' && c != ' ' && c != '\'') digits += c;
  }
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

double right_number(const Question& q, const Plan* plan) {
  if (q.value.empty()) return q.number;
  const Value* v = find_value(q.value);
  const auto number = v == nullptr || plan == nullptr ? std::nullopt : v->of(*plan);
  return number.value_or(std::nan(""));
}

}  // namespace

int Player::index() const {
  if (!lesson || !all) return -1;
  for (size_t i = 0; i < all->size(); ++i) {
    if ((*all)[i].file == lesson->file) return static_cast<int>(i);
  }
  return -1;
}

void play(Player& p, std::shared_ptr<const Lesson> lesson) {
  p.lesson = std::move(lesson);
  p.visible = true;
  p.answers.clear();
  const auto kept = p.places.find(p.lesson->id);
  const bool again = kept != p.places.end() && kept->second.step < p.count() - 1;
  enter(p, again ? kept->second.step : 0);
}

void reload(Player& p, std::shared_ptr<const Lesson> lesson) {
  p.lesson = std::move(lesson);
  p.answers.clear();
  enter(p, p.step);
}

bool go(Player& p, int by) {
  if (!p.lesson) return false;
  const int to = p.step + by;
  if (to < 0) return false;
  if (to < p.count()) {
    enter(p, to);
    return true;
  }
  const int next = p.index() + 1;
  if (next == 0 || next >= static_cast<int>(p.all->size())) return false;
  play(p, std::make_shared<const Lesson>((*p.all)[static_cast<size_t>(next)]));
  return true;
}

bool asks(const Player& p) {
  if (!p.visible || p.now() == nullptr || !p.now()->question) return false;
  const auto given = p.answers.find(p.step);
  return given == p.answers.end() || !given->second.revealed;
}

void to_list(Player& p) {
  p.lesson.reset();
  p.visible = true;
}

void reveal(Player& p, const Plan* plan) {
  const Step* step = p.now();
  if (step == nullptr || !step->question) return;
  const Question& q = *step->question;
  Answer& a = p.answers[p.step];
  a.revealed = true;
  if (q.choices.empty()) {
    const auto given = typed_number(a.number);
    a.must = right_number(q, plan);
    a.said = given.has_value();
    a.right = a.said && std::fabs(*given - a.must) <= std::max(q.tolerance, 1e-9) * std::fabs(a.must);
  } else {
    a.said = a.choice >= 0 && a.choice < static_cast<int>(q.choices.size());
    a.right = a.said && q.choices[static_cast<size_t>(a.choice)].right;
  }
}

}  // namespace sep::lessons

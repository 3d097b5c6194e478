// RACE: both paths at the same multiplications per second, with figures that are read from the last row.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/format.h"
#include "ui/panels/timeline_bar.h"
#include "ui/panels/timeline_parts.h"

namespace sep::ui::panels {
namespace {

/// Hundredths of a second, cut, not rounded: a path is not said to have finished before it has.
std::string seconds_text(int64_t micros) {
  return fmt::format("{}.{:02} s", micros / 1'000'000, micros / 10'000 % 100);
}

/// Digits that do not count yet are dim, so that the figure keeps its place.
void odometer(PanelContext& c, const std::string& id, float right, float middle, int64_t value,
              int64_t total) {
  const std::string text = odometer_text(value, total), digits = grouped(value);
  const size_t zeros = value == 0 ? text.size() - 1 : text.size() - digits.size();
  ImFont* font = c.theme.figures;
  const float x = right - measure(font, text).x, y = middle - font->FontSize / 2;
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_text(list, font, {x, y}, with_alpha(c.theme.dim, 0.38F), text.substr(0, zeros));
  draw_text(list, font, {x + measure(font, text.substr(0, zeros)).x, y}, c.theme.text, text.substr(zeros));
  c.ui.record(id, {x, y}, {right, y + font->FontSize});
}

/// A chequered flag as wide as three squares.
void finish_line(ImDrawList* list, const view::Theme& t, ImVec2 top, float height) {
  const float side = std::max(2.0F, std::round(height / 10));
  for (int i = 0; static_cast<float>(i) * side < height; ++i) {
    for (int j = 0; j < 3; ++j) {
      const ImVec2 a{top.x + static_cast<float>(j) * side, top.y + static_cast<float>(i) * side};
      list->AddRectFilled(a, {a.x + side, std::min(a.y + side, top.y + height)},
                          (i + j) % 2 == 0 ? t.text : t.background);
    }
  }
}

struct Columns {
  float name = 0, figure = 0, track = 0, right = 0;  ///< where they begin; figure: where it ends
};

void lane(PanelContext& c, const Race& race, PathId path, int64_t micros, const Columns& x, float top,
          float height) {
  const Plan& plan = *c.session.plan();
  const view::Theme& t = c.theme;
  const RaceLane l = race.lane(path, micros);
  const int64_t longest = std::max(plan.totals.separable, plan.totals.standard);
  const std::string id = std::string("race.") + name_of(path);
  const float middle = top + height * 0.4F, bar = c.ui.px(22), flag = c.ui.px(12);
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_text(list, t.title, {x.name, middle - t.title->FontSize / 2}, colour_of(t, path), name_of(path));
  odometer(c, id + ".odometer", x.figure, middle, l.position, l.total);
  c.ui.text_right("of " + grouped(l.total), x.figure, middle + c.ui.px(22), t.dim, t.mono);
  const float room = x.right - flag - x.track;
  const float length = std::max(
      c.ui.px(4), room * static_cast<float>(static_cast<double>(l.total) / static_cast<double>(longest)));
  const ImVec2 from{x.track, middle - bar / 2}, to{x.track + length, middle + bar / 2};
  list->AddRectFilled(from, to, t.raised);
  list->AddRectFilled(from, {from.x + length * static_cast<float>(l.progress()), to.y}, colour_of(t, path));
  finish_line(list, t, {to.x, from.y - c.ui.px(7)}, bar + c.ui.px(14));
  c.ui.record(id + ".track", from, {to.x + flag, to.y});
  const std::string words = l.finished ? "finished at " + seconds_text(race.finish_micros(path))
                                       : place_words(plan, path, l.position);
  draw_text(list, t.title, {x.track, middle + c.ui.px(19)}, l.finished ? t.good : t.text,
            fitted(t.title, words, x.right - x.track));
  if (!l.finished || race.winner() != path) return;
  const std::string times =
      significant(race.times_earlier(), race.times_earlier() < 1.1 ? 4 : 3) + "× earlier";
  const float left = to.x + flag + c.ui.px(18);
  ImFont* font = left + measure(t.headline, times).x <= x.right ? t.headline : t.bold;
  const ImVec2 size = measure(font, times);
  const bool beside = left + size.x <= x.right;
  const ImVec2 at{beside ? left : x.right - size.x, beside ? middle - size.y / 2 : middle + c.ui.px(22)};
  draw_text(list, font, at, t.good, times);
  c.ui.record("race.verdict", at, {at.x + size.x, at.y + size.y});
}

void controls(PanelContext& c, const Rect& area, const Race& race, int64_t micros) {
  const float size = c.ui.px(32), y = area.min.y + c.ui.px(10);
  ImGui::SetCursorScreenPos({area.min.x + c.ui.px(12), y});
  action_button(c, "time.race", Icon::restart, "Start again (R).", size);
  ImGui::SameLine(0, c.ui.px(4));
  play_button(c, size);
  ImGui::SameLine(0, c.ui.px(14));
  ImDrawList* list = ImGui::GetWindowDrawList();
  const std::string now = seconds_text(micros);
  const ImVec2 at{ImGui::GetCursorScreenPos().x, y + (size - c.theme.figures->FontSize) / 2};
  const float width = measure(c.theme.figures, seconds_text(race.end_micros())).x;
  draw_text(list, c.theme.figures, {at.x + width - measure(c.theme.figures, now).x, at.y}, c.theme.text, now);
  c.ui.record("race.clock", at, {at.x + width, at.y + c.theme.figures->FontSize});
  const float stepper_w = c.ui.px(108), right = area.max.x - c.ui.px(48);
  ImGui::SetCursorScreenPos({right - stepper_w, y + c.ui.px(3)});
  const int seconds = static_cast<int>((c.state.timeline.race.standard_us + 500'000) / 1'000'000);
  const std::string words = "seconds for the standard path";
  if (const auto chosen = c.ui.stepper("race.seconds", seconds, 1, kMostRaceSeconds,
                                       "Seconds that the standard path takes. Both paths work at the same "
                                       "multiplications a second.",
                                       "a race takes a second at least", "a race takes an hour at most",
                                       stepper_w, kMostRaceSeconds))
    c.state.timeline = with_seconds(c.state.timeline, *c.session.plan(), *chosen, ImGui::GetTime());
  const float words_x = right - stepper_w - c.ui.px(10) - measure(c.theme.small, words).x;
  if (words_x > at.x + width + c.ui.px(20))
    draw_text(list, c.theme.small, {words_x, y + c.ui.px(8)}, c.theme.dim, words);
  const double rate = race.multiplications_per_second();
  const std::string pace = fmt::format("both at {} multiplications a second",
                                       rate < 1000 ? significant(rate) : grouped(std::llround(rate)));
  const float pace_x = at.x + width + c.ui.px(24);
  if (pace_x + measure(c.theme.small, pace).x < words_x - c.ui.px(20))
    draw_text(list, c.theme.small, {pace_x, y + c.ui.px(8)}, c.theme.dim, pace);
  close_button(c, area);
}

}  // namespace

void draw_race_bar(PanelContext& c, const Rect& area) {
  if (c.session.plan() == nullptr) return;
  const Plan& plan = *c.session.plan();
  const Race race = race_of(c.state.timeline, plan);
  const int64_t micros = race_time(c.state.timeline, plan, ImGui::GetTime());
  controls(c, area, race, micros);
  const int64_t longest = std::max(plan.totals.separable, plan.totals.standard);
  const float pad = c.ui.px(16);
  Columns x;
  x.name = area.min.x + pad;
  x.figure = x.name + c.ui.px(124) + measure(c.theme.figures, odometer_text(longest, longest)).x;
  x.track = x.figure + c.ui.px(24);
  x.right = area.max.x - pad;
  const float top = area.min.y + c.ui.px(56), height = (area.max.y - top - c.ui.px(4)) / 2;
  lane(c, race, PathId::separable, micros, x, top, height);
  lane(c, race, PathId::standard, micros, x, top + height, height);
}

}  // namespace sep::ui::panels

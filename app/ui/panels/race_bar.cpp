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

ImVec2 measure_figures(const view::Theme& t, float size, std::string_view text) {
  return t.figures->CalcTextSizeA(size, 1e9F, 0, text.data(), text.data() + text.size());
}

void figures(const view::Theme& t, float size, ImVec2 at, ImU32 colour, std::string_view text) {
  ImGui::GetWindowDrawList()->AddText(t.figures, size, {std::floor(at.x), std::floor(at.y)}, colour,
                                      text.data(), text.data() + text.size());
}

/// Digits that do not count yet are dim, so that the figure keeps its place.
void odometer(PanelContext& c, const std::string& id, ImVec2 right_middle, float size, const RaceLane& l) {
  const std::string text = odometer_text(l.position, l.total), digits = grouped(l.position);
  const size_t zeros = l.position == 0 ? text.size() - 1 : text.size() - digits.size();
  const std::string_view all = text;
  const float right = right_middle.x, x = right - measure_figures(c.theme, size, all).x,
              y = right_middle.y - size / 2;
  figures(c.theme, size, {x, y}, with_alpha(c.theme.dim, 0.38F), all.substr(0, zeros));
  figures(c.theme, size, {x + measure_figures(c.theme, size, all.substr(0, zeros)).x, y}, c.theme.text,
          all.substr(zeros));
  c.ui.record(id, {x, y}, {right, y + size});
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

/// Where the parts of both lanes are, in window pixels.
struct Lanes {
  float name = 0, figure = 0, track = 0, right = 0;  ///< where they begin; figure: where it ends
  float height = 0, middle = 0;                      ///< of a lane; of its track
  float bar = 0, below = 0,
        digits = 0;  ///< height of the track; from its middle to the words; of the figures
  bool low = false;  ///< the bar is
};

Lanes lanes_of(const PanelContext& c, const Rect& area) {
  const Plan& plan = *c.session.plan();
  const int64_t longest = std::max(plan.totals.separable, plan.totals.standard);
  Lanes x;
  x.low = area.height() < c.ui.px(kRaceHeight);
  x.digits = x.low ? c.ui.px(26) : c.theme.figures->FontSize;
  x.height = c.ui.px(x.low ? 42 : 74);
  x.middle = c.ui.px(x.low ? 13 : 30);
  x.bar = c.ui.px(x.low ? 12 : 22);
  x.below = c.ui.px(x.low ? 11 : 20);
  x.name = area.min.x + c.ui.px(16);
  x.figure = x.name + c.ui.px(124) + measure_figures(c.theme, x.digits, odometer_text(longest, longest)).x;
  x.track = x.figure + c.ui.px(24);
  x.right = area.max.x - c.ui.px(16);
  return x;
}

/// The track up to its finish line; returns where that ends.
float track(PanelContext& c, PathId path, const RaceLane& l, const Lanes& x, float middle) {
  const Plan& plan = *c.session.plan();
  const view::Theme& t = c.theme;
  const auto longest = static_cast<double>(std::max(plan.totals.separable, plan.totals.standard));
  const float flag = c.ui.px(12), room = x.right - flag - x.track;
  const float length =
      std::max(c.ui.px(4), room * static_cast<float>(static_cast<double>(l.total) / longest));
  const ImVec2 from{x.track, middle - x.bar / 2}, to{x.track + length, middle + x.bar / 2};
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(from, to, t.raised);
  list->AddRectFilled(from, {from.x + length * static_cast<float>(l.progress()), to.y}, colour_of(t, path));
  const float over = x.bar * 0.32F;
  finish_line(list, t, {to.x, from.y - over}, x.bar + 2 * over);
  c.ui.record(std::string("race.") + name_of(path) + ".track", from, {to.x + flag, to.y});
  return to.x + flag;
}

/// By how much the winner finishes earlier: large beside its finish line, or, where the room ends, below.
void verdict(PanelContext& c, const Race& race, const Lanes& x, float finish, float middle) {
  const view::Theme& t = c.theme;
  const double times = race.times_earlier();
  const std::string words = significant(times, times < 1.1 ? 4 : 3) + "× earlier";
  ImFont* large = x.low ? t.title : t.headline;
  const float left = finish + c.ui.px(18);
  const bool beside = left + measure(large, words).x <= x.right;
  ImFont* font = beside ? large : t.bold;
  const ImVec2 size = measure(font, words);
  const ImVec2 at{beside ? left : x.right - size.x, beside ? middle - size.y / 2 : middle + x.below};
  draw_text(ImGui::GetWindowDrawList(), font, at, t.good, words);
  c.ui.record("race.verdict", at, {at.x + size.x, at.y + size.y});
}

void lane(PanelContext& c, const Race& race, PathId path, int64_t micros, const Lanes& x, float top) {
  const view::Theme& t = c.theme;
  const RaceLane l = race.lane(path, micros);
  const float middle = top + x.middle;
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_text(list, t.title, {x.name, middle - t.title->FontSize / 2}, colour_of(t, path), name_of(path));
  odometer(c, std::string("race.") + name_of(path) + ".odometer", {x.figure, middle}, x.digits, l);
  if (!x.low) c.ui.text_right("of " + grouped(l.total), x.figure, middle + c.ui.px(22), t.dim, t.mono);
  const float finish = track(c, path, l, x, middle);
  const std::string words = l.finished ? "finished at " + seconds_text(race.finish_micros(path))
                                       : place_words(*c.session.plan(), path, l.position);
  ImFont* font = x.low ? t.body : t.title;
  draw_text(list, font, {x.track, middle + x.below}, l.finished ? t.good : t.text,
            fitted(font, words, x.right - x.track));
  if (l.finished && race.winner() == path) verdict(c, race, x, finish, middle);
}

void controls(PanelContext& c, const Rect& area, const Race& race, int64_t micros, float digits) {
  const float size = c.ui.px(32), y = area.min.y + c.ui.px(digits < c.theme.figures->FontSize ? 6 : 10);
  ImGui::SetCursorScreenPos({area.min.x + c.ui.px(12), y});
  action_button(c, "time.race", Icon::restart, "Start again (R).", size);
  ImGui::SameLine(0, c.ui.px(4));
  play_button(c, size);
  ImGui::SameLine(0, c.ui.px(14));
  ImDrawList* list = ImGui::GetWindowDrawList();
  const std::string now = seconds_text(micros);
  const ImVec2 at{ImGui::GetCursorScreenPos().x, y + (size - digits) / 2};
  const float width = measure_figures(c.theme, digits, seconds_text(race.end_micros())).x;
  figures(c.theme, digits, {at.x + width - measure_figures(c.theme, digits, now).x, at.y}, c.theme.text, now);
  c.ui.record("race.clock", at, {at.x + width, at.y + digits});
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
  const Lanes x = lanes_of(c, area);
  controls(c, area, race, micros, x.digits);
  const float top = area.max.y - c.ui.px(4) - 2 * x.height;
  lane(c, race, PathId::separable, micros, x, top);
  lane(c, race, PathId::standard, micros, x, top + x.height);
}

}  // namespace sep::ui::panels

// STEP: both paths one multiplication, element, row, channel or stage at a time, forward and back.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/format.h"
#include "ui/panels/timeline_bar.h"
#include "ui/panels/timeline_parts.h"

namespace sep::ui::panels {
namespace {

constexpr std::array<double, 10> kRates{0.5, 1, 2, 4, 8, 16, 32, 128, 1000, 10000};

std::string rate_text(double rate) {
  return rate < 1 ? "1 in 2 s" : grouped(static_cast<int64_t>(rate)) + " a second";
}

/// Granularity and rate, on the line of the buttons.
void pace(PanelContext& c, float width) {
  static const std::string kLabels[] = {"Multiplication", "Element", "Row", "Channel", "Stage"};
  static const std::string kShort[] = {"×", "Element", "Row", "Channel", "Stage"};
  static const std::string kAbouts[] = {"A step is one multiplication.", "A step is one output element.",
                                        "A step is one row of outputs.", "A step is one output channel.",
                                        "A step is one stage."};
  Timeline& t = c.state.timeline;
  const Plan& plan = *c.session.plan();
  const Playback& now = t.separable;
  const bool wide = width > c.ui.px(560);
  const float rate_w = c.ui.px(128), gap = c.ui.px(10);
  const float segments_w = std::min(c.ui.px(wide ? 440 : 320), width - rate_w - gap);
  if (const auto g = c.ui.segments("step.size", wide ? std::span(kLabels) : std::span(kShort),
                                   static_cast<int>(now.granularity), kAbouts, segments_w))
    t = paced(t, plan, static_cast<Granularity>(*g), now.rate, ImGui::GetTime());
  ImGui::SameLine(0, gap);
  std::vector<std::string> rates;
  int current = -1;
  for (size_t i = 0; i < kRates.size(); ++i) {
    rates.push_back(rate_text(kRates[i]));
    if (kRates[i] == now.rate) current = static_cast<int>(i);
  }
  if (const auto r = c.ui.combo("step.rate", rates, current, "Steps a second while it plays.", rate_w, {},
                                current < 0 ? rate_text(now.rate) : std::string()))
    t = paced(t, plan, now.granularity, kRates[static_cast<size_t>(*r)], ImGui::GetTime());
  if (ImGui::IsMouseReleased(ImGuiMouseButton_Left)) c.ui.drop_focus();
}

void controls(PanelContext& c, const Rect& area) {
  const float size = c.ui.px(28), y = area.min.y + c.ui.px(8);
  ImGui::SetCursorScreenPos({area.min.x + c.ui.px(12), y});
  const float gap = c.ui.px(3);
  action_button(c, "step.first", Icon::first, "To the first multiplication (Home).", size);
  ImGui::SameLine(0, gap);
  action_button(c, "step.back", Icon::back, "One step back (,).", size);
  ImGui::SameLine(0, gap);
  play_button(c, size);
  ImGui::SameLine(0, gap);
  action_button(c, "step.forward", Icon::forward, "One step forward (.).", size);
  ImGui::SameLine(0, gap);
  action_button(c, "step.last", Icon::last, "To the last multiplication (End).", size);
  ImGui::SameLine(0, c.ui.px(14));
  ImGui::SetCursorScreenPos({ImGui::GetCursorScreenPos().x, y + c.ui.px(1)});
  pace(c, area.max.x - ImGui::GetCursorScreenPos().x - c.ui.px(46));
  close_button(c, area);
}

/// "depthwise 1,200 of 4,800 · pointwise 0 of 49,152".
std::string stage_words(const Plan& plan, PathId path, int64_t position) {
  const Steps steps = steps_of(plan, path);
  const auto& stages = stages_of(plan, path);
  std::string out;
  for (int s = 0; s < steps.stages(); ++s) {
    const StageProgress p = steps.progress(s, position);
    out += (s > 0 ? "   ·   " : "") + (stages.size() > 1 ? stages[static_cast<size_t>(s)].name + " " : "") +
           (stages.size() > 1 ? grouped(p.done) + " of " + grouped(p.total) + ", " : "") +
           grouped(p.elements) + " of " + grouped(p.elements_total) + " elements";
  }
  return out;
}

void lane(PanelContext& c, PathId path, const Rect& area, float counter_w) {
  Timeline& t = c.state.timeline;
  const Plan& plan = *c.session.plan();
  const int64_t at = position(t, plan, path, ImGui::GetTime()), total = steps_of(plan, path).total();
  const std::string name = name_of(path);
  ImGui::SetCursorScreenPos({area.min.x, area.min.y - c.ui.px(5)});
  if (const auto on = c.ui.toggle("step.moves." + name, "", t.moves(path),
                                  "Whether the buttons move the " + name + " path."))
    t = with_moving(t, plan, path, *on, ImGui::GetTime());
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float x = area.min.x + c.ui.px(40), left = x + c.ui.px(84);
  draw_text(list, c.theme.bold, {x, area.min.y - c.ui.px(1)},
            t.moves(path) ? colour_of(c.theme, path) : c.theme.dim, name);
  const std::string count = grouped(at) + " of " + grouped(total);
  c.ui.text_right(count, area.max.x, area.min.y - c.ui.px(1), c.theme.text, c.theme.mono);
  c.ui.record("step.counter." + name, {area.max.x - counter_w, area.min.y},
              {area.max.x, area.min.y + c.ui.px(18)});
  const Rect track{{left, area.min.y + c.ui.px(5)},
                   {area.max.x - counter_w - c.ui.px(20), area.min.y + c.ui.px(11)}};
  scrubber(c, path, track, at);
  draw_text(list, c.theme.small, {left - c.ui.px(2), area.min.y + c.ui.px(20)}, c.theme.dim,
            fitted(c.theme.small, stage_words(plan, path, at), area.max.x - left));
}

/// A row of texts on one base line, each in its colour, cut where the room ends.
class Sentence {
 public:
  /// at: upper left corner of text in `highest`.
  Sentence(ImVec2 at, float right, const ImFont* highest)
      : x_(at.x), base_(at.y + highest->Ascent), right_(right) {}
  void add(ImFont* font, ImU32 colour, const std::string& text) {
    if (x_ >= right_) return;
    draw_text(ImGui::GetWindowDrawList(), font, {x_, base_ - font->Ascent}, colour,
              fitted(font, text, right_ - x_));
    x_ += measure(font, text).x;
  }

 private:
  float x_, base_, right_;
};

std::string place_of(const Term& t) {
  return fmt::format("[0,{},{},{}]{} ", t.channel, t.y, t.x, t.is_padding ? " padding" : "");
}

/// "product 2 of 3: [0,1,1,2] 0.069 × −0.087 = −0.006".
void add_factor(const view::Theme& t, Sentence& line, const StageTrace& s, const ElementSum& e,
                int64_t done) {
  const Term term = s.term(e, done - 1);
  line.add(t.small, t.dim, fmt::format("   product {} of {}:  ", grouped(done), grouped(s.terms())));
  line.add(t.mono_small, t.dim, place_of(term));
  line.add(t.mono, t.text, significant(term.value, 4));
  line.add(t.mono, t.dim, " × ");
  line.add(t.mono, t.kernel, significant(term.weight, 4));
  line.add(t.mono, t.dim, " = ");
  line.add(t.mono, t.text, significant(term.product, 4));
}

void add_made(const view::Theme& t, Sentence& line, const Making& m, const StageTrace& s) {
  const ElementSum& e = s.elements.back();
  line.add(t.bold, colour_of(t, m.path), s.name);
  line.add(t.mono, t.text, fmt::format(" [0,{},{},{}]", e.channel, e.y, e.x));
  if (m.done == 0) return line.add(t.small, t.dim, "   is the first element that is made.");
  const int64_t done = std::min(m.done, s.terms());
  if (m.one)
    add_factor(t, line, s, e, done);
  else
    line.add(t.small, t.dim, fmt::format("   {} of {} products", grouped(done), grouped(s.terms())));
  const bool all = done == s.terms();
  line.add(t.small, t.dim, all ? "   the sum is  " : "   so far  ");
  line.add(t.mono, all ? t.pixels : t.text, significant(all ? e.value : s.sum_of(e, 0, done), 5));
}

/// The multiplication that was made last, and what its sum has come to.
void factor_line(PanelContext& c, ImVec2 at, float right) {
  const Follow& f = c.state.follow;
  Sentence line(at, right, c.theme.bold);
  if (!f.making_shown() || !f.trace) {
    const bool other = f.shown && !f.making_shown();
    return line.add(c.theme.small, c.theme.dim,
                    other ? "Below stands the arithmetic of what is kept or under the mouse."
                          : "Space plays, . makes one step.");
  }
  const Making& m = f.making.front();
  const auto& path = m.path == PathId::standard ? f.trace->standard : f.trace->separable;
  if (path) add_made(c.theme, line, m, path->stages.back());
}

}  // namespace

void draw_step_bar(PanelContext& c, const Rect& area) {
  if (c.session.plan() == nullptr) return;
  const Plan& plan = *c.session.plan();
  controls(c, area);
  float counter_w = 0;
  for (const PathId p : kBothPaths) {
    const int64_t total = steps_of(plan, p).total();
    counter_w = std::max(counter_w, measure(c.theme.mono, grouped(total) + " of " + grouped(total)).x);
  }
  const float pad = c.ui.px(16);
  float y = area.min.y + c.ui.px(50);
  for (const PathId p : kBothPaths) {
    lane(c, p, {{area.min.x + pad, y}, {area.max.x - pad, y + c.ui.px(36)}}, counter_w);
    y += c.ui.px(41);
  }
  if (area.height() >= c.ui.px(kStepHeight)) factor_line(c, {area.min.x + pad, y}, area.max.x - pad);
}

}  // namespace sep::ui::panels

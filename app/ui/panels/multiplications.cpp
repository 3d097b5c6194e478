// MULTIPLICATIONS, LIVE: headline, bars to scale, each stage with its formula, totals, the closed form.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/charts/charts.h"
#include "ui/format.h"
#include "ui/formula.h"
#include "ui/formula_links.h"
#include "ui/icons.h"
#include "ui/panels/panels.h"

namespace sep::ui::panels {
namespace {

ImU32 verdict_colour(const view::Theme& t, Verdict::Kind kind) {
  return kind == Verdict::Kind::more ? t.warning : t.text;
}

void headline(PanelContext& c, const Plan& plan) {
  const Verdict v = verdict_of(plan.totals);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float h = c.ui.px(52), width = ImGui::GetContentRegionAvail().x;
  const ImU32 colour = verdict_colour(c.theme, v.kind);
  const Icon mark = v.kind == Verdict::Kind::fewer  ? Icon::down
                    : v.kind == Verdict::Kind::more ? Icon::up
                                                    : Icon::equal;
  icon(list, mark, {at.x + c.ui.px(18), at.y + h / 2}, c.ui.px(32), colour);
  float x = at.x + c.ui.px(46);
  const float top = at.y + (h - c.theme.headline->FontSize) / 2;
  const std::string big = v.number.empty() ? v.word : v.number;
  draw_text(list, c.theme.headline, {x, top}, colour, big);
  x += measure(c.theme.headline, big).x + c.ui.px(12);
  if (!v.number.empty())
    draw_text(list, c.theme.body, {x, top + c.theme.headline->FontSize * 0.5F}, c.theme.dim, v.word);
  ImGui::InvisibleButton("count.headline", {width, h});
  c.ui.finish_item(
      "count.headline",
      v.kind == Verdict::Kind::more
          ? "The separable path needs more multiplications than the standard convolution here."
          : "How many times fewer multiplications the separable path needs than the standard convolution.");
}

void bar(PanelContext& c, const std::string& id, const std::string& name, const std::vector<Stage>& stages,
         int64_t total, int64_t longest) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, label_h = c.ui.px(20), bar_h = c.ui.px(16);
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_text(list, c.theme.body, at, c.theme.text, name);
  c.ui.text_right(grouped(total), at.x + width, at.y + c.ui.px(1), c.theme.text, c.theme.mono);
  const float y = at.y + label_h;
  list->AddRectFilled({at.x, y}, {at.x + width, y + bar_h}, with_alpha(c.theme.raised, 0.6F), c.ui.px(4));
  float x = at.x;
  int64_t sum = 0;
  for (size_t i = 0; i < stages.size(); ++i) {
    sum += stages[i].multiplications;
    const float end = at.x + static_cast<float>(double(sum) / double(longest)) * width;
    const float drawn = std::max(end, x + c.ui.px(2));
    const int corners = (i == 0 ? ImDrawFlags_RoundCornersLeft : 0) |
                        (i + 1 == stages.size() ? ImDrawFlags_RoundCornersRight : 0);
    list->AddRectFilled({x, y}, {drawn, y + bar_h}, stage_colour(c.theme, stages[i]),
                        drawn - x > c.ui.px(8) ? c.ui.px(4) : 0,
                        corners == 0 ? ImDrawFlags_RoundCornersNone : corners);
    x = drawn;
  }
  ImGui::InvisibleButton(id.c_str(), {width, label_h + bar_h});
  c.ui.finish_item(id, name + ": " + grouped(total) + " multiplications; both bars have one scale.");
}

void stage_row(PanelContext& c, const std::string& id, const Stage& s) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled({at.x, at.y + c.ui.px(4)}, {at.x + c.ui.px(8), at.y + c.ui.px(12)},
                      stage_colour(c.theme, s), c.ui.px(2));
  draw_text(list, c.theme.body, {at.x + c.ui.px(16), at.y}, c.theme.text, s.name);
  c.ui.text_right(grouped(s.multiplications), at.x + width, at.y + c.ui.px(1), c.theme.text, c.theme.mono);
  const float y = at.y + c.ui.px(20);
  const ImVec2 formula_at{at.x + c.ui.px(16), y};
  if (const Factor* f = draw_formula(list, c.theme, c.theme.mono_small, formula_at, s.formula))
    c.state.parts = parts_of(*c.session.plan(), s, f->symbol);
  c.ui.record(id + ".formula", formula_at,
              {formula_at.x + formula_width(c.theme.mono_small, s.formula), y + c.ui.px(16)});
  draw_shape_right(list, c.theme, c.theme.mono_small, {at.x + width, y}, s.out,
                   s.kind == StageKind::standard || s.kind == StageKind::pointwise);
  ImGui::InvisibleButton(id.c_str(), {width, c.ui.px(38)});
  c.ui.finish_item(id, fmt::format("{}: {} multiplications, {} parameters, output {}. {}", s.name,
                                   grouped(s.multiplications), grouped(s.parameters), to_text(s.out),
                                   formula_words(s.formula)));
}

void total_row(PanelContext& c, const std::string& id, const std::string& name, int64_t value) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImGui::GetWindowDrawList()->AddLine({at.x, at.y}, {at.x + width, at.y}, c.theme.line, c.ui.px(1));
  draw_text(ImGui::GetWindowDrawList(), c.theme.bold, {at.x, at.y + c.ui.px(5)}, c.theme.text, name);
  c.ui.text_right(grouped(value), at.x + width, at.y + c.ui.px(6), c.theme.text, c.theme.mono);
  ImGui::InvisibleButton(id.c_str(), {width, c.ui.px(24)});
  c.ui.finish_item(id,
                   name + ": " + grouped(value) +
                       " multiplications in all, one per weight per output element, padding zeros included.");
}

void table(PanelContext& c, const Plan& plan) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  draw_text(ImGui::GetWindowDrawList(), c.theme.small, at, c.theme.dim, "stage, formula");
  c.ui.text_right("multiplications, output", at.x + width, at.y, c.theme.dim, c.theme.small);
  ImGui::Dummy({width, c.ui.px(18)});
  for (const Stage& s : plan.separable) stage_row(c, "count.stage." + s.name, s);
  total_row(c, "count.separable", "separable", plan.totals.separable);
  ImGui::Dummy({0, c.ui.px(2)});
  for (const Stage& s : plan.standard) stage_row(c, "count.stage." + s.name, s);
}

}  // namespace

void draw_multiplications(PanelContext& c) {
  c.ui.section("MULTIPLICATIONS, LIVE");
  const Plan* plan = c.session.plan();
  if (plan == nullptr) {
    c.ui.text("Nothing to count yet.", c.theme.dim);
    return;
  }
  if (!c.session.valid()) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    icon(ImGui::GetWindowDrawList(), Icon::warning, {at.x + c.ui.px(8), at.y + c.ui.px(9)}, c.ui.px(14),
         c.theme.warning);
    draw_text(ImGui::GetWindowDrawList(), c.theme.small, {at.x + c.ui.px(22), at.y + c.ui.px(2)},
              c.theme.warning, "of the last valid settings:");
    ImGui::Dummy({0, c.ui.px(18)});
    c.ui.wrapped(settings_text(*plan), c.theme.dim, c.theme.small);
  }
  const Totals& t = plan->totals;
  const int64_t longest = std::max<int64_t>(1, std::max(t.separable, t.standard));
  headline(c, *plan);
  bar(c, "count.bar.standard", "standard", plan->standard, t.standard, longest);
  bar(c, "count.bar.separable", "separable", plan->separable, t.separable, longest);
  c.ui.gap(8);
  table(c, *plan);
  c.ui.gap(4);
  if (const std::string letter = closed_form(c.ui, plan->closed_form); !letter.empty())
    c.state.parts = parts_of(*plan, letter);
}

}  // namespace sep::ui::panels

// Bodies of follow_actions.h.
#include "ui/follow_actions.h"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <array>

#include "core/mute.h"
#include "ui/element_menu.h"
#include "ui/shell.h"
#include "ui/studio.h"
#include "ui/timeline_actions.h"
#include "view/select.h"

namespace sep::ui {
namespace {

/// What is under the mouse, else what is kept.
const std::optional<Selection>& at_hand(const Follow& f) { return f.hovered ? f.hovered : f.pinned; }

std::optional<MuteTarget> to_mute(const Studio& s) {
  const auto& selection = at_hand(s.state.follow);
  if (!selection || !s.session.valid()) return std::nullopt;
  return mute_target(*s.session.plan(), *selection);
}

bool can_mute(const Studio& s) { return to_mute(s).has_value(); }

void set_mutes(Studio& s, const std::string& label, Mutes mutes) {
  Experiment e = s.session.experiment();
  e.mutes = std::move(mutes);
  panel_context(s).edit(label, "", std::move(e));
}

void mute(Studio& s) {
  const MuteTarget target = *to_mute(s);
  set_mutes(s, "mute " + name_of(*s.session.plan(), target), toggled(s.session.experiment().mutes, target));
}

void solo(Studio& s) {
  const MuteTarget target = *to_mute(s);
  const Plan& plan = *s.session.plan();
  Experiment e = s.session.experiment();
  e.mutes = soloed(plan, e.mutes, target);
  if (!e.mutes.empty())
    e.view = view::showing(plan, e.view, *at_hand(s.state.follow));  // what is heard comes to the front
  panel_context(s).edit("solo " + name_of(plan, target), "", std::move(e));
}

bool has_pin(const Studio& s) { return s.state.follow.pinned.has_value(); }

void let_go(Studio& s) { s.state.follow.pinned.reset(); }

Selection middle_of_output(const Plan& plan) {
  const TensorRef output = output_of(plan, PathId::separable);
  const Shape shape = shape_of(plan, output);
  return Selection::element(output,
                            view::within(plan.experiment.view, plan).filter % static_cast<int>(shape.c),
                            static_cast<int>(shape.h / 2), static_cast<int>(shape.w / 2));
}

/// The middle of what an element is made from, in the stack before its own; of the first stack nothing.
std::optional<Selection> made_from(const Plan& plan, const Selection& s) {
  const PathId path = s.ref.place == Place::standard ? PathId::standard : PathId::separable;
  const std::vector<TensorRef> chain = chain_of(plan, path);
  const auto at = std::ranges::find(chain, s.ref);
  const auto links = links_of(plan, s);
  if (!links || at == chain.begin() || at == chain.end()) return std::nullopt;
  const TensorLink* link = find_link(*links, *(at - 1), path);
  if (link == nullptr || link->empty()) return std::nullopt;
  const AxisSet &rows = link->rows.cells, &cols = link->cols.cells;
  return Selection::element(link->ref, link->channels.first, rows.at(rows.size() / 2),
                            cols.at(cols.size() / 2));
}

/// As a click does; its channel comes to the front.
void pin(Studio& s, const Selection& selection) {
  s.state.follow.pinned = selection;
  s.state.show_hint = false;
  s.widgets.drop_focus();  // arrows move it now
  move_pinned(s, 0, 0, 0);
}

/// Without a mouse: what is under it, else the output's middle; then back through the stacks, and again.
void keep(Studio& s) {
  const Plan& plan = *s.session.plan();
  const Follow& f = s.state.follow;
  const auto next = f.pinned ? made_from(plan, *f.pinned) : f.hovered;
  pin(s, next.value_or(middle_of_output(plan)));
}

/// The middle weight of the kernel that makes what is kept, else the output.
void keep_weight(Studio& s) {
  const Plan& plan = *s.session.plan();
  const Selection from = s.state.follow.pinned.value_or(middle_of_output(plan));
  const Stage* stage = maker_of(plan, from.ref);
  if (stage == nullptr) return;
  const Size2 kernel = stage->spec.kernel;
  pin(s, Selection::weight(from.ref, from.channel, 0, kernel.h / 2, kernel.w / 2));
}

constexpr bool kShift = true, kLine = true;

const std::array kActions{
    Action{"view.let_go", "View", "Let go of the kept pixel", GLFW_KEY_ESCAPE, false, false, kLine, let_go,
           [](const Studio& s) { return has_pin(s) && !timeline_open(s); }},
    Action{"view.keep", "View", "Keep a pixel, then what it is made from", GLFW_KEY_P, false, false, false,
           keep, [](const Studio& s) { return s.session.valid(); }},
    Action{"view.keep_weight", "View", "Keep a weight of what makes it", GLFW_KEY_W, false, false, false,
           keep_weight, [](const Studio& s) { return s.session.valid(); }},
    Action{"view.copy_value", "View", "Copy its value", 0, false, false, false, copy_value, can_copy_value},
    Action{"view.pin_up", "", "Move the kept pixel up", GLFW_KEY_UP, false, false, false,
           [](Studio& s) { move_pinned(s, 0, -1, 0); }, has_pin},
    Action{"view.pin_down", "", "Move the kept pixel down", GLFW_KEY_DOWN, false, false, false,
           [](Studio& s) { move_pinned(s, 0, 1, 0); }, has_pin},
    Action{"view.pin_left", "", "Move the kept pixel left", GLFW_KEY_LEFT, false, false, false,
           [](Studio& s) { move_pinned(s, 0, 0, -1); }, has_pin},
    Action{"view.pin_right", "", "Move the kept pixel right", GLFW_KEY_RIGHT, false, false, false,
           [](Studio& s) { move_pinned(s, 0, 0, 1); }, has_pin},
    Action{"mute.toggle", "View", "Mute what is under the mouse, or kept", GLFW_KEY_M, false, false, kLine,
           mute, can_mute},
    Action{"mute.solo", "View", "Solo it: mute all others of its kind", GLFW_KEY_S, false, false, false, solo,
           can_mute},
    Action{"mute.none", "View", "Unmute all", GLFW_KEY_M, false, kShift, false,
           [](Studio& s) { set_mutes(s, "unmute all", {}); },
           [](const Studio& s) { return !s.session.experiment().mutes.empty(); }}};

}  // namespace

void move_pinned(Studio& s, int channels, int dy, int dx) {
  auto& pinned = s.state.follow.pinned;
  if (!pinned || s.session.plan() == nullptr) return;
  pinned = moved(*s.session.plan(), *pinned, channels, dy, dx);
  Experiment e = s.session.experiment();
  e.view = view::showing(*s.session.plan(), e.view, *pinned);
  if (!(e.view == s.session.experiment().view)) panel_context(s).edit("choice", "view.choice", std::move(e));
}

std::span<const Action> follow_actions() { return kActions; }

}  // namespace sep::ui

// What the actions of step and race do to a studio, and what a frame of theirs needs.
#pragma once

#include "ui/studio.h"

namespace sep::ui {

bool has_plan(const Studio& s);
bool timeline_open(const Studio& s);
bool stepping(const Studio& s);
bool racing(const Studio& s);

void toggle_step(Studio& s);
void start_race(Studio& s);
void close_timeline(Studio& s);
void toggle_play(Studio& s);
template <int kCount>
void step_by(Studio& s) {
  s.state.timeline = stepped(s.state.timeline, *s.session.plan(), kCount, ImGui::GetTime());
}
template <bool kLast>
void go_to_end(Studio& s) {
  s.state.timeline = at_end(s.state.timeline, *s.session.plan(), kLast, ImGui::GetTime());
}

/// While paths are stepped: brings the channel of the element that is made to the front of its stack.
void bring_made_to_front(Studio& s);
/// What the arithmetic follows while nothing is kept or under the mouse.
std::vector<Making> making_now(const Studio& s);
/// The picture changes by itself.
bool timeline_moves(const Studio& s);
/// Seconds until it does; 0: at once, or never.
float timeline_wake_s(const Studio& s);

/// The moment that a picture is asked for. Error: it lies past the end.
Result<void> start_timeline(Studio& s, const LaunchOptions& options);

}  // namespace sep::ui

// Body of navigate_actions.h.
#include "ui/navigate_actions.h"

#include <GLFW/glfw3.h>

#include <algorithm>
#include <array>

#include "core/places.h"
#include "ui/shell.h"
#include "ui/studio.h"
#include "view/space_camera.h"

namespace sep::ui {
namespace {

bool has_plan(const Studio& s) { return s.session.plan() != nullptr; }

void navigate(Studio& s, const ViewState& view) {
  Experiment e = s.session.experiment();
  e.view = view;
  panel_context(s).edit("zoom", "view.navigate", std::move(e));
}

/// From the whole picture on, towards what is kept.
void look_at_kept(const Studio& s, ViewState& v) {
  const auto& kept = s.state.follow.pinned;
  if (v.zoom > 1 || !kept || kept->kind != Selection::Kind::element) return;
  const Shape shape = shape_of(*s.session.plan(), kept->ref);
  v.centre_x = (static_cast<float>(kept->x) + 0.5F) / static_cast<float>(shape.w);
  v.centre_y = (static_cast<float>(kept->y) + 0.5F) / static_cast<float>(shape.h);
}

template <bool kIn>
void zoom(Studio& s) {
  constexpr float kStep = 1.5F;
  ViewState v = s.session.experiment().view;
  const float factor = kIn ? kStep : 1 / kStep;
  if (v.space.on) {
    v.space = view::closer(v.space, factor);
    return navigate(s, v);
  }
  if (kIn) look_at_kept(s, v);
  v.zoom = std::clamp(v.zoom * factor, 1.0F, view::kMaxZoom);
  if (v.zoom <= 1) v.centre_x = v.centre_y = 0.5F;
  navigate(s, v);
}

/// One step to the right and down, where these are 1.
template <int kRight, int kDown>
void move(Studio& s) {
  constexpr float kDegrees = 10, kPart = 0.2F;
  ViewState v = s.session.experiment().view;
  if (v.space.on) {
    v.space = view::turned(v.space, kRight * kDegrees, -kDown * kDegrees);
  } else if (v.zoom > 1) {
    v.centre_x = std::clamp(v.centre_x + kRight * kPart / v.zoom, 0.0F, 1.0F);
    v.centre_y = std::clamp(v.centre_y + kDown * kPart / v.zoom, 0.0F, 1.0F);
  }
  navigate(s, v);
}

constexpr bool kShift = true;

const std::array kActions{
    Action{"view.zoom_in", "View", "Nearer", GLFW_KEY_EQUAL, false, false, false, zoom<true>, has_plan},
    Action{"view.zoom_out", "View", "Farther", GLFW_KEY_MINUS, false, false, false, zoom<false>, has_plan},
    Action{"view.move_left", "", "Move or turn to the left", GLFW_KEY_LEFT, false, kShift, false, move<-1, 0>,
           has_plan},
    Action{"view.move_right", "", "Move or turn to the right", GLFW_KEY_RIGHT, false, kShift, false,
           move<1, 0>, has_plan},
    Action{"view.move_up", "", "Move or turn up", GLFW_KEY_UP, false, kShift, false, move<0, -1>, has_plan},
    Action{"view.move_down", "", "Move or turn down", GLFW_KEY_DOWN, false, kShift, false, move<0, 1>,
           has_plan},
};

}  // namespace

std::span<const Action> navigate_actions() { return kActions; }

}  // namespace sep::ui

// The camera of the stacks in space: from a SpaceView to matrices and rays, and what orbiting, panning and
// zooming make of a SpaceView. Pure; knows no GL and no ImGui.
#pragma once

#include <array>
#include <glm/mat4x4.hpp>
#include <glm/vec3.hpp>
#include <optional>
#include <span>
#include <string_view>

#include "core/experiment.h"
#include "view/geometry.h"

namespace sep::view {

struct SpaceRay {
  glm::vec3 from{0}, along{0, 0, -1};  ///< along has length 1
};

/// What the camera has to show, and where in the window.
struct SpaceStage {
  std::span<const glm::vec3> corners;  ///< of everything; not empty
  Rect area;                           ///< window pixels
  Rect inner;                          ///< the part that the fitted picture fills; the rest is for labels
};

class SpaceCamera {
 public:
  SpaceCamera() = default;
  SpaceCamera(const SpaceView& view, const SpaceStage& stage);

  const glm::mat4& matrix() const { return matrix_; }  ///< world to clip space
  glm::vec3 eye() const { return eye_; }
  glm::vec3 forward() const { return forward_; }
  /// Window place of a point; nothing behind the viewer.
  std::optional<Point> project(glm::vec3 point) const;
  SpaceRay ray(Point at) const;
  /// Distance of a point along the line of sight.
  float depth(glm::vec3 point) const;
  /// Window pixels per unit at a point.
  float pixels_per_unit(glm::vec3 point) const;
  /// Where a window place meets the plane through what is looked at.
  glm::vec3 on_focus(Point at) const;

 private:
  Rect area_;
  glm::mat4 matrix_{1};
  glm::vec3 eye_{0, 0, 1}, right_{1, 0, 0}, up_{0, 1, 0}, forward_{0, 0, -1}, target_{0};
  float tan_x_ = 1, tan_y_ = 1;
};

/// After a drag by window pixels: turned about what is looked at, at the same distance.
SpaceView orbited(const SpaceView& view, const SpaceStage& stage, float dx, float dy);
/// After a drag by window pixels that keeps `grabbed` under the pointer.
SpaceView shifted(const SpaceView& view, const SpaceStage& stage, glm::vec3 grabbed, float dx, float dy);
/// Nearer by `factor`; `about` stays at its window place.
SpaceView nearer(const SpaceView& view, const SpaceStage& stage, glm::vec3 about, float factor);

/// The same without a mouse: turned by degrees to the right and up; nearer to what is looked at.
SpaceView turned(SpaceView view, float right, float up);
SpaceView closer(SpaceView view, float factor);

/// Directions with names; everything fits.
struct NamedSpaceView {
  std::string_view id, label;
  float yaw, pitch;
};
inline constexpr std::array kNamedSpaceViews{
    NamedSpaceView{"iso", "Oblique", 32, 22}, NamedSpaceView{"front", "Front", 0, 0},
    NamedSpaceView{"top", "Above", 14, 46}, NamedSpaceView{"side", "Side", 54, 14}};
SpaceView seen_from(SpaceView view, const NamedSpaceView& named);

/// On the way from one view to another, part 0…1.
SpaceView between(const SpaceView& from, const SpaceView& to, float part);

}  // namespace sep::view

// Bodies of space_camera.h.
#include "view/space_camera.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>
#include <glm/vec4.hpp>
#include <limits>

namespace sep::view {
namespace {

constexpr float kTanHalf = 0.27F;  ///< of the field of view, over the larger side of the area
constexpr float kDegreesPerPixel = 0.3F;
constexpr float kMostPitch = 89;
constexpr float kLeastZoom = 0.25F, kMostZoom = 64;

struct Basis {
  glm::vec3 right, up, forward;
};

Basis basis_of(float yaw_deg, float pitch_deg) {
  const float yaw = glm::radians(yaw_deg), pitch = glm::radians(pitch_deg);
  const float cy = std::cos(yaw), sy = std::sin(yaw), cp = std::cos(pitch), sp = std::sin(pitch);
  return {{cy, 0, -sy}, {-sy * sp, cp, -cy * sp}, {-sy * cp, -sp, -cy * cp}};
}

glm::vec3 moved_by(const SpaceView& v) { return {v.x, v.y, v.z}; }

/// Tangents of the area's half angles.
void tangents(const Rect& area, float& tx, float& ty) {
  const float w = std::max(1.0F, area.w()), h = std::max(1.0F, area.h()), most = std::max(w, h);
  tx = kTanHalf * w / most;
  ty = kTanHalf * h / most;
}

/// Where the camera looks and from how far, so that all corners just lie within the inner rectangle.
struct Fit {
  glm::vec3 target{0};
  float distance = 1;
};

/// One axis of it: shift of the target and distance. A corner at `a` across and `d` along the line of sight
/// lies inside when −low·(D+d) ≤ a − shift ≤ high·(D+d).
struct AxisFit {
  float low, high;  ///< tangents of the inner rectangle's sides
  float most = -1e30F, least = 1e30F;
  void add(float a, float d) {
    most = std::max(most, a - high * d);
    least = std::min(least, a + low * d);
  }
  float distance() const { return (most - least) / (high + low); }
  /// The middle of the shifts that are possible at a distance.
  float shift(float distance) const { return (most - high * distance + least + low * distance) / 2; }
};

Fit fit(const SpaceStage& s, const Basis& b) {
  float tx = 1, ty = 1;
  tangents(s.area, tx, ty);
  const auto part = [](float inner, float mid, float half, float t) {
    return std::max(0.1F, std::abs(inner - mid) / std::max(1.0F, half)) * t;
  };
  const float mx = s.area.mid_x(), my = s.area.mid_y(), hw = s.area.w() / 2, hh = s.area.h() / 2;
  AxisFit x{part(s.inner.x0, mx, hw, tx), part(s.inner.x1, mx, hw, tx)},
      y{part(s.inner.y1, my, hh, ty), part(s.inner.y0, my, hh, ty)};
  for (const glm::vec3& p : s.corners) {
    const float d = glm::dot(p, b.forward);
    x.add(glm::dot(p, b.right), d);
    y.add(glm::dot(p, b.up), d);
  }
  // Distances count from the origin so far; the target is put into the scene's middle.
  const float from_origin = std::max(x.distance(), y.distance());
  float near = 1e30F, far = -1e30F;
  for (const glm::vec3& p : s.corners) {
    near = std::min(near, glm::dot(p, b.forward));
    far = std::max(far, glm::dot(p, b.forward));
  }
  const float middle = (near + far) / 2;
  Fit f;
  f.distance = std::max(0.1F, from_origin + middle);
  f.target = b.right * x.shift(from_origin) + b.up * y.shift(from_origin) + b.forward * middle;
  return f;
}

float nice(float v) { return std::round(v * 1e5F) / 1e5F; }

/// The view that looks at a place from a distance.
SpaceView looking(SpaceView v, const SpaceStage& stage, glm::vec3 target, float distance) {
  const Fit f = fit(stage, basis_of(v.yaw, v.pitch));
  v.zoom = std::clamp(f.distance / distance, kLeastZoom, kMostZoom);
  const glm::vec3 by = target - f.target;
  v.x = nice(by.x);
  v.y = nice(by.y);
  v.z = nice(by.z);
  return v;
}

}  // namespace

SpaceCamera::SpaceCamera(const SpaceView& view, const SpaceStage& stage) : area_(stage.area) {
  const Basis b = basis_of(view.yaw, view.pitch);
  const Fit f = fit(stage, b);
  tangents(stage.area, tan_x_, tan_y_);
  right_ = b.right;
  up_ = b.up;
  forward_ = b.forward;
  target_ = f.target + moved_by(view);
  eye_ = target_ - forward_ * (f.distance / std::max(view.zoom, 1e-3F));
  float near = std::numeric_limits<float>::max(), far = 0;
  for (const glm::vec3& p : stage.corners) {
    near = std::min(near, depth(p));
    far = std::max(far, depth(p));
  }
  far = std::max(far, 0.1F) * 1.1F + 0.5F;
  near = std::max(near * 0.9F - 0.5F, far * 2e-3F);
  const float a = (far + near) / (near - far), c = 2 * far * near / (near - far);
  glm::mat4 see(1), project(0);
  for (int i = 0; i < 3; ++i) {
    see[i][0] = right_[i];
    see[i][1] = up_[i];
    see[i][2] = -forward_[i];
  }
  see[3] = glm::vec4(-glm::dot(right_, eye_), -glm::dot(up_, eye_), glm::dot(forward_, eye_), 1);
  project[0][0] = 1 / tan_x_;
  project[1][1] = 1 / tan_y_;
  project[2][2] = a;
  project[2][3] = -1;
  project[3][2] = c;
  matrix_ = project * see;
}

float SpaceCamera::depth(glm::vec3 p) const { return glm::dot(p - eye_, forward_); }

std::optional<Point> SpaceCamera::project(glm::vec3 p) const {
  const float d = depth(p);
  if (d < 1e-3F) return std::nullopt;
  const float x = glm::dot(p - eye_, right_) / (d * tan_x_), y = glm::dot(p - eye_, up_) / (d * tan_y_);
  return Point{area_.x0 + (x + 1) / 2 * area_.w(), area_.y0 + (1 - y) / 2 * area_.h()};
}

SpaceRay SpaceCamera::ray(Point at) const {
  const float x = (at.x - area_.x0) / area_.w() * 2 - 1, y = 1 - (at.y - area_.y0) / area_.h() * 2;
  return {eye_, glm::normalize(forward_ + right_ * (x * tan_x_) + up_ * (y * tan_y_))};
}

float SpaceCamera::pixels_per_unit(glm::vec3 p) const {
  return area_.w() / (2 * tan_x_ * std::max(depth(p), 1e-3F));
}

glm::vec3 SpaceCamera::on_focus(Point at) const {
  const SpaceRay r = ray(at);
  return r.from + r.along * (depth(target_) / glm::dot(r.along, forward_));
}

SpaceView orbited(const SpaceView& view, const SpaceStage& stage, float dx, float dy) {
  const Fit f = fit(stage, basis_of(view.yaw, view.pitch));
  SpaceView v = view;
  v.yaw = std::remainder(nice(view.yaw - dx * kDegreesPerPixel), 360.0F);
  v.pitch = std::clamp(nice(view.pitch + dy * kDegreesPerPixel), -kMostPitch, kMostPitch);
  return looking(v, stage, f.target + moved_by(view), f.distance / view.zoom);
}

SpaceView shifted(const SpaceView& view, const SpaceStage& stage, glm::vec3 grabbed, float dx, float dy) {
  const Basis b = basis_of(view.yaw, view.pitch);
  const float per = 1 / SpaceCamera(view, stage).pixels_per_unit(grabbed);
  const glm::vec3 by = b.right * (-dx * per) + b.up * (dy * per);
  SpaceView v = view;
  v.x = nice(v.x + by.x);
  v.y = nice(v.y + by.y);
  v.z = nice(v.z + by.z);
  return v;
}

SpaceView nearer(const SpaceView& view, const SpaceStage& stage, glm::vec3 about, float factor) {
  const Basis b = basis_of(view.yaw, view.pitch);
  const Fit f = fit(stage, b);
  const float zoom = std::clamp(view.zoom * factor, kLeastZoom, kMostZoom);
  const float distance = f.distance / view.zoom, ratio = view.zoom / zoom;
  const glm::vec3 eye = f.target + moved_by(view) - b.forward * distance;
  const glm::vec3 at = about + (eye - about) * ratio;
  return looking(view, stage, at + b.forward * (distance * ratio), distance * ratio);
}

SpaceView turned(SpaceView v, float right, float up) {
  v.yaw = std::remainder(nice(v.yaw + right), 360.0F);
  v.pitch = std::clamp(nice(v.pitch + up), -kMostPitch, kMostPitch);
  return v;
}

SpaceView closer(SpaceView v, float factor) {
  v.zoom = std::clamp(v.zoom * factor, kLeastZoom, kMostZoom);
  return v;
}

SpaceView seen_from(SpaceView view, const NamedSpaceView& named) {
  SpaceView v;
  v.on = view.on;
  v.yaw = named.yaw;
  v.pitch = named.pitch;
  return v;
}

SpaceView between(const SpaceView& from, const SpaceView& to, float part) {
  const float t = std::clamp(part, 0.0F, 1.0F), s = t * t * (3 - 2 * t);
  const auto mix = [s](float a, float b) { return a + (b - a) * s; };
  SpaceView v = to;
  v.yaw = from.yaw + std::remainder(to.yaw - from.yaw, 360.0F) * s;
  v.pitch = mix(from.pitch, to.pitch);
  v.zoom = from.zoom * std::pow(to.zoom / from.zoom, s);
  v.x = mix(from.x, to.x);
  v.y = mix(from.y, to.y);
  v.z = mix(from.z, to.z);
  return v;
}

}  // namespace sep::view

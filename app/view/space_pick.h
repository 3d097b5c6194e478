// Which element lies under a ray: the inverse of drawing. Pure; knows no GL and no ImGui.
#pragma once

#include <optional>

#include "view/space_arrange.h"
#include "view/space_camera.h"

namespace sep::view {

struct SpaceHit {
  size_t stack = 0;  ///< of the arrangement
  int channel = 0, y = 0, x = 0;
  glm::vec3 at{0};
  float distance = 0;  ///< from the ray's beginning
};

/// Way along a ray to a box; nothing when it misses it or begins inside.
std::optional<float> entry(const SpaceRay& ray, glm::vec3 low, glm::vec3 high);

/// The nearest drawn slab; on its rim the element at its edge.
std::optional<SpaceHit> pick_slab(const Arrangement& arrangement, const SpaceRay& ray);

}  // namespace sep::view

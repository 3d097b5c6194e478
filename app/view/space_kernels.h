// The kernels of every stage as small slabs in space, before the stack that they make, in the order of the
// maps that they make or the channels that they read. Pure; knows no GL and no ImGui.
#pragma once

#include <glm/vec3.hpp>
#include <optional>
#include <vector>

#include "view/space_arrange.h"
#include "view/space_camera.h"

namespace sep::view {

/// The kernels of one operator that are drawn.
struct SpaceKernels {
  OperatorBox box;   ///< which operator; its rectangles are empty
  size_t makes = 0;  ///< the stack that it makes, of the arrangement
  int chosen = 0;    ///< the foremost kernel
  float middle_x = 0, middle_y = 0;
  float cell = 0.06F;  ///< side of one weight, world
  float thickness = 0.01F;
  std::vector<Slab> slabs;  ///< channel is the kernel's index; from the front to the back

  float width() const { return cell * static_cast<float>(box.kernel_columns); }
  float height() const { return cell * static_cast<float>(box.kernel_rows); }
  /// Corners of the front face of a slab.
  glm::vec3 low(const Slab& slab) const { return {middle_x - width() / 2, middle_y - height() / 2, slab.z}; }
  glm::vec3 high(const Slab& slab) const { return {middle_x + width() / 2, middle_y + height() / 2, slab.z}; }
};

/// One for each operator that multiplies, in the order of `parts`.
std::vector<SpaceKernels> kernels_in_space(const Parts& parts, const Arrangement& arrangement);

struct SpaceWeightHit {
  size_t kernels = 0;  ///< which operator
  int index = 0, i = 0, j = 0;
  glm::vec3 at{0};
  float distance = 0;
};
/// The weight that a ray meets first.
std::optional<SpaceWeightHit> pick_weight(const std::vector<SpaceKernels>& kernels, const SpaceRay& ray);

}  // namespace sep::view

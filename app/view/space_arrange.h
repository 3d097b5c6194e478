// The stacks of a plan in space: stages along x, the two paths one above the other, channels as slabs along
// −z, the chosen one in front at z = 0. One unit is the larger side of a stage; x right, y up, z towards the
// viewer. Pure; knows no GL and no ImGui.
#pragma once

#include <algorithm>
#include <glm/vec3.hpp>
#include <optional>
#include <vector>

#include "view/layout_parts.h"

namespace sep::view {

/// A channel's thin box; z is its front face.
struct Slab {
  int channel = 0;
  float z = 0;
};

struct SpaceStack {
  StackKey key;
  Row row{};
  int column = 0;
  Shape shape;
  StageGrid grid;
  int chosen = 0;
  StackCaption caption;
  float middle_x = 0, middle_y = 0;               ///< world place of the image's middle
  double image_x = 0, image_y = 0, per_unit = 1;  ///< the image's middle and pixels per unit, image pixels
  float thickness = 0.02F;
  std::vector<Slab> slabs;  ///< those that are drawn, from the front to the back; the first is the chosen
                            ///< one, which on its way there is not yet in front

  /// World place of a column's left or a row's upper edge, in pixels of the stage.
  float x_of(double pixel) const;
  float y_of(double pixel) const;
  /// Column and row at a world place, as a fraction.
  double column_at(float x) const;
  double row_at(float y) const;
  /// Front face of a channel; of one that is not drawn, its place between its neighbours.
  float z_of(int channel) const;
  float back() const { return std::min(slabs.front().z, slabs.back().z) - thickness; }
  bool draws(int channel) const;
  /// Corners of everything that is drawn.
  glm::vec3 low() const { return {x_of(0), y_of(grid.y.count), back()}; }
  glm::vec3 high() const { return {x_of(grid.x.count), y_of(0), 0}; }
};

struct Arrangement {
  Domain domain;
  float width = 1, height = 1;  ///< of every stage's image, the larger is 1
  int stages = 2;               ///< of the separable path
  float column_gap = 1;         ///< as it was asked for
  std::vector<SpaceStack> stacks;

  const SpaceStack* find(StackKey key) const;
  /// Stacks of a path in the order in which they are made, the input first, without the difference.
  std::vector<size_t> chain(Row row) const;
  /// Corners of all stacks.
  std::vector<glm::vec3> corners() const;
};

inline constexpr float kRowGap = 1.05F;  ///< at least, and more for the depth of the lower row

/// How much larger than at least the room between columns and between both rows is.
struct SpaceGaps {
  float columns = 1, rows = 1;
};
Arrangement arrange(const Parts& parts, SpaceGaps gaps = {});

/// The slabs of a stack of so many channels, the chosen one in front.
std::vector<Slab> slabs_of(int64_t channels, int chosen);

/// Whether both have the same stacks with other slabs in front: one glides into the other.
bool other_in_front(const Arrangement& from, const Arrangement& to);
/// `to` on the way from `from`, part 0…1: each slab from where it, or its place between its neighbours, was.
Arrangement gliding(const Arrangement& from, Arrangement to, float part);

/// Which channels beside the chosen one are drawn on one side of it, as distances 1…most from it: near ones
/// all, then every second, every fourth, …; the last always.
std::vector<int> shown_offsets(int most);

}  // namespace sep::view

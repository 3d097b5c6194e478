// Everything that is needed to draw one frame of the stacks in space, and its painters.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "view/canvas.h"
#include "view/diagram.h"
#include "view/path_steps.h"
#include "view/pyramid.h"
#include "view/space_kernels.h"
#include "view/space_labels.h"
#include "view/space_links.h"
#include "view/space_pick.h"
#include "view/space_renderer.h"
#include "view/style.h"
#include "view/weight_bank.h"

namespace sep::view {

struct SpaceScene {
  const Plan& plan;
  gpu::Engine& engine;
  ViewState view;
  const Arrangement& arrangement;
  const std::vector<SpaceKernels>& kernels;
  const SpaceCamera& camera;
  std::vector<StackStyle> styles;  ///< one for each stack
  Canvas& canvas;
  Pyramids& pyramids;
  WeightBank& weights;
  Rect area;
  float framebuffer_scale = 1;
  bool moving = false;             ///< this picture is replaced at once: coarser planes will do
  std::optional<PathSteps> steps;  ///< none: everything is computed
  std::vector<Rect> marks;         ///< where something is outlined in front; no word hides it

  /// How much of a channel of a stack is computed.
  Revealed revealed(const SpaceStack& stack, int channel) const {
    return steps ? view::revealed(*steps, plan, stack.key, channel, view.filter) : Revealed{};
  }
};

/// A slab in the batch of its buffer.
void add_slab(SpacePicture& picture, const BufferWindow& from, const SlabInstance& slab);
/// Part of the background in the colour of what lies so deep.
float fade_at(float z);

/// Slabs of all stacks and their batches, those nearer to the viewer first.
void add_slabs(SpaceScene& scene, SpacePicture& picture);
/// Kernels as heat maps, before the stacks that they make.
void add_kernels(SpaceScene& scene, SpacePicture& picture);
/// Outlines the linked weights in the foremost kernels; of a followed weight, where it stands.
void add_taps(const SpaceScene& scene, const Links& links, SpacePicture& picture);
/// Rings around one element, or around one weight wherever its kernel is drawn.
void add_pointed(const SpaceScene& scene, const Selection& selection, SpacePicture& picture);
/// One ring, light on dark, never too small to be seen.
void add_ring(const SpaceScene& scene, glm::vec3 low, glm::vec3 high, SpacePicture& picture);
/// Rectangle in a plane z, in lines.
void add_frame(SpacePicture& picture, glm::vec3 low, glm::vec3 high, ImU32 colour, float width,
               float alpha = 1);
/// Padding cells as small slabs beside theirs.
void add_padding(SpaceScene& scene, const SpaceLinks& links, SpacePicture& picture);
/// Arrows from stack to stack, frames of the chosen slabs; then, last, what is linked.
void add_wires(const SpaceScene& scene, SpacePicture& picture);
/// faint: nobody points at it; it only shows how the stages work.
void add_links(const SpaceScene& scene, const SpaceLinks& links, bool faint, SpacePicture& picture);

/// Captions, colour bars and titles, placed and drawn.
std::vector<Label> draw_labels(SpaceScene& scene, std::vector<Rect> obstacles);

/// Rectangle around points as they are seen; empty when one lies behind the viewer.
Rect seen(const SpaceCamera& camera, glm::vec3 low, glm::vec3 high);
/// A box without depth for style_of().
StackBox box_of(const SpaceStack& stack);

}  // namespace sep::view

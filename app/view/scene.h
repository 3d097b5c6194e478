// Everything that is needed to draw one frame of the diagram, and its three painters: stacks, operators, what
// is linked to the mouse.
#pragma once

#include <array>
#include <map>
#include <string>

#include "core/links.h"
#include "view/canvas.h"
#include "view/diagram.h"
#include "view/layout.h"
#include "view/path_steps.h"
#include "view/pyramid.h"
#include "view/style.h"
#include "view/tile_renderer.h"
#include "view/weight_bank.h"

namespace sep::view {

/// First row in sight of each stack's contact sheet.
using Scrolls = std::map<std::string, int>;

/// Windows of stages as they were read for the numbers in the pixels.
struct NumberCache {
  struct Entry {
    uint64_t version = 0;
    std::array<int, 4> window{};
    std::vector<float> values;
  };
  std::map<std::pair<std::string, int>, Entry> entries;  ///< by stack and channel
};

struct Scene {
  const Plan& plan;
  gpu::Engine& engine;
  ViewState view;
  const Layout& layout;
  const std::vector<StackStyle>& styles;  ///< one for each stack of the layout
  const Scrolls& scrolls;
  Canvas& canvas;
  TileRenderer& tiles;
  Pyramids& pyramids;
  WeightBank& weights;
  NumberCache& numbers;
  float framebuffer_scale = 1;
  std::optional<PathSteps> steps;  ///< none: everything is computed

  /// How much of a channel of a stack is computed.
  Revealed revealed(const StackBox& stack, int channel) const {
    return steps ? view::revealed(*steps, plan, stack.key, channel, view.filter) : Revealed{};
  }
  int first_row(const StackBox& stack) const;
  /// Of a card, whose rectangle is that of the whole input.
  TileFrame card_frame(const Rect& rect) const { return frame_of(rect, layout.domain, view); }
  /// The part of a card where its stage has pixels.
  Rect shown(const StackBox& stack, const Rect& card) const {
    return shown_part(card_frame(card), stack.grid);
  }
};

/// Tiles go to the renderer (flush it after), the rest to the draw list.
void add_stack_tiles(Scene& scene);
void draw_stack_marks(Scene& scene);
/// The colour map, and below it the ends of the range.
void draw_colour_bar(Canvas& canvas, const Rect& bar, const Rect& bar_text, const StackStyle& style);
/// Values inside the pixels, once they are large enough.
void draw_pixel_numbers(Scene& scene);

void draw_operator_boxes(Scene& scene);
void add_operator_tiles(Scene& scene);
void draw_operator_numbers(Scene& scene);

/// The sentence and the ×10ⁿ control under the difference.
void draw_difference(Scene& scene, Point mouse);

/// What lies under the mouse.
struct Hit {
  const StackBox* stack = nullptr;
  TileFrame frame;
  int channel = 0;
  bool on_pixel = false;  ///< y and x are an element
  int y = 0, x = 0;
};
Hit hit_at(const Scene& scene, Point mouse);
/// Outlines all that is linked to an element or a weight, on both paths: what it was computed from and what
/// it feeds.
void draw_links(Scene& scene, const Selection& selection);
/// Outlines what each path that has not ended makes, with its window; each on its own path only.
void draw_cursors(Scene& scene);
/// The same for one stack's padding cells and for the weights in the operators.
void draw_padding(Scene& scene, const StackBox& stack, const TensorLink& link, ImU32 ink);
void outline_weights(Scene& scene, const Links& links);
/// A ring around one element or one weight that another part of the window points at.
void draw_pointed(Scene& scene, const Selection& selection);
void ring_weight(Scene& scene, const Selection& weight);
/// Writes the value under the mouse by the pointer.
void draw_value(Scene& scene, const Hit& hit, Point mouse);

}  // namespace sep::view

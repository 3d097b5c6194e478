// Everything that is needed to draw one frame of the diagram, and its three painters: stacks, operators, what
// is linked to the mouse.
#pragma once

#include <map>
#include <string>

#include "view/canvas.h"
#include "view/diagram.h"
#include "view/layout.h"
#include "view/pyramid.h"
#include "view/style.h"
#include "view/tile_renderer.h"
#include "view/weight_bank.h"

namespace sep::view {

/// First row in sight of each stack's contact sheet.
using Scrolls = std::map<std::string, int>;

struct Scene {
  const Plan& plan;
  gpu::Engine& engine;
  ViewState view;
  const Layout& layout;
  std::vector<StackStyle> styles;  ///< one for each stack of the layout
  const Scrolls& scrolls;
  Canvas& canvas;
  TileRenderer& tiles;
  Pyramids& pyramids;
  WeightBank& weights;
  float framebuffer_scale = 1;

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
/// Outlines the element, what it was computed from and what it feeds, on both paths, and writes its value by
/// the pointer.
void draw_links(Scene& scene, const Hit& hit, Point mouse);

}  // namespace sep::view

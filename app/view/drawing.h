// What the diagram drew, as plain values: lines of text, boxes, lines, pictures of tensors. Writers of vector
// files read it. Knows no ImGui and no GL.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "view/geometry.h"
#include "view/text.h"

namespace sep::view {

struct Colour {
  uint8_t r = 0, g = 0, b = 0, a = 255;
  friend bool operator==(const Colour&, const Colour&) = default;
};

struct DrawnText {
  Point at;  ///< beginning of the baseline
  Font font = Font::small;
  float size_px = 13;  ///< of a line, ascender to descender
  Colour colour;
  std::string text;
  float width = 0;  ///< as it was measured
};

/// Both may be transparent; the frame lies inside the rectangle.
struct DrawnBox {
  Rect rect;
  Colour fill, frame;
  float radius = 0, thickness = 0;
};

/// Through the points; `bend` says that a point is not passed but drawn towards (a quadratic curve).
struct DrawnPath {
  struct Node {
    Point at;
    bool bend = false;
  };
  std::vector<Node> nodes;
  Colour colour;
  float thickness = 0;  ///< 0: closed and filled
};

/// From left to right.
struct DrawnStripe {
  Rect rect;
  std::vector<Colour> colours;
};

/// Pixels of a tensor. Their colours are taken from the rendered frame by fill_pictures().
struct DrawnPicture {
  Rect rect;                       ///< what is seen of it
  float texel_x = 0, texel_y = 0;  ///< texel at the rectangle's corner
  float step_x = 0, step_y = 0;    ///< texels per pixel of the drawing; 0: the frame's own pixels serve
  Rect placed;                     ///< where the pixels lie; `rect` is cut out of it
  int width = 0, height = 0;
  std::string rgb;  ///< [height][width][3]
};

struct DrawnClip {
  Rect rect;
};
struct DrawnClipEnd {};

using DrawnItem =
    std::variant<DrawnText, DrawnBox, DrawnPath, DrawnStripe, DrawnPicture, DrawnClip, DrawnClipEnd>;

struct Drawing {
  float width = 0, height = 0;  ///< pixels of 1/96 inch
  Colour ground;
  std::vector<DrawnItem> items;
};

/// A rendered frame of the drawing's tensors: 8-bit RGB, [height][width][3].
struct Frame {
  int width = 0, height = 0;
  const std::string* rgb = nullptr;
  float scale = 1;  ///< frame pixels per pixel of the drawing
};
/// Takes the pictures' pixels out of the frame: one for each texel where texels are larger than the frame's
/// pixels.
void fill_pictures(Drawing& drawing, const Frame& frame);

/// Moves everything.
void move(Drawing& drawing, float dx, float dy);

}  // namespace sep::view

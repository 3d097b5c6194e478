// Dear ImGui's draw list in the words of the diagram: inks, fonts, coloured lines, boxes, connectors. With a
// Drawing all of it is recorded there as plain values, and the draw list gets the tensors alone.
#pragma once

#include <imgui.h>

#include "view/colour_map.h"
#include "view/drawing.h"
#include "view/text.h"
#include "view/theme.h"

namespace sep::view {

ImU32 colour_of(const Theme& theme, Ink ink);
/// As a drawing has it.
Colour plain(ImU32 colour);
ImU32 packed(Rgb colour, float alpha = 1);
ImU32 with_alpha(ImU32 colour, float alpha);
/// Opaque, `part` of the way from one colour to the other.
ImU32 mixed(ImU32 from, ImU32 to, float part);
/// Dark letters on light cells, light on dark.
ImU32 ink_on(Rgb colour);
inline ImVec2 im(Point p) { return {p.x, p.y}; }

/// Font and the size at which it is drawn.
struct Face {
  ImFont* font = nullptr;
  float size_px = 0;
};
Face face_of(const Theme& theme, Font font);
/// Measures with the theme's fonts.
Metrics metrics_of(const Theme& theme);

class Canvas {
 public:
  Canvas(ImDrawList& list, const Theme& theme, Drawing* drawing = nullptr)
      : list_(list), theme_(theme), metrics_(metrics_of(theme)), drawing_(drawing) {}

  /// For what only the GPU draws: tensors. Where it lies, picture() says.
  ImDrawList& list() { return list_; }
  /// It goes to a file: what only the mouse can use is left out.
  bool recorded() const { return drawing_ != nullptr; }
  const Theme& theme() const { return theme_; }
  const Metrics& metrics() const { return metrics_; }
  float px(float units) const { return units * theme_.scale; }

  /// A line of spans on one baseline, its upper left corner at `at`.
  void line(Point at, const Line& spans);
  void text(Point at, Font font, ImU32 colour, const std::string& text);
  void text_right(Point right_top, Font font, ImU32 colour, const std::string& text);
  void text_centred(const Rect& box, Font font, ImU32 colour, const std::string& text);

  void box(const Rect& r, ImU32 fill, ImU32 frame, float radius, float thickness);
  void fill(const Rect& r, ImU32 colour, float radius = 0);
  /// A line along the middle of the rectangle's outermost pixels.
  void frame(const Rect& r, ImU32 colour, float thickness = 1);
  void segment(Point from, Point to, ImU32 colour, float thickness = 1);
  /// From left to right, the first colour at one edge and the last one at the other.
  void stripe(const Rect& r, const std::vector<ImU32>& colours);
  void begin_clip(const Rect& r);
  void end_clip();
  /// Says where the draw list has pixels of a tensor.
  void picture(const DrawnPicture& picture);
  /// A line with a dark edge, so that it is seen on light and on dark pictures.
  void outline(const Rect& r, ImU32 colour, float thickness);
  /// Through the points, corners rounded; an arrow head at the end.
  void connector(const std::vector<Point>& points, ImU32 colour, float radius);
  /// Text on a rounded plate that stays inside `area`, near `at`.
  void plate(Point at, const Line& spans, const Rect& area);

 private:
  ImDrawList& list_;
  const Theme& theme_;
  Metrics metrics_;
  Drawing* drawing_;
};

}  // namespace sep::view

// Which parts of a frame look different from the frame before, so that only those are drawn: on software GL,
// filling pixels takes most of a frame. Knows Dear ImGui's draw lists, not what they show.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <functional>
#include <vector>

#include "view/geometry.h"
#include "view/pixel_box.h"

namespace sep::view {

/// What a draw callback fills, where what it reads may change without anything in the draw list changing.
class DrawnContent {
 public:
  virtual ~DrawnContent() = default;
  /// Every rectangle (window pixels) that it fills, with a key: equal keys, equal pixels.
  virtual void visit(const std::function<void(const Rect&, uint64_t key)>& seen) const = 0;
};

/// Says what the callback that follows in the list draws. content lives until the frame is drawn.
void add_content(ImDrawList& list, const DrawnContent& content);
/// The same of what fills one rectangle, callback or texture.
void add_content(ImDrawList& list, const Rect& rect, uint64_t key);
/// That as a command, which belongs in front of the one that it speaks of.
ImDrawCmd content_command(const Rect& rect, uint64_t key);

class Damage {
 public:
  /// The target no longer shows the last frame: the next one is drawn whole. Also for what no draw list
  /// tells, such as another font texture.
  void forget() { before_.clear(); }

  /// Takes out of the frame's lists all that would draw the pixels that the target shows already, and returns
  /// the parts that are left to draw, each from its background on; none where nothing changed. A frame with
  /// another scale than 1 is left whole.
  std::vector<PixelBox> keep_changes(ImDrawData& frame, ImU32 background);
  /// Puts the lists of the last keep_changes() back as they were.
  void put_back(ImDrawData& frame);

 private:
  struct Span {  ///< of cells, half-open
    uint16_t x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  };
  struct Kept {
    ImVector<ImDrawCmd> commands;
    ImVector<ImDrawIdx> indices;
  };

  bool resize(const ImDrawData& frame, ImU32 background);
  Span span_of(const PixelBox& box) const;
  void mark(const Span& span, uint64_t key);
  void look_at(const ImDrawList& list, size_t first_triangle);
  void look_at_triangles(const ImDrawList& list, const ImDrawCmd& command, size_t first_triangle);
  void look_at_content(const ImDrawCmd& command);
  std::vector<PixelBox> changed() const;
  void reduce(ImDrawList& list, size_t first_triangle, const std::vector<PixelBox>& boxes, Kept& kept) const;
  void draw_within(ImDrawList& list, size_t first_triangle, const PixelBox& box, const Kept& all) const;
  PixelBox clip_of(const ImDrawCmd& command) const;

  int width_ = 0, height_ = 0, columns_ = 0, rows_ = 0;
  std::vector<uint64_t> before_, now_;  ///< a hash for each cell
  std::vector<uint64_t> vertices_;      ///< a hash for each vertex of a list
  std::vector<Span> triangles_;         ///< of all lists, in their order
  std::vector<Kept> kept_;              ///< what the lists were, in their order
  bool reduced_ = false;                ///< kept_ is of the last frame
};

}  // namespace sep::view

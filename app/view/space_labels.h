// Captions of stacks in space: each block near its place, the more important first, none over another. Pure;
// knows no GL and no ImGui.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "view/text.h"

namespace sep::view {

/// A block of lines, and a colour bar under the first when `bar_width` is not 0. When there is no room, first
/// the lines after the first go, then the bar, then the block.
struct LabelWish {
  std::string id;
  std::vector<Forms> lines;
  float bar_width = 0;
  Point at;  ///< window pixels
  enum class Anchor { top_left, bottom_left, bottom_middle, top_middle } anchor = Anchor::top_left;
  std::optional<Point> below;  ///< tried after `at`: the block's upper middle
  std::vector<Rect> avoid;     ///< it stays off these too; a last try with its first line alone does not
  float width = 0;             ///< most
  int importance = 0;          ///< smaller ones are placed first
  size_t subject = 0;          ///< whatever the caller likes
  bool keep_inside = false;    ///< moved into the area instead of left out
};

struct Label {
  std::string id;
  std::vector<PlacedLine> lines;
  Rect bar, bar_text;  ///< empty without a bar
  Rect box;
  size_t subject = 0;
};

/// Blocks that lie within the area and do not touch each other or the obstacles.
std::vector<Label> place_labels(const Metrics& metrics, const Rect& area, std::vector<LabelWish> wishes,
                                const std::vector<Rect>& obstacles = {});

}  // namespace sep::view

// Captions of stacks in space: each block near its place, the more important first, none over another. Pure;
// knows no GL and no ImGui.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "view/text.h"

namespace sep::view {

/// A place where a block may stand.
struct LabelSpot {
  Point at;  ///< window pixels
  enum class Anchor {
    top_left,
    top_right,
    bottom_left,
    bottom_right,
    bottom_middle,
    top_middle
  } anchor = Anchor::top_left;
};

/// A block of lines, and a colour bar under the first when `bar_width` is not 0. When there is no room, first
/// the lines after the first go, then the bar, then words of the first line; its shortest form goes last.
struct LabelWish {
  std::string id;
  std::vector<Forms> lines;
  bool together = false;       ///< the lines after the first stand or fall together
  std::vector<Forms> instead;  ///< in the place of `lines` where not all of those fit; empty: as many as do
  float bar_width = 0;
  std::vector<LabelSpot> spots;  ///< the best first
  float width = 0;               ///< most
  int importance = 0;            ///< smaller ones are placed first
  size_t subject = 0;            ///< whatever the caller likes
  bool keep_inside = false;      ///< moved into the area instead of left out
};

struct Label {
  std::string id;
  std::vector<PlacedLine> lines;
  Rect bar, bar_text;  ///< empty without a bar
  Rect box;
  size_t subject = 0;
};

/// Blocks that lie within the area and touch neither each other nor the obstacles. Every wish gets its
/// shortest form before any gets more. They stay off `pictures` too; a shortest form that finds no place near
/// its spots otherwise is put over one.
std::vector<Label> place_labels(const Metrics& metrics, const Rect& area, std::vector<LabelWish> wishes,
                                const std::vector<Rect>& obstacles = {},
                                const std::vector<Rect>& pictures = {});

}  // namespace sep::view

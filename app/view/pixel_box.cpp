// Bodies of pixel_box.h.
#include "view/pixel_box.h"

#include <algorithm>
#include <cstddef>

namespace sep::view {

PixelBox PixelBox::common(const PixelBox& o) const {
  return {std::max(x0, o.x0), std::max(y0, o.y0), std::min(x1, o.x1), std::min(y1, o.y1)};
}

PixelBox PixelBox::joined(const PixelBox& o) const {
  return {std::min(x0, o.x0), std::min(y0, o.y0), std::max(x1, o.x1), std::max(y1, o.y1)};
}

namespace {

constexpr size_t kMostBoxes = 8;

/// The marked cells that hang together with one, which are taken away, corners included.
PixelBox take_region(std::vector<bool>& marked, int columns, int from) {
  const int rows = static_cast<int>(marked.size()) / columns;
  PixelBox box{from % columns, from / columns, from % columns + 1, from / columns + 1};
  std::vector<int> waiting{from};
  marked[static_cast<size_t>(from)] = false;
  while (!waiting.empty()) {
    const int x = waiting.back() % columns, y = waiting.back() / columns;
    waiting.pop_back();
    box = box.joined({x, y, x + 1, y + 1});
    for (int v = std::max(0, y - 1); v <= std::min(rows - 1, y + 1); ++v) {
      for (int u = std::max(0, x - 1); u <= std::min(columns - 1, x + 1); ++u) {
        const int at = v * columns + u;
        if (!marked[static_cast<size_t>(at)]) continue;
        marked[static_cast<size_t>(at)] = false;
        waiting.push_back(at);
      }
    }
  }
  return box;
}

/// Puts a box in, and with it what it overlaps.
void add_box(std::vector<PixelBox>& boxes, PixelBox box) {
  for (size_t i = 0; i < boxes.size();) {
    if (!boxes[i].overlaps(box)) {
      ++i;
      continue;
    }
    box = box.joined(boxes[i]);
    boxes.erase(boxes.begin() + static_cast<std::ptrdiff_t>(i));
    i = 0;
  }
  boxes.push_back(box);
}

/// Joins the two boxes that waste the least area.
void join_two(std::vector<PixelBox>& boxes) {
  size_t first = 0, second = 1;
  int64_t least = -1;
  for (size_t i = 0; i < boxes.size(); ++i) {
    for (size_t k = i + 1; k < boxes.size(); ++k) {
      const int64_t waste = boxes[i].joined(boxes[k]).area() - boxes[i].area() - boxes[k].area();
      if (least >= 0 && waste >= least) continue;
      least = std::max<int64_t>(waste, 0);
      first = i;
      second = k;
    }
  }
  const PixelBox joined = boxes[first].joined(boxes[second]);
  boxes.erase(boxes.begin() + static_cast<std::ptrdiff_t>(second));
  boxes.erase(boxes.begin() + static_cast<std::ptrdiff_t>(first));
  add_box(boxes, joined);
}

}  // namespace

std::vector<PixelBox> boxes_around(const std::vector<bool>& marked, int columns) {
  std::vector<PixelBox> boxes;
  std::vector<bool> left = marked;
  for (size_t i = 0; i < left.size(); ++i) {
    if (left[i]) add_box(boxes, take_region(left, columns, static_cast<int>(i)));
  }
  while (boxes.size() > kMostBoxes) join_two(boxes);
  return boxes;
}

}  // namespace sep::view

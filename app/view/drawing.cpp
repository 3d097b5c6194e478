// Bodies of drawing.h: moving, and pictures of tensors out of a frame.
#include "view/drawing.h"

#include <algorithm>
#include <cmath>

namespace sep::view {
namespace {

/// Where one axis of a picture is sampled: frame pixel of each column (or row), and what they cover.
struct Samples {
  std::vector<int> at;
  float from = 0, to = 0;  ///< pixels of the drawing
};

int inside(double at, double low, double high, int count) {
  const double last = std::max(low, high - 1);
  return std::clamp(static_cast<int>(std::floor(std::clamp(at, low, last))), 0, std::max(0, count - 1));
}

/// The middle of each texel as often as it has pixels in the frame (many viewers smooth pixels that they
/// enlarge), or each of the frame's pixels.
Samples samples(float from, float to, float texel, float step, float scale, int count) {
  constexpr double kMostRepeated = 24;
  Samples s;
  const double low = std::round(from * scale), high = std::round(to * scale);
  if (step <= 0 || step / scale > 0.5F) {
    for (int i = static_cast<int>(low); i < static_cast<int>(high); ++i)
      s.at.push_back(std::clamp(i, 0, std::max(0, count - 1)));
    s.from = static_cast<float>(low) / scale;
    s.to = static_cast<float>(high) / scale;
    return s;
  }
  const double first = std::floor(texel + 1e-3), end = std::ceil(texel + (to - from) * step - 1e-3);
  const auto repeated = static_cast<int>(std::min(std::ceil(double{scale} / step), kMostRepeated));
  for (double t = first; t < end; ++t) {
    const double seen = std::clamp(t + 0.5, double{texel}, double{texel} + (to - from) * step);
    const int at = inside((from + (seen - texel) / step) * scale, low, high, count);
    s.at.insert(s.at.end(), static_cast<size_t>(repeated), at);
  }
  s.from = from + static_cast<float>((first - texel) / step);
  s.to = from + static_cast<float>((end - texel) / step);
  return s;
}

void fill(DrawnPicture& p, const Frame& frame) {
  const Samples x = samples(p.rect.x0, p.rect.x1, p.texel_x, p.step_x, frame.scale, frame.width),
                y = samples(p.rect.y0, p.rect.y1, p.texel_y, p.step_y, frame.scale, frame.height);
  p.placed = {x.from, y.from, x.to, y.to};
  p.width = static_cast<int>(x.at.size());
  p.height = static_cast<int>(y.at.size());
  p.rgb.clear();
  p.rgb.reserve(x.at.size() * y.at.size() * 3);
  for (const int row : y.at) {
    for (const int column : x.at) {
      const size_t at =
          (static_cast<size_t>(row) * static_cast<size_t>(frame.width) + static_cast<size_t>(column)) * 3;
      p.rgb.append(*frame.rgb, at, 3);
    }
  }
}

}  // namespace

namespace {

struct Move {
  float dx, dy;
  void point(Point& p) const { p = {p.x + dx, p.y + dy}; }
  void rect(Rect& r) const { r = r.moved(dx, dy); }
  void operator()(DrawnText& t) const { point(t.at); }
  void operator()(DrawnBox& b) const { rect(b.rect); }
  void operator()(DrawnPath& p) const {
    for (DrawnPath::Node& node : p.nodes) point(node.at);
  }
  void operator()(DrawnStripe& s) const { rect(s.rect); }
  void operator()(DrawnPicture& p) const {
    rect(p.rect);
    rect(p.placed);
  }
  void operator()(DrawnClip& c) const { rect(c.rect); }
  void operator()(DrawnClipEnd&) const {}
};

}  // namespace

void move(Drawing& drawing, float dx, float dy) {
  for (DrawnItem& item : drawing.items) std::visit(Move{dx, dy}, item);
}

void fill_pictures(Drawing& drawing, const Frame& frame) {
  for (DrawnItem& item : drawing.items) {
    if (auto* picture = std::get_if<DrawnPicture>(&item)) fill(*picture, frame);
  }
}

}  // namespace sep::view

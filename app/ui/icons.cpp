// Bodies of icons.h.
#include "ui/icons.h"

#include <algorithm>

namespace sep::ui {
namespace {

/// Pen in a square from −1 to 1 about the middle.
struct Pen {
  ImDrawList* list;
  ImVec2 middle;
  float half;
  ImU32 colour;
  float width;

  ImVec2 at(float x, float y) const { return {middle.x + x * half, middle.y + y * half}; }
  void line(float x0, float y0, float x1, float y1) const {
    list->AddLine(at(x0, y0), at(x1, y1), colour, width);
  }
  void box(float x0, float y0, float x1, float y1, float round = 0.15F) const {
    list->AddRect(at(x0, y0), at(x1, y1), colour, round * half, 0, width);
  }
  void triangle(float x0, float y0, float x1, float y1, float x2, float y2) const {
    list->AddTriangleFilled(at(x0, y0), at(x1, y1), at(x2, y2), colour);
  }
  void dot(float x, float y, float r) const { list->AddCircleFilled(at(x, y), r * half, colour, 16); }
};

/// A bar and an arrow away from it (towards it where `inward`).
void step(const Pen& p, float direction, bool inward) {
  const float bar = (inward ? 0.62F : -0.7F) * direction;
  p.list->AddRectFilled(p.at(std::min(bar, bar + 0.22F * direction), -0.8F),
                        p.at(std::max(bar, bar + 0.22F * direction), 0.8F), p.colour);
  const float tip = (inward ? 0.5F : 0.85F) * direction, foot = (inward ? -0.8F : -0.3F) * direction;
  p.triangle(foot, -0.8F, tip, 0, foot, 0.8F);
}

void circle_arrow(const Pen& p) {
  p.list->PathArcTo(p.middle, p.half * 0.78F, -0.9F, 4.2F, 32);
  p.list->PathStroke(p.colour, 0, p.width * 1.2F);
  p.triangle(0.15F, -0.62F, 1.0F, -0.62F, 0.62F, 0.05F);
}

void chevron(const Pen& p, float direction) {
  p.line(-0.35F * direction, -0.6F, 0.35F * direction, 0);
  p.line(0.35F * direction, 0, -0.35F * direction, 0.6F);
}

}  // namespace

void icon(ImDrawList* list, Icon which, ImVec2 middle, float size, ImU32 colour) {
  const Pen p{list, middle, size / 2, colour, std::max(1.0F, size / 9)};
  switch (which) {
    case Icon::down:
      p.triangle(-1, -0.8F, 1, -0.8F, 0, 0.9F);
      break;
    case Icon::up:
      p.triangle(-1, 0.8F, 0, -0.9F, 1, 0.8F);
      break;
    case Icon::equal:
      list->AddRectFilled(p.at(-0.9F, -0.55F), p.at(0.9F, -0.15F), colour);
      list->AddRectFilled(p.at(-0.9F, 0.15F), p.at(0.9F, 0.55F), colour);
      break;
    case Icon::check:
      p.line(-0.8F, 0.05F, -0.2F, 0.65F);
      p.line(-0.2F, 0.65F, 0.85F, -0.6F);
      break;
    case Icon::cross:
    case Icon::close:
      p.line(-0.6F, -0.6F, 0.6F, 0.6F);
      p.line(-0.6F, 0.6F, 0.6F, -0.6F);
      break;
    case Icon::nearly:
      for (const float y : {-0.3F, 0.35F}) {
        list->AddBezierCubic(p.at(-0.9F, y + 0.15F), p.at(-0.3F, y - 0.6F), p.at(0.3F, y + 0.6F),
                             p.at(0.9F, y - 0.15F), colour, p.width);
      }
      break;
    case Icon::fold_left:
      chevron(p, -1);
      break;
    case Icon::fold_right:
      chevron(p, 1);
      break;
    case Icon::folder:
      p.box(-0.9F, -0.45F, 0.9F, 0.75F);
      p.line(-0.85F, -0.7F, -0.1F, -0.7F);
      p.line(-0.85F, -0.7F, -0.85F, -0.4F);
      p.line(-0.1F, -0.7F, 0.1F, -0.45F);
      break;
    case Icon::file:
      p.box(-0.65F, -0.9F, 0.65F, 0.9F);
      for (const float y : {-0.35F, 0.05F, 0.45F}) p.line(-0.3F, y, 0.3F, y);
      break;
    case Icon::image:
      p.box(-0.9F, -0.75F, 0.9F, 0.75F);
      p.triangle(-0.7F, 0.6F, -0.15F, -0.2F, 0.4F, 0.6F);
      p.triangle(0, 0.6F, 0.4F, 0.05F, 0.75F, 0.6F);
      p.dot(0.4F, -0.35F, 0.17F);
      break;
    case Icon::sliders:
      for (const float y : {-0.55F, 0.0F, 0.55F}) p.line(-0.9F, y, 0.9F, y);
      p.dot(-0.3F, -0.55F, 0.24F);
      p.dot(0.45F, 0, 0.24F);
      p.dot(-0.1F, 0.55F, 0.24F);
      break;
    case Icon::count:
      list->AddRectFilled(p.at(-0.8F, -0.1F), p.at(-0.35F, 0.8F), colour);
      list->AddRectFilled(p.at(-0.2F, -0.8F), p.at(0.25F, 0.8F), colour);
      list->AddRectFilled(p.at(0.4F, 0.3F), p.at(0.85F, 0.8F), colour);
      break;
    case Icon::list:
      for (const float y : {-0.6F, 0.0F, 0.6F}) {
        p.dot(-0.8F, y, 0.14F);
        p.line(-0.4F, y, 0.95F, y);
      }
      break;
    case Icon::linked:
    case Icon::unlinked:
      p.box(-1, -0.42F, -0.12F, 0.42F, 0.4F);
      p.box(0.12F, -0.42F, 1, 0.42F, 0.4F);
      if (which == Icon::linked) p.line(-0.5F, 0, 0.5F, 0);
      break;
    case Icon::play:
      p.triangle(-0.65F, -0.9F, 0.95F, 0, -0.65F, 0.9F);
      break;
    case Icon::pause:
      list->AddRectFilled(p.at(-0.7F, -0.85F), p.at(-0.2F, 0.85F), colour);
      list->AddRectFilled(p.at(0.2F, -0.85F), p.at(0.7F, 0.85F), colour);
      break;
    case Icon::forward:
      step(p, 1, false);
      break;
    case Icon::back:
      step(p, -1, false);
      break;
    case Icon::first:
      step(p, -1, true);
      break;
    case Icon::last:
      step(p, 1, true);
      break;
    case Icon::restart:
      circle_arrow(p);
      break;
    case Icon::warning:
      list->AddTriangle(p.at(-0.95F, 0.8F), p.at(0.95F, 0.8F), p.at(0, -0.85F), colour, p.width);
      p.line(0, -0.2F, 0, 0.3F);
      p.dot(0, 0.55F, 0.12F);
      break;
  }
}

}  // namespace sep::ui

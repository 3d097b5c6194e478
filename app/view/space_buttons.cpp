// Bodies of space_buttons.h.
#include "view/space_buttons.h"

#include <algorithm>

namespace sep::view {

std::vector<SpaceButton> buttons_of(const Canvas& c, const Rect& area) {
  std::vector<SpaceButton> out;
  float x = area.x1 - c.px(12);
  for (size_t i = kNamedSpaceViews.size(); i-- > 0;) {
    const float w = c.metrics().width(Font::small, std::string(kNamedSpaceViews[i].label)) + c.px(16);
    out.push_back({{x - w, area.y0 + c.px(10), x, area.y0 + c.px(34)}, i});
    x -= w + c.px(4);
  }
  if (x < area.x0 + c.px(12)) out.clear();
  return out;
}

void draw_buttons(Canvas& c, const std::vector<SpaceButton>& buttons, const SpaceView& view, Point mouse) {
  const Theme& t = c.theme();
  for (const SpaceButton& b : buttons) {
    const NamedSpaceView& named = kNamedSpaceViews[b.named];
    const bool on = view == seen_from(view, named);
    c.box(b.rect, on || b.rect.contains(mouse) ? t.raised : t.panel, t.line, c.px(5), c.px(1));
    c.text_centred(b.rect, Font::small, on ? t.text : t.dim, std::string(named.label));
  }
}

const SpaceButton* button_at(const std::vector<SpaceButton>& buttons, Point mouse) {
  const auto it = std::find_if(buttons.begin(), buttons.end(),
                               [&](const SpaceButton& b) { return b.rect.contains(mouse); });
  return it == buttons.end() ? nullptr : &*it;
}

void add_rects(const std::vector<SpaceButton>& buttons, std::vector<NamedRect>& rects) {
  for (const SpaceButton& b : buttons) {
    rects.push_back({"space." + std::string(kNamedSpaceViews[b.named].id),
                     {b.rect.x0, b.rect.y0},
                     {b.rect.x1, b.rect.y1}});
  }
}

}  // namespace sep::view

// Bodies of notices.h.
#include "view/notices.h"

#include <algorithm>

namespace sep::view {

void draw_dimmed(Canvas& c, const Rect& area, const std::string& label) {
  c.fill(area, with_alpha(c.theme().background, 0.62F));
  const float width = area.w() - c.px(80), pitch = c.px(18);
  auto lines = wrapped(c.metrics(), Font::bold, label, width, 4);
  if (lines.empty()) lines = {label};
  float w = 0;
  for (const std::string& line : lines) w = std::max(w, c.metrics().width(Font::bold, line));
  const float x = area.mid_x() - w / 2, y = area.y0 + c.px(26);
  const Rect plate{x - c.px(14), y - c.px(9), x + w + c.px(14),
                   y + pitch * static_cast<float>(lines.size()) + c.px(6)};
  c.box(plate, c.theme().raised, c.theme().warning, c.px(8), c.px(1.5F));
  for (size_t i = 0; i < lines.size(); ++i)
    c.text({x, y + pitch * static_cast<float>(i)}, Font::bold, c.theme().text, lines[i]);
}

void draw_too_small(Canvas& c, const Rect& area) {
  for (const char* words : {"The diagram needs a larger window.", "larger window needed", "…"}) {
    if (c.metrics().width(Font::body, words) > area.w() - c.px(8)) continue;
    c.text_centred(area, Font::body, c.theme().dim, words);
    return;
  }
}

}  // namespace sep::view

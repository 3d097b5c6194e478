// The colour of each symbol.
#include "view/theme.h"

namespace sep::view {

ImU32 Theme::of(Symbol symbol) const {
  switch (symbol) {
    case Symbol::kernel_h:
    case Symbol::kernel_w:
      return kernel;
    case Symbol::channels:
      return channels;
    case Symbol::filters:
      return filters;
    case Symbol::pixels_h:
    case Symbol::pixels_w:
      return pixels;
    case Symbol::multiplier:
    case Symbol::rank:
      return accent;
    case Symbol::batch:
      return dim;
  }
  return text;
}

namespace {

struct Colours {
  ImU32 background, panel, raised, line, text, dim, accent, kernel, channels, filters, pixels, row, good,
      warning;
};

constexpr ImU32 rgb(int r, int g, int b) { return IM_COL32(r, g, b, 255); }

Colours dark() {
  const Theme t;
  return {t.background, t.panel,    t.raised,  t.line,   t.text, t.dim,  t.accent,
          t.kernel,     t.channels, t.filters, t.pixels, t.row,  t.good, t.warning};
}

/// The ground is grey enough for the white of diverging maps to stand out from it.
Colours light() {
  return {rgb(226, 230, 237), rgb(242, 244, 248), rgb(214, 219, 229), rgb(178, 185, 198), rgb(16, 20, 28),
          rgb(66, 73, 86),    rgb(40, 62, 180),   rgb(124, 66, 0),    rgb(0, 84, 98),     rgb(118, 30, 154),
          rgb(36, 88, 4),     rgb(196, 128, 64),  rgb(36, 88, 4),     rgb(156, 34, 12)};
}

Colours projector() {
  Colours c = dark();
  c.background = rgb(0, 0, 0);
  c.panel = rgb(8, 9, 12);
  c.raised = rgb(34, 40, 52);
  c.line = rgb(92, 100, 116);
  c.text = rgb(255, 255, 255);
  c.dim = rgb(214, 219, 228);
  c.accent = rgb(160, 178, 255);
  return c;
}

}  // namespace

void set_colours(Theme& t, Palette palette) {
  const Colours c = palette == Palette::light       ? light()
                    : palette == Palette::projector ? projector()
                                                    : dark();
  t.light = palette == Palette::light;
  t.background = c.background;
  t.panel = c.panel;
  t.raised = c.raised;
  t.line = c.line;
  t.text = c.text;
  t.dim = c.dim;
  t.accent = c.accent;
  t.kernel = c.kernel;
  t.channels = c.channels;
  t.filters = c.filters;
  t.pixels = c.pixels;
  t.row = c.row;
  t.good = c.good;
  t.warning = c.warning;
}

}  // namespace sep::view

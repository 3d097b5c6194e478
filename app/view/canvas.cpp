// Bodies of canvas.h.
#include "view/canvas.h"

#include <algorithm>
#include <cmath>

namespace sep::view {

ImU32 colour_of(const Theme& t, Ink ink) {
  switch (ink) {
    case Ink::text:
      return t.text;
    case Ink::dim:
      return t.dim;
    case Ink::pixels:
      return t.pixels;
    case Ink::channels:
      return t.channels;
    case Ink::filters:
      return t.filters;
    case Ink::kernel:
      return t.kernel;
    case Ink::accent:
      return t.accent;
    case Ink::good:
      return t.good;
    case Ink::warning:
      return t.warning;
  }
  return t.text;
}

Colour plain(ImU32 c) {
  const auto part = [c](int shift) { return static_cast<uint8_t>(c >> shift & 0xFF); };
  return {part(IM_COL32_R_SHIFT), part(IM_COL32_G_SHIFT), part(IM_COL32_B_SHIFT), part(IM_COL32_A_SHIFT)};
}

namespace {

constexpr Colour kNothing{0, 0, 0, 0};

float ascent_px(const Face& f) { return f.font->Ascent * f.size_px / f.font->FontSize; }

/// The corners cut where a connector turns, with the place that it bends towards.
std::vector<DrawnPath::Node> rounded(const std::vector<Point>& p, float radius) {
  std::vector<DrawnPath::Node> nodes{{p.front(), false}};
  for (size_t i = 1; i + 1 < p.size(); ++i) {
    const auto towards = [&](const Point& a, const Point& b) {
      const float length = std::hypot(b.x - a.x, b.y - a.y), r = std::min(radius, length / 2);
      if (length <= 0) return a;
      return Point{a.x + (b.x - a.x) * r / length, a.y + (b.y - a.y) * r / length};
    };
    nodes.push_back({towards(p[i], p[i - 1]), false});
    nodes.push_back({p[i], true});
    nodes.push_back({towards(p[i], p[i + 1]), false});
  }
  return nodes;
}

}  // namespace

ImU32 packed(Rgb c, float alpha) { return ImGui::ColorConvertFloat4ToU32({c.r, c.g, c.b, alpha}); }

ImU32 with_alpha(ImU32 colour, float alpha) {
  ImVec4 c = ImGui::ColorConvertU32ToFloat4(colour);
  c.w *= alpha;
  return ImGui::ColorConvertFloat4ToU32(c);
}

ImU32 ink_on(Rgb c) {
  const float light = 0.2126F * c.r + 0.7152F * c.g + 0.0722F * c.b;
  return light > 0.42F ? IM_COL32(18, 20, 24, 255) : IM_COL32(255, 255, 255, 255);
}

ImU32 mixed(ImU32 from, ImU32 to, float part) {
  const ImVec4 a = ImGui::ColorConvertU32ToFloat4(from), b = ImGui::ColorConvertU32ToFloat4(to);
  const auto mix = [part](float x, float y) { return x + (y - x) * part; };
  return ImGui::ColorConvertFloat4ToU32({mix(a.x, b.x), mix(a.y, b.y), mix(a.z, b.z), 1});
}

Face face_of(const Theme& t, Font font) {
  ImFont* face = nullptr;
  switch (font) {
    case Font::body:
      face = t.body;
      break;
    case Font::small:
    case Font::tiny:
      face = t.small;
      break;
    case Font::small_bold:
    case Font::bold:
      face = t.bold;
      break;
    case Font::headline:
      face = t.headline;
      break;
    case Font::mono:
      face = t.mono;
      break;
    case Font::mono_small:
      face = t.mono_small;
      break;
  }
  if (face == nullptr) face = ImGui::GetFont();
  Metrics sizes;
  sizes.scale = t.scale;
  sizes.large = t.large;
  return {face, sizes.height(font)};
}

Metrics metrics_of(const Theme& theme) {
  Metrics m;
  m.scale = theme.scale;
  m.large = theme.large;
  m.width = [&theme](Font font, const std::string& text) {
    const Face f = face_of(theme, font);
    return std::ceil(f.font->CalcTextSizeA(f.size_px, 1e9F, 0, text.data(), text.data() + text.size()).x);
  };
  return m;
}

void Canvas::line(Point at, const Line& spans) {
  float baseline = 0;
  for (const Span& s : spans) {
    const Face f = face_of(theme_, s.font);
    baseline = std::max(baseline, ascent_px(f));
  }
  float x = at.x;
  for (const Span& s : spans) {
    const Face f = face_of(theme_, s.font);
    const float y = at.y + baseline - ascent_px(f);
    text({x, y}, s.font, colour_of(theme_, s.ink), s.text);
    x += metrics_.width(s.font, s.text);
  }
}

void Canvas::text(Point at, Font font, ImU32 colour, const std::string& text) {
  const Face f = face_of(theme_, font);
  if (drawing_ != nullptr) {
    if (text.empty()) return;
    drawing_->items.push_back(DrawnText{
        {at.x, at.y + ascent_px(f)}, font, f.size_px, plain(colour), text, metrics_.width(font, text)});
    return;
  }
  list_.AddText(f.font, f.size_px, {std::floor(at.x), std::round(at.y)}, colour, text.data(),
                text.data() + text.size());
}

void Canvas::text_right(Point p, Font font, ImU32 colour, const std::string& words) {
  text({p.x - metrics_.width(font, words), p.y}, font, colour, words);
}

void Canvas::text_centred(const Rect& box, Font font, ImU32 colour, const std::string& words) {
  text({box.mid_x() - metrics_.width(font, words) / 2, box.mid_y() - metrics_.height(font) / 2}, font, colour,
       words);
}

void Canvas::box(const Rect& r, ImU32 fill_colour, ImU32 frame_colour, float radius, float thickness) {
  if (drawing_ != nullptr) {
    drawing_->items.push_back(DrawnBox{r, plain(fill_colour), plain(frame_colour), radius, thickness});
    return;
  }
  list_.AddRectFilled({r.x0, r.y0}, {r.x1, r.y1}, fill_colour, radius);
  const float h = thickness / 2;
  list_.AddRect({r.x0 + h, r.y0 + h}, {r.x1 - h, r.y1 - h}, frame_colour, radius, 0, thickness);
}

void Canvas::fill(const Rect& r, ImU32 colour, float radius) {
  if (drawing_ != nullptr) {
    drawing_->items.push_back(DrawnBox{r, plain(colour), kNothing, radius, 0});
    return;
  }
  list_.AddRectFilled({r.x0, r.y0}, {r.x1, r.y1}, colour, radius);
}

void Canvas::frame(const Rect& r, ImU32 colour, float thickness) {
  if (drawing_ != nullptr) {
    drawing_->items.push_back(DrawnBox{r.grown(thickness / 2 - 0.5F), kNothing, plain(colour), 0, thickness});
    return;
  }
  list_.AddRect({r.x0, r.y0}, {r.x1, r.y1}, colour, 0, 0, thickness);
}

void Canvas::segment(Point from, Point to, ImU32 colour, float thickness) {
  if (drawing_ != nullptr) {
    drawing_->items.push_back(DrawnPath{{{from, false}, {to, false}}, plain(colour), thickness});
    return;
  }
  list_.AddLine(im(from), im(to), colour, thickness);
}

void Canvas::stripe(const Rect& r, const std::vector<ImU32>& colours) {
  if (drawing_ != nullptr) {
    DrawnStripe stripe{r, {}};
    for (const ImU32 c : colours) stripe.colours.push_back(plain(c));
    drawing_->items.push_back(std::move(stripe));
    return;
  }
  const auto steps = static_cast<float>(colours.size() - 1);
  for (size_t i = 0; i + 1 < colours.size(); ++i) {
    const float a = static_cast<float>(i) / steps, b = static_cast<float>(i + 1) / steps;
    list_.AddRectFilledMultiColor({r.x0 + a * r.w(), r.y0}, {r.x0 + b * r.w(), r.y1}, colours[i],
                                  colours[i + 1], colours[i + 1], colours[i]);
  }
}

void Canvas::begin_clip(const Rect& r) {
  list_.PushClipRect({r.x0, r.y0}, {r.x1, r.y1}, true);
  if (drawing_ != nullptr) drawing_->items.push_back(DrawnClip{r});
}

void Canvas::end_clip() {
  list_.PopClipRect();
  if (drawing_ != nullptr) drawing_->items.push_back(DrawnClipEnd{});
}

void Canvas::picture(const DrawnPicture& picture) {
  if (drawing_ != nullptr) drawing_->items.push_back(picture);
}

void Canvas::outline(const Rect& r, ImU32 colour, float thickness) {
  const float t = thickness / 2, edge = px(1);
  const Rect around{std::round(r.x0) - t, std::round(r.y0) - t, std::round(r.x1) + t, std::round(r.y1) + t};
  frame(around, IM_COL32(0, 0, 0, 190), thickness + 2 * edge);
  frame(around, colour, thickness);
}

void Canvas::connector(const std::vector<Point>& p, ImU32 colour, float radius) {
  const float thickness = px(1.5F), head = px(5);
  const Point& end = p.back();
  std::vector<DrawnPath::Node> nodes = rounded(p, radius);
  nodes.push_back({{end.x - head * 0.7F, end.y}, false});
  const Point upper{end.x - head, end.y - head * 0.7F}, lower{end.x - head, end.y + head * 0.7F};
  if (drawing_ != nullptr) {
    drawing_->items.push_back(DrawnPath{std::move(nodes), plain(colour), thickness});
    drawing_->items.push_back(DrawnPath{{{end, false}, {upper, false}, {lower, false}}, plain(colour), 0});
    return;
  }
  list_.PathClear();
  for (size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].bend) {
      list_.PathBezierQuadraticCurveTo(im(nodes[i].at), im(nodes[i + 1].at), 8);
      ++i;
    } else {
      list_.PathLineTo(im(nodes[i].at));
    }
  }
  list_.PathStroke(colour, 0, thickness);
  list_.AddTriangleFilled(im(end), im(upper), im(lower), colour);
}

void Canvas::plate(Point at, const Line& spans, const Rect& area) {
  const float pad = px(7), w = metrics_.width_of(spans) + 2 * pad, h = metrics_.height_of(spans) + 2 * px(4);
  Rect r{at.x + px(14), at.y + px(16), at.x + px(14) + w, at.y + px(16) + h};
  if (r.x1 > area.x1) r = r.moved(std::max(area.x0 - r.x0, at.x - px(10) - w - r.x0), 0);
  if (r.y1 > area.y1) r = r.moved(0, at.y - px(10) - h - r.y0);
  fill(r.grown(px(1)), IM_COL32(0, 0, 0, 140), px(6));
  box(r, theme_.raised, theme_.line, px(5), px(1));
  line({r.x0 + pad, r.y0 + px(4)}, spans);
}

}  // namespace sep::view

// A drawing as PDF, by cairo; fonts through fontconfig and FreeType, as the window finds them.
#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <fmt/format.h>
#include <fontconfig/fontconfig.h>

#include <cmath>
#include <map>
#include <memory>

#include "handouts/drawing_files.h"
#include "handouts/typefaces.h"

namespace sep::handouts {
namespace {

using namespace view;

constexpr double kPointsPerPixel = 72.0 / 96;

struct Destroy {
  void operator()(cairo_t* c) const { cairo_destroy(c); }
  void operator()(cairo_surface_t* s) const { cairo_surface_destroy(s); }
  void operator()(cairo_font_face_t* f) const { cairo_font_face_destroy(f); }
  void operator()(cairo_font_options_t* o) const { cairo_font_options_destroy(o); }
  void operator()(cairo_pattern_t* p) const { cairo_pattern_destroy(p); }
  void operator()(FcPattern* p) const { FcPatternDestroy(p); }
  void operator()(FcCharSet* s) const { FcCharSetDestroy(s); }
};
template <class T>
using Owned = std::unique_ptr<T, Destroy>;

struct Face {
  Owned<cairo_font_face_t> face;
  Owned<FcCharSet> characters;
  bool has(uint32_t c) const { return !characters || FcCharSetHasChar(characters.get(), c) != FcFalse; }
};

int fontconfig_weight(int css) {
  return css >= 700 ? FC_WEIGHT_BOLD : css >= 600 ? FC_WEIGHT_DEMIBOLD : FC_WEIGHT_REGULAR;
}

Face load(const Typeface& wanted) {
  Owned<FcPattern> pattern(FcPatternCreate());
  for (const char* family : {wanted.family, wanted.generic})
    FcPatternAddString(pattern.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(family));
  FcPatternAddInteger(pattern.get(), FC_WEIGHT, fontconfig_weight(wanted.weight));
  FcPatternAddInteger(pattern.get(), FC_SLANT, FC_SLANT_ROMAN);
  FcConfigSubstitute(nullptr, pattern.get(), FcMatchPattern);
  FcDefaultSubstitute(pattern.get());
  FcResult result = FcResultNoMatch;
  const Owned<FcPattern> match(FcFontMatch(nullptr, pattern.get(), &result));
  Face out;
  if (!match) return out;
  FcCharSet* have = nullptr;
  if (FcPatternGetCharSet(match.get(), FC_CHARSET, 0, &have) == FcResultMatch)
    out.characters.reset(FcCharSetCopy(have));
  out.face.reset(cairo_ft_font_face_create_for_pattern(match.get()));
  return out;
}

/// The character that begins here and its bytes; text is UTF-8.
uint32_t character_at(const std::string& text, size_t at, size_t& bytes) {
  FcChar32 c = 0;
  const int n = FcUtf8ToUcs4(reinterpret_cast<const FcChar8*>(text.data()) + at, &c,
                             static_cast<int>(text.size() - at));
  bytes = n > 0 ? static_cast<size_t>(n) : 1;
  return n > 0 ? c : 0xFFFD;
}

class Writer {
 public:
  explicit Writer(cairo_t* c) : c_(c), options_(cairo_font_options_create()) {
    cairo_font_options_set_hint_style(options_.get(), CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options_.get(), CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(c_, options_.get());
  }

  void ground(const Drawing& d) {
    source(d.ground);
    cairo_paint(c_);
  }

  void operator()(const DrawnText& t) {
    source(t.colour);
    cairo_move_to(c_, t.at.x, t.at.y);
    const Typeface face = typeface_of(t.font), other = other_of(face);
    std::string run;
    bool lent = false;
    for (size_t at = 0, bytes = 0; at < t.text.size(); at += bytes) {
      const uint32_t code = character_at(t.text, at, bytes);
      const bool lend = !face_of(face).has(code) && face_of(other).has(code);
      if (lend != lent) show(run, lent ? other : face, t.size_px);
      lent = lend;
      run.append(t.text, at, bytes);
    }
    show(run, lent ? other : face, t.size_px);
  }

  void operator()(const DrawnBox& b) {
    if (b.fill.a != 0) {
      outline(b.rect, b.radius);
      source(b.fill);
      cairo_fill(c_);
    }
    if (b.frame.a == 0 || b.thickness <= 0) return;
    outline(b.rect.grown(-b.thickness / 2), b.radius);
    stroke(b.frame, b.thickness);
  }

  void operator()(const DrawnPath& p) {
    for (size_t i = 0; i < p.nodes.size(); ++i) {
      const Point at = p.nodes[i].at;
      if (i == 0) {
        cairo_move_to(c_, at.x, at.y);
      } else if (p.nodes[i].bend && i + 1 < p.nodes.size()) {
        bend(at, p.nodes[i + 1].at);
        ++i;
      } else {
        cairo_line_to(c_, at.x, at.y);
      }
    }
    if (p.thickness > 0) return stroke(p.colour, p.thickness);
    cairo_close_path(c_);
    source(p.colour);
    cairo_fill(c_);
  }

  void operator()(const DrawnStripe& s) {
    const Owned<cairo_pattern_t> pattern(cairo_pattern_create_linear(s.rect.x0, 0, s.rect.x1, 0));
    for (size_t i = 0; i < s.colours.size(); ++i) {
      const Colour c = s.colours[i];
      cairo_pattern_add_color_stop_rgb(pattern.get(),
                                       static_cast<double>(i) / static_cast<double>(s.colours.size() - 1),
                                       c.r / 255.0, c.g / 255.0, c.b / 255.0);
    }
    cairo_rectangle(c_, s.rect.x0, s.rect.y0, s.rect.w(), s.rect.h());
    cairo_set_source(c_, pattern.get());
    cairo_fill(c_);
  }

  void operator()(const DrawnPicture& p) {
    if (p.width < 1 || p.height < 1) return;
    const Owned<cairo_surface_t> image(cairo_image_surface_create(CAIRO_FORMAT_RGB24, p.width, p.height));
    unsigned char* const data = cairo_image_surface_get_data(image.get());
    if (data == nullptr) return;
    const int stride = cairo_image_surface_get_stride(image.get());
    for (int y = 0; y < p.height; ++y) {
      auto* row = reinterpret_cast<uint32_t*>(data + static_cast<ptrdiff_t>(y) * stride);
      for (int x = 0; x < p.width; ++x) {
        const auto* rgb =
            reinterpret_cast<const unsigned char*>(p.rgb.data()) +
            (static_cast<size_t>(y) * static_cast<size_t>(p.width) + static_cast<size_t>(x)) * 3;
        row[x] = static_cast<uint32_t>(rgb[0]) << 16 | static_cast<uint32_t>(rgb[1]) << 8 | rgb[2];
      }
    }
    cairo_surface_mark_dirty(image.get());
    cairo_save(c_);
    cairo_rectangle(c_, p.rect.x0, p.rect.y0, p.rect.w(), p.rect.h());
    cairo_clip(c_);
    cairo_translate(c_, p.placed.x0, p.placed.y0);
    cairo_scale(c_, p.placed.w() / p.width, p.placed.h() / p.height);
    cairo_set_source_surface(c_, image.get(), 0, 0);
    cairo_pattern_set_filter(cairo_get_source(c_), CAIRO_FILTER_NEAREST);
    cairo_paint(c_);
    cairo_restore(c_);
  }

  void operator()(const DrawnClip& clip) {
    cairo_save(c_);
    cairo_rectangle(c_, clip.rect.x0, clip.rect.y0, clip.rect.w(), clip.rect.h());
    cairo_clip(c_);
  }
  void operator()(const DrawnClipEnd&) { cairo_restore(c_); }

 private:
  const Face& face_of(const Typeface& face) {
    const std::pair<std::string, int> key{face.family, face.weight};
    const auto known = faces_.find(key);
    return known != faces_.end() ? known->second : faces_.emplace(key, load(face)).first->second;
  }

  void show(std::string& run, const Typeface& face, float size_px) {
    if (run.empty()) return;
    if (face_of(face).face) cairo_set_font_face(c_, face_of(face).face.get());
    cairo_set_font_size(c_, size_px / face.line_em);
    cairo_show_text(c_, run.c_str());
    run.clear();
  }

  void source(Colour c) { cairo_set_source_rgba(c_, c.r / 255.0, c.g / 255.0, c.b / 255.0, c.a / 255.0); }

  void stroke(Colour colour, float thickness) {
    source(colour);
    cairo_set_line_width(c_, thickness);
    cairo_stroke(c_);
  }

  /// A quadratic curve as the cubic one that it is.
  void bend(Point towards, Point end) {
    double x = 0, y = 0;
    cairo_get_current_point(c_, &x, &y);
    cairo_curve_to(c_, x + (towards.x - x) * 2 / 3, y + (towards.y - y) * 2 / 3,
                   end.x + (towards.x - end.x) * 2.0 / 3, end.y + (towards.y - end.y) * 2.0 / 3, end.x,
                   end.y);
  }

  void outline(const Rect& r, float wanted) {
    const double radius = std::min({wanted, r.w() / 2, r.h() / 2});
    if (radius <= 0) return cairo_rectangle(c_, r.x0, r.y0, r.w(), r.h());
    constexpr double kQuarter = 1.5707963267948966;
    cairo_new_sub_path(c_);
    cairo_arc(c_, r.x1 - radius, r.y0 + radius, radius, -kQuarter, 0);
    cairo_arc(c_, r.x1 - radius, r.y1 - radius, radius, 0, kQuarter);
    cairo_arc(c_, r.x0 + radius, r.y1 - radius, radius, kQuarter, 2 * kQuarter);
    cairo_arc(c_, r.x0 + radius, r.y0 + radius, radius, 2 * kQuarter, 3 * kQuarter);
    cairo_close_path(c_);
  }

  cairo_t* c_;
  Owned<cairo_font_options_t> options_;
  std::map<std::pair<std::string, int>, Face> faces_;
};

cairo_status_t append(void* out, const unsigned char* data, unsigned length) {
  static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

}  // namespace

Result<std::string> pdf_of(const Drawing& drawing, const std::string& title) {
  std::string bytes;
  const Owned<cairo_surface_t> surface(cairo_pdf_surface_create_for_stream(
      append, &bytes, drawing.width * kPointsPerPixel, drawing.height * kPointsPerPixel));
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, title.c_str());
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATOR, "SepScope");
  {
    const Owned<cairo_t> cairo(cairo_create(surface.get()));
    cairo_scale(cairo.get(), kPointsPerPixel, kPointsPerPixel);
    Writer writer(cairo.get());
    writer.ground(drawing);
    for (const DrawnItem& item : drawing.items) std::visit(writer, item);
    cairo_show_page(cairo.get());
    if (const auto status = cairo_status(cairo.get()); status != CAIRO_STATUS_SUCCESS)
      return fail(fmt::format("the PDF could not be made: {}", cairo_status_to_string(status)));
  }
  cairo_surface_finish(surface.get());
  if (const auto status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS)
    return fail(fmt::format("the PDF could not be made: {}", cairo_status_to_string(status)));
  return bytes;
}

}  // namespace sep::handouts

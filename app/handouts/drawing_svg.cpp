// A drawing as SVG. Written here and not by cairo, whose SVG holds outlines of letters where text should be.
#include <fmt/format.h>

#include <cmath>

#include "handouts/drawing_files.h"
#include "handouts/typefaces.h"
#include "io/image.h"

namespace sep::handouts {
namespace {

using namespace view;

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (static_cast<unsigned char>(c) >= 0x20)
      out += c;
  }
  return out;
}

std::string base64(const std::string& bytes) {
  static constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t i = 0; i < bytes.size(); i += 3) {
    uint32_t group = 0;
    for (size_t k = 0; k < 3; ++k)
      group = group << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    for (size_t k = 0; k < 4; ++k) out += i + k > bytes.size() ? '=' : kDigits[group >> (18 - 6 * k) & 63];
  }
  return out;
}

/// At most two digits after the point, and no more than it takes.
std::string number(float v) {
  std::string text = fmt::format("{:.2f}", v);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::string paint(const char* attribute, Colour c) {
  if (c.a == 0) return fmt::format(" {}=\"none\"", attribute);
  std::string out = fmt::format(" {}=\"#{:02x}{:02x}{:02x}\"", attribute, c.r, c.g, c.b);
  if (c.a != 255) out += fmt::format(" {}-opacity=\"{:.3g}\"", attribute, c.a / 255.0);
  return out;
}

std::string place(const Rect& r) {
  return fmt::format("x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"", number(r.x0), number(r.y0),
                     number(r.w()), number(r.h()));
}

class Writer {
 public:
  std::string body;
  std::string problem;  ///< the first one

  void operator()(const DrawnText& t) {
    const Typeface face = typeface_of(t.font), other = other_of(face);
    body += fmt::format(
        "<text x=\"{}\" y=\"{}\" font-family=\"'{}', '{}', {}\" font-size=\"{}\" font-weight=\"{}\"{} "
        "textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\">{}</text>\n",
        number(t.at.x), number(t.at.y), face.family, other.family, face.generic,
        number(t.size_px / face.line_em), face.weight, paint("fill", t.colour), number(t.width),
        escaped(t.text));
  }

  void operator()(const DrawnBox& b) {
    if (b.fill.a == 0 && (b.frame.a == 0 || b.thickness <= 0)) return;
    Rect r = b.rect;
    std::string stroke;
    if (b.frame.a != 0 && b.thickness > 0) {
      r = r.grown(-b.thickness / 2);
      stroke = paint("stroke", b.frame) + fmt::format(" stroke-width=\"{}\"", number(b.thickness));
    }
    const std::string round = b.radius > 0 ? fmt::format(" rx=\"{}\"", number(b.radius)) : "";
    body += fmt::format("<rect {}{}{}{}/>\n", place(r), round, paint("fill", b.fill), stroke);
  }

  void operator()(const DrawnPath& p) {
    std::string d;
    for (size_t i = 0; i < p.nodes.size(); ++i) {
      const DrawnPath::Node& n = p.nodes[i];
      const bool after_bend = i > 0 && p.nodes[i - 1].bend;
      d += fmt::format("{}{} {}",
                       i == 0       ? "M"
                       : n.bend     ? "Q"
                       : after_bend ? " "
                                    : "L",
                       number(n.at.x), number(n.at.y));
    }
    if (p.thickness <= 0) {
      body += fmt::format("<path d=\"{}Z\"{}/>\n", d, paint("fill", p.colour));
    } else {
      body += fmt::format("<path d=\"{}\" fill=\"none\"{} stroke-width=\"{}\"/>\n", d,
                          paint("stroke", p.colour), number(p.thickness));
    }
  }

  void operator()(const DrawnStripe& s) {
    const std::string id = fmt::format("stripe{}", ++made_);
    body += fmt::format("<linearGradient id=\"{}\">", id);
    for (size_t i = 0; i < s.colours.size(); ++i)
      body += fmt::format("<stop offset=\"{:.4g}\"{}/>",
                          static_cast<double>(i) / static_cast<double>(s.colours.size() - 1),
                          paint("stop-color", s.colours[i]));
    body += fmt::format("</linearGradient>\n<rect {} fill=\"url(#{})\"/>\n", place(s.rect), id);
  }

  void operator()(const DrawnPicture& p) {
    if (p.width < 1 || p.height < 1) return;
    const auto png = io::png_bytes(p.width, p.height, p.rgb);
    if (!png) {
      if (problem.empty()) problem = png.error().message;
      return;
    }
    const bool cut = p.placed.x0 < p.rect.x0 - 0.01F || p.placed.y0 < p.rect.y0 - 0.01F ||
                     p.placed.x1 > p.rect.x1 + 0.01F || p.placed.y1 > p.rect.y1 + 0.01F;
    if (cut) (*this)(DrawnClip{p.rect});
    body += fmt::format(
        "<image {} preserveAspectRatio=\"none\" "
        "image-rendering=\"optimizeSpeed\" style=\"image-rendering:pixelated\" "
        "xlink:href=\"data:image/png;base64,{}\"/>\n",
        place(p.placed), base64(*png));
    if (cut) (*this)(DrawnClipEnd{});
  }

  void operator()(const DrawnClip& c) {
    const std::string id = fmt::format("clip{}", ++made_);
    body += fmt::format("<clipPath id=\"{}\"><rect {}/></clipPath>\n<g clip-path=\"url(#{})\">\n", id,
                        place(c.rect), id);
  }
  void operator()(const DrawnClipEnd&) { body += "</g>\n"; }

 private:
  int made_ = 0;
};

}  // namespace

Result<std::string> svg_of(const Drawing& drawing, const std::string& title) {
  Writer writer;
  for (const DrawnItem& item : drawing.items) std::visit(writer, item);
  if (!writer.problem.empty()) return fail(writer.problem);
  const std::string w = number(drawing.width), h = number(drawing.height);
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{0}\" "
      "height=\"{1}\" viewBox=\"0 0 {0} {1}\">\n<title>{2}</title>\n<rect width=\"{0}\" "
      "height=\"{1}\"{3}/>\n{4}"
      "</svg>\n",
      w, h, escaped(title), paint("fill", drawing.ground), writer.body);
}

}  // namespace sep::handouts

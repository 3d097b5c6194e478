// Bodies of text.h.
#include "view/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace sep::view {
namespace {

std::string trimmed(std::string s) {
  if (s.find('.') == std::string::npos || s.find('e') != std::string::npos) return s;
  while (s.back() == '0') s.pop_back();
  if (s.back() == '.') s.pop_back();
  return s;
}

}  // namespace

float Metrics::height(Font font) const {
  // from the highest to the lowest stroke; the em is that through 1.21 (Inter) and 1.32 (JetBrains Mono)
  constexpr std::array<float, 8> kSizes{15, 13, 13, 11, 15, 40, 14, 12},
      kLarge{16.5F, 15.7F, 15.7F, 15.7F, 16.5F, 42, 17.2F, 17.2F};
  return (large ? kLarge : kSizes)[static_cast<size_t>(font)] * scale;
}

float Metrics::width_of(const Line& line) const {
  float w = 0;
  for (const Span& s : line) w += width(s.font, s.text);
  return w;
}

float Metrics::height_of(const Line& line) const {
  float h = 0;
  for (const Span& s : line) h = std::max(h, height(s.font));
  return h;
}

std::optional<Line> fitting(const Metrics& metrics, const Forms& forms, float width) {
  for (const bool tiny : {false, true}) {
    for (Line line : forms) {
      for (Span& s : line) s.font = tiny && s.font == Font::small ? Font::tiny : s.font;
      if (metrics.width_of(line) <= width) return line;
    }
  }
  return std::nullopt;
}

std::vector<std::string> wrapped(const Metrics& metrics, Font font, const std::string& text, float width,
                                 int max_lines) {
  std::vector<std::string> lines;
  std::string line;
  for (size_t from = 0; from < text.size();) {
    const size_t space = std::min(text.find(' ', from), text.size());
    const std::string word = text.substr(from, space - from);
    from = space + 1;
    if (metrics.width(font, word) > width) return {};
    const std::string longer = line.empty() ? word : line + " " + word;
    if (metrics.width(font, longer) <= width) {
      line = longer;
      continue;
    }
    lines.push_back(line);
    line = word;
  }
  if (!line.empty()) lines.push_back(line);
  return static_cast<int>(lines.size()) > max_lines ? std::vector<std::string>{} : lines;
}

std::string grouped(int64_t value) {
  std::string s = std::to_string(value < 0 ? -value : value);
  for (int i = static_cast<int>(s.size()) - 3; i > 0; i -= 3) s.insert(static_cast<size_t>(i), 1, ',');
  return value < 0 ? "−" + s : s;
}

std::string short_number(double value, int digits, bool plus) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value < 0 ? "−∞" : plus ? "+∞" : "∞";
  if (value == 0) return "0";
  const double size = std::abs(value);
  std::string s;
  if (size < 0.0005 || size >= 99999.5) {
    s = fmt::format("{:.{}e}", size, std::max(0, digits - 2));
    const size_t e = s.find('e');
    s = trimmed(s.substr(0, e)) + "e" + std::to_string(std::stoi(s.substr(e + 1)));
  } else {
    const int whole = static_cast<int>(std::floor(std::log10(size)));
    s = trimmed(fmt::format("{:.{}f}", size, std::max(0, digits - 1 - whole)));
  }
  return (value < 0 ? "−" : plus ? "+" : "") + s;
}

std::string superscript(int value) {
  static const std::array<const char*, 10> kDigits{"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string out = value < 0 ? "⁻" : "";
  for (const char c : std::to_string(std::abs(value))) out += kDigits[static_cast<size_t>(c - '0')];
  return out;
}

Line shape_line(const Shape& shape, Ink last, Font font) {
  Line line;
  if (shape.b != 1) {
    line.push_back({std::to_string(shape.b), Ink::dim, font});
    line.push_back({"×", Ink::dim, font});
  }
  line.push_back({fmt::format("{}×{}", shape.h, shape.w), Ink::pixels, font});
  line.push_back({"×", Ink::dim, font});
  line.push_back({std::to_string(shape.c), last, font});
  return line;
}

}  // namespace sep::view

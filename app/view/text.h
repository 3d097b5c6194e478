// Coloured text that is measured before it is placed, with shorter forms for when it does not fit. Knows no
// ImGui.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/tensor.h"
#include "view/geometry.h"

namespace sep::view {

enum class Ink : uint8_t { text, dim, pixels, channels, filters, kernel, accent, good, warning };
enum class Font : uint8_t { body, small, small_bold, tiny, bold, headline, mono, mono_small };

struct Span {
  std::string text;
  Ink ink = Ink::text;
  Font font = Font::small;
};
using Line = std::vector<Span>;
/// The same said longer and shorter, the longest first.
using Forms = std::vector<Line>;

/// How wide and high text is, in window pixels.
struct Metrics {
  float scale = 1;
  bool large = false;  ///< as in Theme
  std::function<float(Font, const std::string&)> width;
  float height(Font font) const;
  float width_of(const Line& line) const;
  float height_of(const Line& line) const;
};

struct PlacedLine {
  Line spans;
  Rect box;  ///< as measured
};

/// The longest form that fits a width; then the same in tiny letters; nothing if none does.
std::optional<Line> fitting(const Metrics& metrics, const Forms& forms, float width);

/// Breaks plain words into lines of at most `width`; empty when a word is wider or more than max_lines are
/// needed.
std::vector<std::string> wrapped(const Metrics& metrics, Font font, const std::string& text, float width,
                                 int max_lines);

/// 1228800 → "1,228,800".
std::string grouped(int64_t value);
/// A value in at most `chars` characters, "−" for minus, with the sign also of positive values when `plus`:
/// "−0.031", "+1.2e-7".
std::string short_number(double value, int digits, bool plus);
/// −7 → "⁻⁷".
std::string superscript(int value);
/// "12×12×3": height and width green, the channels in `last`.
Line shape_line(const Shape& shape, Ink last, Font font = Font::small);

}  // namespace sep::view

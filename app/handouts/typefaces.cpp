// Bodies of typefaces.h.
#include "handouts/typefaces.h"

#include <string_view>

namespace sep::handouts {

using view::Font;

namespace {

constexpr Typeface kText{"Inter", "sans-serif", 400}, kStrong{"Inter", "sans-serif", 600},
    kHeavy{"Inter", "sans-serif", 700}, kMono{"JetBrains Mono", "monospace", 400};

}  // namespace

Typeface typeface_of(Font font) {
  switch (font) {
    case Font::body:
    case Font::small:
    case Font::tiny:
      return kText;
    case Font::small_bold:
    case Font::bold:
      return kStrong;
    case Font::headline:
      return kHeavy;
    case Font::mono:
    case Font::mono_small:
      return kMono;
  }
  return kText;
}

Typeface other_of(const Typeface& face) {
  return std::string_view(face.family) == kMono.family ? kText : kMono;
}

}  // namespace sep::handouts

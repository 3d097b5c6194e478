// Bodies of typefaces.h.
#include "handouts/typefaces.h"

#include <string_view>

namespace sep::handouts {

using view::Font;

namespace {

constexpr float kInter_em = 3408.0F / 2816, kMono_em = 1.32F;  ///< of their hhea tables
constexpr Typeface kText{"Inter", "sans-serif", 400, kInter_em},
    kStrong{"Inter", "sans-serif", 600, kInter_em}, kHeavy{"Inter", "sans-serif", 700, kInter_em},
    kMono{"JetBrains Mono", "monospace", 400, kMono_em};

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

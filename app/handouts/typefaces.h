// The fonts of a drawing by family and weight, the same that the window uses.
#pragma once

#include "view/text.h"

namespace sep::handouts {

struct Typeface {
  const char* family;   ///< "Inter"
  const char* generic;  ///< what stands in for it: "sans-serif"
  int weight;           ///< as CSS counts it
  float line_em;        ///< height of a line in ems; a size of text counts lines
  friend bool operator==(const Typeface&, const Typeface&) = default;
};
Typeface typeface_of(view::Font font);
/// The one that lends the characters which the first one lacks.
Typeface other_of(const Typeface& face);

}  // namespace sep::handouts

// A drawing as the bytes of a vector file. Text stays text: it is selected, searched and edited.
#pragma once

#include <string>

#include "core/error.h"
#include "view/drawing.h"

namespace sep::handouts {

/// One page as large as the drawing, 96 of its pixels an inch; both fonts are embedded. Error: cairo's, in
/// words.
Result<std::string> pdf_of(const view::Drawing& drawing, const std::string& title);

/// Elements <text>, <rect>, <path> and <image>; names the fonts, and stretches what a stand-in for them sets
/// to the measured widths.
Result<std::string> svg_of(const view::Drawing& drawing, const std::string& title);

}  // namespace sep::handouts
